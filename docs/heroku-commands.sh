#!/usr/bin/env bash
# Makes the lists of Heroku's commands and dyno types that the chapters are held against, from the newest release of the
# Heroku CLI.
# Needs npm and node; installs nothing.
set -euo pipefail
lists=$(cd "$(dirname "$0")" && pwd)/src/test/resources
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack heroku --silent >/dev/null
tar xzf heroku-*.tgz
node -e '
  const manifest = require("./package/oclif.manifest.json");
  console.log(`# heroku ${manifest.version} from npm; a line for each command: its names | its arguments | its options.`);
  console.log("# Arguments in brackets may be left out, ... stands for any number of them. Made by docs/heroku-commands.sh");
  for (const command of Object.values(manifest.commands)) {
    const names = [command.id, ...command.aliases, ...(command.hiddenAliases ?? [])];
    const args = Object.values(command.args).map(a => a.required ? a.name : `[${a.name}]`);
    if (!command.strict) args.push("...");
    const flags = Object.values(command.flags).flatMap(flag => {
      const value = flag.type === "option" ? "=" : "";
      const long = [flag.name, ...(flag.aliases ?? [])].map(name => `--${name}${value}`);
      return flag.char ? [...long, `-${flag.char}${value}`] : long;
    });
    console.log([names, args, flags].map(words => words.join(" ")).join(" | ").trimEnd());
  }
' >"$lists/heroku-commands.txt"
node -e '
  // The command ps:type has a table of prices, in which there are also names that Heroku gave up years ago.
  const table = require("fs").readFileSync("package/dist/commands/ps/type.js", "utf8").match(/COST_MONTHLY = {(.*?)}/s)[1];
  const names = [...table.matchAll(/([\w.-]+).?: \d+/g)].map(match => match[1].toLowerCase());
  console.log("# The dyno types in the table of prices of the command ps:type. Made by docs/heroku-commands.sh");
  console.log(names.filter(name => !["free", "hobby", "1x", "2x", "px"].includes(name)).join("\n"));
' >"$lists/heroku-dyno-types.txt"
head -1 "$lists"/heroku-*.txt
