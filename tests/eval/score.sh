#!/bin/sh
# score.sh DATELINE-EVAL: the scorer gives the figures worked out by hand, and those of ../shared/eval/score_ud.py where that
# is there; a text that differs and a file that is no CoNLL-U are told apart from bad scores.
set -eu
eval=$1
here=$(dirname "$0")
shared=${DATELINE_SHARED:-$here/../../../shared}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

"$eval" score "$here/gold.conllu" "$here/system.conllu" >"$room/ours"
diff "$here/figures.txt" "$room/ours"

sed 's/Talks/Balks/g' "$here/system.conllu" >"$room/other"
if "$eval" score "$here/gold.conllu" "$room/other" 2>"$room/said"; then echo "different texts were scored"; exit 1; fi
grep -q 'texts differ at character 22' "$room/said"
printf '1\tno\ttable\n' >"$room/broken"
if "$eval" score "$here/gold.conllu" "$room/broken" 2>"$room/said"; then echo "a broken file was scored"; exit 1; fi
grep -q 'broken:1: 3 columns' "$room/said"

if [ -r "$shared/eval/score_ud.py" ] && command -v python3 >/dev/null; then
    for pair in "gold system" "system gold" "gold gold"; do
        set -- $pair
        python3 "$shared/eval/score_ud.py" "$here/$1.conllu" "$here/$2.conllu" >"$room/theirs"
        "$eval" score "$here/$1.conllu" "$here/$2.conllu" | grep -v -e ufeats -e CLAS >"$room/ours"
        diff "$room/theirs" "$room/ours"
    done
    python3 "$shared/eval/ud_text.py" "$here/gold.conllu" >"$room/theirs"
    "$eval" text "$here/gold.conllu" | diff "$room/theirs" -
else
    echo "score_ud.py is not there: compared with the hand-made figures only"
fi
