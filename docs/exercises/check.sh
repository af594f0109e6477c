#!/usr/bin/env bash
# Runs the test of an exercise in each of the folders, and prints a line for each: "done", or the first thing that is missing.
# Usage: docs/exercises/check.sh TEST FOLDER...     For example: docs/exercises/check.sh AboutTest ../handed-in/*
set -euo pipefail
test=$1
shift
exercises=$(cd "$(dirname "$0")" && pwd)
for folder in "$@"; do
  printed=$folder/$test.txt
  cp "$exercises/$test.java" "$folder/src/test/java/intro/"
  if (cd "$folder" && sh mvnw -q -B test -Dtest="$test") >"$printed" 2>&1 </dev/null; then
    echo "$folder: done"
  else
    echo "$folder: $(grep -m 1 '^\[ERROR\]   ' "$printed" || echo "see $printed")"
  fi
done
