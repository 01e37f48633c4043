#!/bin/sh
# batch.sh [SENTENCES [FILE.jsonl...]]: a long batch through `dateline code`, by one thread and by all - how fast, and whether
# memory stays flat. The reports of the files (default: ../shared/data/raw, else examples) come again and again under new ids, each
# time with other numbers in them, until there are about as many sentences (default: a million). Takes long; be nice.
set -eu
cd "$(dirname "$0")/.."
sentences=${1:-1000000}
[ $# = 0 ] || shift
dateline=${BUILD:-build}/dateline
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ $# = 0 ]; then
    set -- examples/reports.jsonl
    if ls ../shared/data/raw/*.xz >/dev/null 2>&1; then
        xz -dc ../shared/data/raw/*.xz | grep '"text"' >"$work/raw.jsonl" && set -- "$work/raw.jsonl"
    fi
fi
cat "$@" | sed 's/^ *{ *"id": *"[^"]*", *//; s/^{//' >"$work/bodies"
per=$("$dateline" code --format jsonl "$@" 2>/dev/null | grep -o '"paragraph"' | wc -l)
rounds=$((sentences / (per > 0 ? per : 1) + 1))

stream() { # round after round: never a file of all
    awk -v rounds="$rounds" -v file="$work/bodies" 'BEGIN {
        for (r = 1; r <= rounds; r++) {
            n = 0
            while ((getline line < file) > 0) {
                n++
                gsub(/ 1[0-9] /, " " (10 + (r * 7 + n) % 90) " ", line)
                print "{\"id\": \"" r "-" n "\", " line
            }
            close(file)
        }
    }'
}

measure() { # JOBS
    mkfifo "$work/fifo"
    stream >"$work/fifo" &
    start=$(date +%s.%N)
    "$dateline" code --jobs "$1" --format jsonl --jsonl "$work/fifo" 2>/dev/null | grep -o '"paragraph"' | wc -l >"$work/count" &
    counter=$!
    peak=0
    while kill -0 $counter 2>/dev/null; do
        pid=$(pgrep -f "^$dateline code --jobs $1 --format jsonl --jsonl $work/fifo" | head -n 1 || true)
        most=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/${pid:-none}/status" 2>/dev/null || true)
        peak=${most:-$peak}
        sleep 1
    done
    wait $counter || true
    end=$(date +%s.%N)
    rm "$work/fifo"
    awk -v jobs="$1" -v n="$(cat "$work/count")" -v a="$start" -v b="$end" -v peak="$peak" 'BEGIN {
        printf "%3d thread%s %9d sentences %8.1f s %8.0f sentences/s   at most %.0f MiB\n", jobs, jobs == 1 ? " " : "s", n, b - a, n / (b - a), peak / 1024 }'
}

measure 1
measure "$(nproc)"
