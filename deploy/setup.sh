#!/bin/sh
# Makes .venv and installs what the locks say: `setup.sh runtime` what Saring runs on,
# `setup.sh dev` what lints and tests it, on top, `setup.sh train` what trains its model,
# `setup.sh presidio` what the tests of the bridge to Presidio need.
set -eu
cd "$(dirname "$0")/.."

TORCH=2.13.0

fail() {
  echo "setup: $1" >&2
  exit 1
}

find_python() {
  for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  fail "Saring needs Python 3.11 or newer; found $(python3 --version 2>/dev/null || echo none)."
}

# --no-deps: the locks are complete, so nothing outside them can come in.
# --no-compile: Python compiles what it imports; compiling everything takes longer than downloading.
# --no-build-isolation: sources are built by the setuptools that is locked, not by the newest.
install() {
  .venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --no-deps --no-compile --no-build-isolation "$@"
}

runtime() {
  python=$(find_python)
  "$python" -c 'import venv, ensurepip' 2>/dev/null ||
    fail "$python has no venv module; on Debian and Ubuntu: apt-get install python3-venv"
  echo "setup: installing what Saring runs on into .venv (about half a minute) ..." >&2
  "$python" -m venv .venv
  install --require-hashes -r requirements-build.lock
  install --require-hashes -r requirements.lock
  install --editable .
}

# Not in the lock: for every platform at once it would bring gigabytes for graphics cards. Who installs
# the CPU build first keeps it.
torch() {
  versions=$(mktemp)
  trap 'rm -f "$versions"' EXIT
  sed -n 's/^\([a-z0-9].*==.*[^ ]\) *\\$/\1/p' requirements-train.lock >"$versions"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --constraint "$versions" "torch==$TORCH" ||
    fail "PyTorch $TORCH cannot be installed: install its CPU build into .venv, and try again."
}

case "${1:-}" in
  runtime) runtime ;;
  dev)
    echo "setup: installing what lints and tests Saring into .venv ..." >&2
    install --require-hashes -r requirements-dev.lock
    ;;
  train)
    echo "setup: installing what trains the model into .venv ..." >&2
    install --require-hashes -r requirements-train.lock
    .venv/bin/python -c "import torch; assert torch.__version__.startswith('$TORCH')" 2>/dev/null ||
      torch
    ;;
  presidio)
    echo "setup: installing Presidio into .venv ..." >&2
    install --require-hashes -r requirements-presidio.lock
    ;;
  *) fail "usage: setup.sh runtime|dev|train|presidio" ;;
esac
