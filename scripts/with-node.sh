#!/bin/sh
# Runs one of the project's scripts under its own Node: with-node.sh SCRIPT.ts [ARG ...]
# Installs the npm packages first where they are missing, stale, or were cut off in the middle.
set -eu
cd "$(dirname "$0")/.."

wanted=$(sha256sum package-lock.json | cut -d' ' -f1)
stamp=node_modules/.installed-from
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
  if ! command -v npm >/dev/null; then
    echo "gorun: npm is missing. Install Node.js 20 or newer with npm (Debian: apt-get install nodejs npm)." >&2
    exit 8
  fi
  started=$(date +%s)
  echo "· npm packages (Node 24 among them) …"
  # EBADENGINE: the packages are for the Node that this very command brings.
  if ! npm ci --loglevel=error --no-progress >.npm-ci.log 2>&1; then
    cat .npm-ci.log >&2
    echo "gorun: the npm packages could not be installed; see above." >&2
    exit 8
  fi
  rm -f .npm-ci.log
  echo "$wanted" >"$stamp"
  echo "✓ npm packages $(($(date +%s) - started)) s"
fi

PATH="$PWD/node_modules/.bin:$PATH"
export PATH
exec node "$@"
