#!/bin/sh
# batch.sh [SENTENCES [FILE.jsonl...]]: a long batch through `dateline code` - whether memory stays flat over all of it (a million by
# default), and how much faster all processors are than one. The reports of the files (default: the articles of ../shared, else
# examples) come again and again under new ids, each time with other numbers in them. Takes long; be nice.
set -eu
cd "$(dirname "$0")/.."
sentences=${1:-1000000}
[ $# = 0 ] || shift
dateline=${BUILD:-build}/dateline
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkfifo "$work/fifo"
if [ $# = 0 ]; then
    set -- examples/reports.jsonl
    if ls ../shared/data/*/*.text.jsonl.xz ../shared/data/raw/*.xz >"$work/files" 2>/dev/null; then
        xargs xz -dc <"$work/files" | grep '"text"' >"$work/raw.jsonl" && set -- "$work/raw.jsonl"
    fi
fi
cat "$@" | sed 's/^ *{ *"id": *"[^"]*", *//; s/^{//' >"$work/bodies"
per=$("$dateline" code --format jsonl "$@" 2>/dev/null | grep -o '"paragraph"' | wc -l)
reports=$(wc -l <"$work/bodies")

stream() { # REPORTS, round after round: never a file of all
    awk -v reports="$1" -v file="$work/bodies" 'BEGIN {
        for (r = 1; n < reports; r++) {
            while (n < reports && (getline line < file) > 0) {
                n++
                gsub(/ 1[0-9] /, " " (10 + (r * 7 + n) % 90) " ", line)
                print "{\"id\": \"" r "-" n "\", " line
            }
            close(file)
        }
    }'
}

now() { date +%s.%N; }
resident() { sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status" 2>/dev/null || true; }

# JOBS SENTENCES: the reader by itself, what it writes thrown away; its resident memory every EVERY seconds in $work/memory, and
# "sentences wall processor" (seconds; of the reader alone) in $work/run.
run() {
    wanted=$(($2 * reports / per + 1))
    : >"$work/memory"
    stream $wanted >"$work/fifo" &
    start=$(now)
    ( "$dateline" code --jobs "$1" --format jsonl --jsonl "$work/fifo" >/dev/null 2>"$work/errors" &
      pid=$!
      while sleep "$EVERY" && kill -0 $pid 2>/dev/null; do resident $pid; done >>"$work/memory" &
      wait $pid && now >"$work/end"
      times >"$work/times" )
    wait
    tail -n 1 "$work/times" | tr 'ms' '  ' | awk -v a="$start" -v b="$(cat "$work/end")" -v n=$((wanted * per / reports)) \
        '{ print n, b - a, $1 * 60 + $2 + $3 * 60 + $4 }' >"$work/run"
}

# Which of several is in the middle.
middle() { sort -n | awk '{ v[NR] = $1 } END { printf "%.2f", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

all=$(nproc)
EVERY=2
run "$all" "$sentences"
awk -v threads="$all" '{ printf "%d sentences by %d threads: %.0f s, %.0f sentences/s by the clock; %.0f s of processor time\n", $1, threads, $2, $1 / $2, $3 }' "$work/run"
awk '$1 { n++; v[n] = $1 / 1024; if (v[n] > most) most = v[n] }
     END { if (n) printf "resident memory, MiB: %.0f after a tenth, %.0f halfway, %.0f at the end, %.0f at most (%d samples)\n", v[int(n / 10) + 1],
           v[int(n / 2) + 1], v[n], most, n }' "$work/memory"

# Other programs slow a run down by the clock, so one and all take turns over slices, and the middle of their ratios counts.
EVERY=1
for slice in 1 2 3 4 5 6 7; do
    run 1 $((sentences / 25)); cp "$work/run" "$work/one"
    run "$all" $((sentences / 25))
    cat "$work/one" "$work/run" | tr '\n' ' ' | awk '{ print ($4 / $5) / ($1 / $2), ($4 / $6) / ($1 / $3), $6 / $5, $3 / $2 }'
done >"$work/ratios"
awk -v threads="$all" '{ printf "  %d threads are %.2f times as fast as one by the clock; a second of processor time does %.2f times as much, and %.2f processors were had (by one thread: %.2f)\n", threads, $1, $2, $3, $4 }' "$work/ratios"
printf 'in the middle: %s times as fast by the clock, %s times as much in a second of processor time\n' "$(cut -d' ' -f1 "$work/ratios" | middle)" "$(cut -d' ' -f2 "$work/ratios" | middle)"
