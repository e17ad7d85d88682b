#!/bin/sh
# Sees to it that this machine has the programs of PostgreSQL and RabbitMQ, or of the one named:
# `install-servers.sh [postgresql] [rabbitmq-server]`. Starts neither; the stack starts its own.
set -eu

say() {
  echo "servers: $1" >&2
}

if [ "$(id -u)" = 0 ]; then
  as_root=
elif sudo -n true 2>/dev/null; then
  as_root=sudo
else
  as_root=none
fi
if [ "$as_root" = none ] || ! command -v apt-get >/dev/null; then
  say "install $* or name running ones: SARING_DATABASE_URL, SARING_PUBLISHER_DATABASE_URL, SARING_BROKER_URL."
  exit 1
fi

say "running apt-get install $* ..."
# Tests that run side by side may both ask: the second waits, and finds everything there.
exec 9>"${TMPDIR:-/tmp}/saring-install-servers.$(id -u).lock"
if command -v flock >/dev/null; then flock 9; fi
log=$(mktemp)
policy=/usr/sbin/policy-rc.d
ours=
tidy() {
  rm -f "$log"
  [ -z "$ours" ] || $as_root rm -f "$policy"
}
trap tidy EXIT
trap 'exit 1' INT TERM

# Debian starts what it installs, on the usual ports. Nobody asked for that here; this file is how
# one tells it (invoke-rc.d(8)): 101 means "not allowed".
if [ ! -e "$policy" ]; then
  ours=yes
  printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
  $as_root chmod 755 "$policy"
fi

export DEBIAN_FRONTEND=noninteractive
if ! { $as_root apt-get update && $as_root apt-get install --yes --no-install-recommends "$@"; } \
  >"$log" 2>&1 </dev/null; then
  tail -n 20 "$log" >&2
  say "apt-get failed (above); install $* by hand, or name running ones in SARING_*_URL."
  exit 1
fi
