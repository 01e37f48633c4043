#!/bin/sh
# store.sh [REPORTS]: a store of many made reports (30,000 give some 100,000 events) - how long adding takes, how large it is, and how
# long each question, view and query of docs/schema.md takes once it is in the cache. BUILD names the folder of the program.
set -eu
cd "$(dirname "$0")/.."
reports=${1:-30000}
build=${BUILD:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Thirty countries, three years, seventeen kinds of events, many of them told again soon after.
awk -v reports="$reports" '
function draw(n) { seed = (seed * 16807) % 2147483647; return seed % n }
BEGIN {
    seed = 20250505
    countries = split("France Spain Norway Iceland Ireland Portugal Italy Greece Turkey Egypt Kenya India Japan Brazil Chile Peru Poland Sweden Finland Denmark Russia Ukraine China Mexico Canada Cuba Iran Iraq Israel Jordan", country, " ")
    verbs = split("accused % of piracy|imposed sanctions on %|attacked %|held talks with %|sent aid to %|threatened % with war|praised %|seized two boats of %|expelled three diplomats of %|signed a trade agreement with %|massed # troops near %|asked % for help|rejected the demand of %|released prisoners of %|demanded that % withdraw its troops|will hold talks with %|denied that it had attacked %", verb, "|")
    split("AP Reuters AFP DPA UPI", agency, " "); split("PARIS GENEVA OSLO CAIRO", town, " ")
    split("Sunday Monday Tuesday Wednesday Thursday Friday Saturday", weekday, " ")
    for (i = 0; i < reports; i++) {
        day = int(i * 1080 / reports) # months of thirty days, so that every date is one
        while (day % 30 > 27) day++
        date = sprintf("%04d-%02d-%02d", 2022 + int(day / 360), int(day / 30) % 12 + 1, day % 30 + 1)
        text = town[draw(4) + 1] " (" agency[draw(5) + 1] ") - "
        for (k = 0; k < 4; k++) {
            said = draw(3) || !told ? "" : before[draw(told < 40 ? told : 40)]
            if (said == "") {
                a = country[draw(countries) + 1]; while ((b = country[draw(countries) + 1]) == a) {}
                said = verb[draw(verbs) + 1]
                sub(/%/, b, said); sub(/#/, (draw(90) + 1) * 100, said)
                said = a " " said " on " weekday[draw(7) + 1] "."
                before[told++ % 40] = said
            }
            text = text said " "
        }
        printf "{\"id\": \"r%d\", \"date\": \"%s\", \"text\": \"%sThe port of berth %d was quiet, and its season number %d.\"}\n", i, date, text, i, draw(100000)
    }
}' >"$work/made.jsonl"

now() { date +%s%N; }
took() { awk -v from="$1" -v to="$(now)" 'BEGIN { printf "%.1f", (to - from) / 1e6 }'; }
start=$(now)
"$build/dateline" add --db "$work/made.db" "$work/made.jsonl" >"$work/out"
printf 'add: %s, in %.0f s\n' "$(cut -d, -f1 "$work/out")" "$(awk -v ms="$(took "$start")" 'BEGIN { print ms / 1000 }')"
count() { "$build/tests/store_tool" set "$work/made.db" "SELECT count(*) FROM $1" | tr -dc 0-9; }
printf '%s events out of %s tellings, %s positions, %s disputes; %d MiB\n' "$(count "event WHERE reports > 0")" "$(count event_reading)" \
    "$(count stand)" "$(count disputed)" $(($(wc -c <"$work/made.db") / 1048576))

fastest() { # COMMAND...: of three, in milliseconds; its lines in $work/out
    best=
    for again in 1 2 3; do
        start=$(now); "$@" >"$work/out"; ms=$(took "$start")
        best=$(printf '%s\n%s\n' "$ms" "${best:-$ms}" | sort -n | head -n 1)
    done
    printf '%9s ms  %7d lines  ' "$best" "$(wc -l <"$work/out")"
}
month="--since 2023-05-01 --until 2023-05-28"
for question in timeline "actor France" "pair France Spain" positions forces incidents schedule disputed sources; do
    fastest "$build/dateline" show --db "$work/made.db" $question; echo "show $question"
    fastest "$build/dateline" show --db "$work/made.db" $month $question; echo "show $month $question"
done
ask() { "$build/tests/store_tool" set "$work/made.db" "$1"; }
for view in $(ask "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name" | tr -d ' |'); do
    fastest ask "SELECT * FROM $view LIMIT 100"; echo "SELECT * FROM $view LIMIT 100"
    fastest ask "SELECT count(*) FROM $view"; echo "SELECT count(*) FROM $view"
done
# Each query between ```sql and ``` by itself.
awk -v work="$work" '/^```sql/ { n++; inside = 1; next } /^```/ { inside = 0 } inside { print >(work "/query." n) }' docs/schema.md
for n in $(seq 10); do fastest ask "$(cat "$work/query.$n")"; echo "query $n of docs/schema.md: $(head -n 1 "$work/query.$n" | cut -c 1-70)..."; done
