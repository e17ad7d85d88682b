#!/bin/sh
# Pins every dependency, with hashes, for every platform and Python that pyproject.toml allows.
# Needs uv (https://docs.astral.sh/uv/), which only this script uses: pip installs from the locks.
set -eu
cd "$(dirname "$0")/.."

if ! command -v "${UV:-uv}" >/dev/null; then
  echo "lock: uv is missing; install it, or name it: make lock UV=/path/to/uv" >&2
  exit 1
fi

# The index is left out of the files: whoever installs uses the one that pip is configured for.
compile() {
  "${UV:-uv}" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header "$@"
}

# What dependencies name and no environment shall get. tokenizers downloads nothing here:
# huggingface-hub, with which it could, is left out of what runs. setup.sh installs PyTorch.
never=$(mktemp)
no_torch=$(mktemp)
trap 'rm -f "$never" "$no_torch"' EXIT
echo "huggingface-hub ; python_version < '3'" >"$never"
echo "torch ; python_version < '3'" >"$no_torch"

# Not the extras detoxify and presidio, which would bring PyTorch and spaCy.
compile --overrides "$never" --extra moderation --extra publisher --extra embedded --extra client \
  pyproject.toml -o requirements.lock
compile --group build -o requirements-build.lock
# Held to the first, so that what is tested is what runs.
compile --group dev -c requirements.lock -o requirements-dev.lock
compile --overrides "$no_torch" --group train -c requirements.lock -o requirements-train.lock
# Presidio allows no numpy that is newer than itself; its tests here run with the one that runs. The
# exception is read from standard input: of a file, the lock would hold the name.
echo "numpy" | compile --overrides - --extra presidio -c requirements.lock -c requirements-dev.lock \
  -c requirements-train.lock pyproject.toml -o requirements-presidio.lock
# What each image installs, and nothing else.
compile --overrides "$never" --extra moderation --extra embedded -c requirements.lock pyproject.toml \
  -o requirements-moderation.lock
compile --extra publisher -c requirements.lock pyproject.toml -o requirements-publisher.lock
