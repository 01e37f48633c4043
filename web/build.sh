#!/bin/sh
# build.sh WORK OUT: builds the page into the folder OUT, fetching what it needs from the npm registry into the folder WORK, so
# that the sources stay as they are. Without npm or without the registry it says so and ends with status 3.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1" "$2"
work=$(cd "$1" && pwd) out=$(cd "$2" && pwd)

command -v node >/dev/null && command -v npm >/dev/null || { echo "no page: node and npm are not installed" >&2; exit 3; }
major=$(node -p 'process.versions.node.split(".")[0]')
[ "$major" -ge 20 ] || { echo "no page: node $(node --version) is too old, 20 or newer is needed" >&2; exit 3; }

rm -rf "$work/src" "$work/public"
cp -R "$here/src" "$here/public" "$here/index.html" "$here/package.json" "$here/package-lock.json" "$here/vite.config.ts" "$here/tsconfig.json" "$work/"
cd "$work"
# What is installed already is kept as long as the lock file stays the same.
if ! cmp -s package-lock.json node_modules/.lock; then
    npm ci --omit=dev --no-audit --no-fund --fetch-retries=1 --fetch-timeout=20000 >npm.log 2>&1 ||
        { tail -n 3 npm.log >&2; echo "no page: npm could not fetch what it needs (see $work/npm.log)" >&2; exit 3; }
    cp package-lock.json node_modules/.lock
fi
node node_modules/vite/bin/vite.js build --logLevel warn --outDir "$out" --emptyOutDir
