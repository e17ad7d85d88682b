#!/bin/sh
# Checks the OpenAPI document: `lint-openapi.sh FILE`, as served at /openapi.json.
# Needs npm; what it installs goes into a temporary folder.
set -eu
rules=$(dirname "$(realpath "$0")")/lint-openapi.yaml
file=$(realpath "${1:?usage: lint-openapi.sh FILE}")

if ! command -v npm >/dev/null; then
  echo "lint-openapi: npm is missing; on Debian and Ubuntu: apt-get install npm" >&2
  exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' >package.json
if ! npm install --silent --no-audit --no-fund --ignore-scripts @redocly/cli@2.77.0 \
  >npm.log 2>&1; then
  tail -n 20 npm.log >&2
  exit 1
fi
# It asks for news of itself and reports how it is used, unless told otherwise.
export REDOCLY_SUPPRESS_UPDATE_NOTICE=true REDOCLY_TELEMETRY=off
node_modules/.bin/redocly lint --config "$rules" --format stylish "$file"
