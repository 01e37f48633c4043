#!/bin/sh
# run.sh DATELINE SOURCE_ROOT MAKE_CRISIS WORK: makes a store of example reports and of a made crisis, serves it, and runs the tests of
# the page in Chromium. Without node, npm's registry, Chromium, or a page in the program there is nothing to run, which it says.
set -u
dateline=$(realpath "$1") source=$2 make_crisis=$(realpath "$3") work=$4
here=$source/tests/page

skip() { echo "1..0 # SKIP $*"; exit 0; }
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)} || skip "no Chromium here"
command -v node >/dev/null && command -v npm >/dev/null || skip "no node and npm here"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || skip "node is older than 20"

"$dateline" --help | grep -qw serve || skip "the program was built without its server"

mkdir -p "$work" && cd "$work" || exit 1
cp "$here"/*.mjs "$here"/package.json "$here"/package-lock.json . || exit 1
cmp -s package-lock.json node_modules/.lock ||
    { npm ci --no-audit --no-fund --fetch-retries=1 --fetch-timeout=20000 >npm.log 2>&1 && cp package-lock.json node_modules/.lock; } ||
    skip "npm could not fetch Playwright (see $work/npm.log)"

rm -rf store && mkdir store
"$make_crisis" 7 200 >store/crisis.jsonl &&
    "$dateline" add --db store/test.db store/crisis.jsonl "$here/reports.jsonl" "$source"/examples/*.txt "$source"/examples/reports.jsonl \
        >store/add.log 2>&1 || { cat store/add.log; echo "Bail out! no store"; exit 1; }

"$dateline" serve --db store/test.db --listen 127.0.0.1:0 --add >store/serve.log 2>&1 &
server=$!
trap 'kill $server 2>/dev/null' EXIT
tries=0
until url=$(grep -o 'http://[0-9.]*:[0-9]*' store/serve.log | head -n 1) && [ -n "$url" ]; do
    tries=$((tries + 1))
    if [ $tries -gt 100 ] || ! kill -0 $server 2>/dev/null; then
        cat store/serve.log
        echo "Bail out! the server does not start"
        exit 1
    fi
    sleep 0.1
done
grep -q 'without its page' store/serve.log && skip "the page was not built into the program"

PAGE_URL=$url CHROMIUM=$chromium node main.mjs
