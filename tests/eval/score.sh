#!/bin/sh
# score.sh DATELINE-EVAL: the scorers give the figures worked out by hand, and those of score_ud.py and score_quotes.py in ../shared/eval where that
# is there; a text that differs and a file that is no CoNLL-U are told apart from bad scores. Speaks TAP.
set -u
eval=$1
here=$(dirname "$0")
shared=${DATELINE_SHARED:-$here/../../../shared}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
number=0
check() { # NAME COMMAND...
    number=$((number + 1)) name=$1
    shift
    if "$@" >"$room/why" 2>&1; then echo "ok $number - $name"
    else
        echo "not ok $number - $name"
        sed 's/^/# /' "$room/why"
    fi
}

"$eval" score "$here/gold.conllu" "$here/system.conllu" >"$room/ours"
check "figures worked out by hand" diff "$here/figures.txt" "$room/ours"

sed 's/Talks/Balks/g' "$here/system.conllu" >"$room/other"
"$eval" score "$here/gold.conllu" "$room/other" >"$room/said" 2>&1
check "another text is not scored" grep 'texts differ at character 22' "$room/said"

printf '1\tno\ttable\n' >"$room/broken"
"$eval" score "$here/gold.conllu" "$room/broken" >"$room/said" 2>&1
check "a file that is no CoNLL-U is not scored" grep 'broken:1: 3 columns' "$room/said"

compare() { # GOLD SYSTEM
    python3 "$shared/eval/score_ud.py" "$here/$1.conllu" "$here/$2.conllu" >"$room/theirs" &&
        "$eval" score "$here/$1.conllu" "$here/$2.conllu" | grep -v -e ufeats -e CLAS | diff "$room/theirs" -
}
same_text() { python3 "$shared/eval/ud_text.py" "$here/gold.conllu" >"$room/theirs" && "$eval" text "$here/gold.conllu" | diff "$room/theirs" -; }
# Eight articles, so that it takes a moment only.
quotes() {
    data=$room/shared/data/polnear
    mkdir -p "$data"
    for part in text gold; do
        xz -dc "$shared/data/polnear/dev.$part.jsonl.xz" | head -n 8 >"$data/dev.$part.jsonl" && xz -k "$data/dev.$part.jsonl" || return 1
    done
    DATELINE_SHARED=$room/shared "$eval" statements "$room/found" | grep -E '^(exact|overlap|whole)' >"$room/ours" || return 1
    python3 "$shared/eval/score_quotes.py" "$data/dev.gold.jsonl" "$room/found" "$data/dev.text.jsonl" |
        awk '/^(exact|overlap|triple_relaxed)/ { sub("/", " ", $0); sub("exact triple", "exact whole"); sub("triple_relaxed", "whole")
            match($0, / P /); name = substr($0, 1, RSTART); gsub(/ +$/, "", name)
            n = split(substr($0, RSTART), f, " "); printf "%-16s %9.2f %6.2f %6.2f\n", name, 100 * f[2], 100 * f[4], 100 * f[6] }' |
        sort >"$room/theirs"
    sort "$room/ours" | diff "$room/theirs" -
}
if [ -r "$shared/eval/score_quotes.py" ] && [ -r "$shared/data/polnear/dev.gold.jsonl.xz" ] && command -v python3 >/dev/null; then
    check "same as score_quotes.py" quotes
fi
if [ -r "$shared/eval/score_ud.py" ] && command -v python3 >/dev/null; then
    check "same as score_ud.py" compare gold system
    check "same as score_ud.py, sides changed" compare system gold
    check "same as score_ud.py, all right" compare gold gold
    check "same text as ud_text.py" same_text
else
    echo "# score_ud.py or python3 is not there: compared with the hand-made figures only"
fi
echo "1..$number"
