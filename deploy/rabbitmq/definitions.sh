#!/bin/sh
# Prints definitions.json with the passwords of Saring's two users in their places:
# `SARING_SECRETS=DIRECTORY definitions.sh [VHOST]`. Write the output where only the broker reads.
set -eu

: "${SARING_SECRETS:?the directory of the passwords}"
text=$(cat "$(dirname "$0")/definitions.json")

# Only the shell's own means, so that no password stands on a command line.
fill() {
  while [ "${text#*"@$1@"}" != "$text" ]; do
    text="${text%%"@$1@"*}$2${text#*"@$1@"}"
  done
}

for name in broker_moderation broker_publisher; do
  password=$(cat "$SARING_SECRETS/$name")
  case $password in
    '' | *[!A-Za-z0-9_-]*)
      echo "definitions: $SARING_SECRETS/$name must hold letters, digits, _ and - only" >&2
      exit 1
      ;;
  esac
  fill "$name" "$password"
done
fill vhost "${1:-saring}"
printf '%s\n' "$text"
