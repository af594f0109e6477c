#!/usr/bin/env bash
# Prints the table of docs/javalin.md: step 4, step 5 and its form on Javalin, measured in turns in one run. Takes minutes;
# let nothing else run meanwhile. On Linux only.
set -euo pipefail
cd "$(dirname "$0")/.."
./mvnw -q verify -pl docs -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=Benchmark | grep '^|'
