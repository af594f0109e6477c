#!/usr/bin/env bash
# Makes the pictures in docs/images anew, from the running steps. Needs Chromium and psql, and the steps built with
# "./mvnw -DskipTests package". The picture of Postgres needs the address of an empty database in JDBC_DATABASE_URL.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
images=$root/docs/images
port=4568
work=$(mktemp -d)
pid=
stop() { [ -z "$pid" ] || { kill "$pid"; wait "$pid" || true; }; pid=; }
trap 'stop; rm -rf "$work"' EXIT
cd "$work"

# start STEP: starts the step's app in this folder
start() {
  PORT=$port java -jar "$root/$1/target/intro.jar" >"$work/console" 2>&1 &
  pid=$!
  until grep -q Listening "$work/console"; do
    kill -0 "$pid" || { cat "$work/console"; exit 1; }
    sleep 0.1
  done
}

# picture NAME URL
picture() {
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-background-networking \
    --disable-component-update --disable-sync --user-data-dir="$work/profile-$1" --window-size="${size:-800,640}" \
    --virtual-time-budget=5000 --screenshot="$images/$1.png" "$2" 2>/dev/null
}

# A page that logs in by itself, because headless Chromium cannot type.
cat >login.html <<END
<form method="post" action="http://localhost:$port/login">
<input name="username" value="admin"><input name="password" value="admin"></form>
<script>document.forms[0].submit()</script>
END

start step-02-procfile
size=800,200 picture error-500 "file://$work/login.html"
stop
java -cp "$root/step-02-procfile/target/intro.jar" intro.CreateDatabase
start step-02-procfile
picture login "http://localhost:$port/"
picture posts "file://$work/login.html"
stop
rm sample.mv.db
start step-03-error-handling
size=800,360 picture missing-db "file://$work/login.html"
stop
(unset JDBC_DATABASE_URL && start step-05-online && picture last-step "file://$work/login.html" && stop)
if [ -n "${JDBC_DATABASE_URL:-}" ]; then
  start step-04-database
  psql "${JDBC_DATABASE_URL#jdbc:}" --quiet --command \
    "INSERT INTO posts (title, details) VALUES ('Hello from Postgres', 'Typed on Heroku.')"
  picture postgres "file://$work/login.html"
  stop
else
  echo "JDBC_DATABASE_URL is not set: docs/images/postgres.png stays as it is." >&2
fi
