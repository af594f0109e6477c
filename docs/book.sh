#!/usr/bin/env bash
# Makes one file of all chapters and exercises, with the pictures inside, to read without a network or to print.
set -euo pipefail
cd "$(dirname "$0")/.."
./mvnw -q test -pl docs -Dtest=BookTest
echo docs/target/book.html
