#!/bin/sh
# relations.sh BUILD [--judge] - learns the section "relations" of dateline.model (which relation a text states between two actors)
# from the marked pairs in ../shared/data and from train/relations.txt, and writes it to BUILD/train/relations.section; seconds.
# With --judge it says instead how well that does on sentences that were not learned from: ten folds, dealt three times. Copy the
# section over models/relations.section when src/events/relation_features.c or data/meanings changed or it is clearly better.
set -eu
build=$1
shift
pairs=../shared/data/plv/plv_train.tsv
[ -f "$pairs" ] || { echo "skipped: $pairs is not there"; exit 0; }
ninja -C "$build" dateline.data dateline.model train/dateline-train-relations >/dev/null
if [ "${1-}" = --judge ]; then
    guess=$build/train/relations.guess.jsonl
    echo "without the rules that were written after looking at the folds:"
    DATELINE_DATA=$build "$build/train/dateline-train-relations" --folds 10 --rounds 3 --rules train/relations.txt --early "$pairs" | tail -1
    echo "with all rules:"
    DATELINE_DATA=$build "$build/train/dateline-train-relations" --folds 10 --rounds 3 --predict "$guess" --rules train/relations.txt "$pairs"
    if command -v python3 >/dev/null && [ -f ../shared/eval/score_plv.py ]; then # the same figures of the first deal by the scorer
        python3 ../shared/eval/score_plv.py "$pairs" "$guess"
    fi
else
    DATELINE_DATA=$build "$build/train/dateline-train-relations" --folds 10 --rounds 1 --out "$build/train/relations.section" --rules train/relations.txt "$pairs"
fi
