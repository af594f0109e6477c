#!/usr/bin/env bash
# Makes the pictures in docs/images anew, from the running steps. Needs Chromium and psql, and the steps built with
# "./mvnw -DskipTests package". One picture needs the address of an empty Postgres database in JDBC_DATABASE_URL.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
images=$root/docs/images
port=4568
postgres=${JDBC_DATABASE_URL:-}
unset JDBC_DATABASE_URL
work=$(mktemp -d)
pid= helper=
stop() { [ -z "$pid" ] || { kill "$pid"; wait "$pid" || true; }; pid=; }
stop_helper() { [ -z "$helper" ] || { kill "$helper"; wait "$helper" || true; }; helper=; }
trap 'stop; stop_helper; rm -rf "$work"' EXIT
cd "$work"

# start STEP: starts the step's app in this folder
start() {
  rm -f "$work/console"
  PORT=$port java -jar "$root/$1/target/intro.jar" >"$work/console" 2>&1 &
  pid=$!
  until grep -qs Listening "$work/console"; do
    kill -0 "$pid" || { cat "$work/console"; exit 1; }
    sleep 0.1
  done
}

# browse NAME OPTION...: becomes Chromium, with a profile of this name
browse() {
  exec chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-background-networking \
    --disable-component-update --disable-sync --user-data-dir="$work/profile-$1" "${@:2}" 2>/dev/null
}

# picture NAME URL
picture() {
  (browse "$1" --window-size="${size:-800,640}" --virtual-time-budget=5000 --screenshot="$images/$1.png" "$2")
}

# picture_of_cookie NAME URL COOKIE: the developer tools, which show a cookie of the page to which the login leads
picture_of_cookie() {
  browse "$1" --remote-debugging-port=0 --remote-allow-origins='*' "file://$work/login.html" &
  helper=$!
  until [ -s "$work/profile-$1/DevToolsActivePort" ]; do sleep 0.1; done
  java "$root/docs/DevTools.java" "$(head -1 "$work/profile-$1/DevToolsActivePort")" "$2" "$3" "$images/$1.png"
  stop_helper
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
start step-06-online
size=480,300 picture last-step "file://$work/login.html"
picture_of_cookie cookie "http://localhost:$port/" login
stop
# A server of H2 is the database that goes away.
java -cp "$root/step-06-online/target/intro.jar" org.h2.tools.Server -tcp -tcpPort 4569 -ifNotExists >/dev/null &
helper=$!
until (: <>/dev/tcp/localhost/4569) 2>/dev/null; do sleep 0.1; done
JDBC_DATABASE_URL=jdbc:h2:tcp://localhost:4569/./away start step-06-online
stop_helper
size=800,320 picture no-database "file://$work/login.html"
stop
if [ -n "$postgres" ]; then
  JDBC_DATABASE_URL=$postgres start step-04-database
  psql "${postgres#jdbc:}" --quiet --command \
    "INSERT INTO posts (title, details) VALUES ('Hello from Postgres', 'Typed on Heroku.')"
  picture postgres "file://$work/login.html"
  stop
else
  echo "JDBC_DATABASE_URL is not set: docs/images/postgres.png stays as it is." >&2
fi
