#!/bin/sh
# run.sh [SECONDS] [TARGET...]: builds the fuzz targets with clang, ASan and UBSan and runs each for so long (60) from the
# examples and test cases. What it finds is left in build-fuzz/ as crash-*, timeout-* or oom-*.
set -eu
seconds=${1:-60}
[ $# = 0 ] || shift
cd "$(dirname "$0")/.."
command -v clang >/dev/null || { echo "clang is missing: apt-get install clang libclang-rt-14-dev" >&2; exit 1; }
[ -f build-fuzz/build.ninja ] ||
    CC=clang meson setup build-fuzz -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false -Dbuildtype=debugoptimized >/dev/null
ninja -C build-fuzz dateline.model dateline.data fuzz/fuzz_reader fuzz/fuzz_lines fuzz/fuzz_dictionary fuzz/fuzz_petrarch >build-fuzz/build.log || { tail -n 20 build-fuzz/build.log; exit 1; }
export DATELINE_DATA="$PWD/build-fuzz" UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
for target in ${*:-reader lines dictionary petrarch}; do
    corpus=build-fuzz/corpus-$target
    mkdir -p "$corpus"
    if [ "$target" = reader ]; then cp examples/*.txt tests/cases/*.txt "$corpus"
    elif [ "$target" = dictionary ]; then cp data/actors/titles.txt data/actors/groups.txt data/actors/countries-oceania.txt "$corpus"
    elif [ "$target" = petrarch ]; then
        printf '0KELVA_ [ZEMGOV >20010101][ZEM] # x\n+ZEMBLAN\n\t[KAN <991231]\n' >"$corpus/actors" # the first letter: the kind
        printf '1!P! = MAN, MEN\nGUARD {GUARDS} [~MIL]\nGUARDS!P! [NGO~]\n' >"$corpus/agents"
        printf '2&A_\n+INSULTS\n+&B\n&B\n+TROOP\n--- X [190:190] ---\nHURL {HURLED}\n+SEND_OFF\n- * {BIG &A} (AT &B) [111]\n- {A} * OFF + [---]\n~ a (b) = c\n' >"$corpus/verbs"
        printf '3MONTHS_LATER\n+INSULTS\n' >"$corpus/discards"
        printf '4<ISSUE CATEGORY="X">\nn:troop v:send [A]\nal+b\n~king\n~~insults\n</ISSUE>\n' >"$corpus/issues"
    else cp examples/*.jsonl "$corpus"; fi
    [ $target = reader ] && most=600 || most=4096 # the reader takes its time; short texts go round more often
    echo "== $target for $seconds seconds"
    build-fuzz/fuzz/fuzz_$target -max_total_time="$seconds" -max_len=$most -timeout=20 -rss_limit_mb=2048 -dict=fuzz/wire.dict \
        -artifact_prefix=build-fuzz/ -print_final_stats=1 -verbosity=0 "$corpus" 2>build-fuzz/$target.log ||
        { tail -n 40 build-fuzz/$target.log; exit 1; }
    grep -E "number_of_executed_units|peak_rss" build-fuzz/$target.log || true
    echo "clean"
done
