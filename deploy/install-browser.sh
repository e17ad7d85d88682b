#!/bin/sh
# Sees to it that the browser tests have a Chromium. Does nothing where there is one already.
set -eu

if [ -n "${SARING_CHROMIUM:-}" ]; then
  [ -x "$SARING_CHROMIUM" ] && exit 0
  echo "browser: SARING_CHROMIUM names $SARING_CHROMIUM, which cannot be run." >&2
  exit 1
fi
for browser in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$browser" >/dev/null && exit 0
done

if [ "$(id -u)" = 0 ]; then
  as_root=
elif sudo -n true 2>/dev/null; then
  as_root=sudo
else
  as_root=none
fi
if [ "$as_root" = none ] || ! command -v apt-get >/dev/null; then
  echo "browser: the browser tests need Chromium; install it, or set SARING_CHROMIUM to its path." >&2
  exit 1
fi

echo "browser: the browser tests need Chromium: running apt-get install chromium ..." >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
if ! { $as_root apt-get update && $as_root apt-get install --yes --no-install-recommends \
  chromium fonts-dejavu-core; } >"$log" 2>&1 </dev/null; then
  tail -n 20 "$log" >&2
  echo "browser: apt-get failed (above); install Chromium, or set SARING_CHROMIUM to its path." >&2
  exit 1
fi
