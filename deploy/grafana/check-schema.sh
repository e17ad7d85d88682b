#!/bin/sh
# Checks the dashboard against Grafana's own types: unknown keys, wrong types, wrong words.
# `check-schema.sh [FILE]`. Needs npm; what it installs goes into a temporary folder.
set -eu
cd "$(dirname "$0")"
file=$(realpath "${1:-dashboards/saring.json}")

if ! command -v npm >/dev/null; then
  echo "check-schema: npm is missing; on Debian and Ubuntu: apt-get install npm" >&2
  exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp dashboard.types.ts "$work/"
{
  printf 'import type { Saring } from "./dashboard.types";\nexport const dashboard: Saring = '
  cat "$file"
} >"$work/check.ts"
cd "$work"
echo '{"private": true}' >package.json
# The same version as the image in docker-compose.yml.
if ! npm install --silent --no-audit --no-fund --ignore-scripts \
  @grafana/schema@12.4.4 typescript@5.9.3 >npm.log 2>&1; then
  tail -n 20 npm.log >&2
  exit 1
fi
node_modules/.bin/tsc --noEmit --strict --skipLibCheck --target es2022 --module esnext \
  --moduleResolution bundler check.ts
