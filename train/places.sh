#!/bin/sh
# places.sh BUILD [--judge] - learns the section "places" of dateline.model from ../shared/data into BUILD/train/places.bin. Seconds; the
# same bytes each time. To use it: cp BUILD/train/places.bin models/places.section. With --judge it measures instead: five
# times it learns from four fifths of the reports and reads the rest; what it finds goes to BUILD/train/places.jsonl, which
# ../shared/eval/score_places.py reads.
set -eu
build=$1
shared=../shared/data
work=$build/train/places
[ -d "$shared/places" ] || { echo "make train: $shared is not here, so there is nothing to learn from; skipped"; exit 0; }
ninja -C "$build" dateline.data dateline.model train/dateline-bundle train/dateline-train-places >/dev/null
mkdir -p "$work"
cp "$build/dateline.data" "$build/dateline.model" "$work/"
"$build/train/dateline-bundle" "$work/dateline.model" places=/dev/null >/dev/null
set -- "$@" --
[ "$2" = --judge ] && set -- --folds 5 --predict "$build/train/places.jsonl" || set -- --out "$build/train/places.bin"
"$build/train/dateline-train-places" --data "$work" --text "$shared/places/gwn.text.jsonl.xz" --gold "$shared/places/gwn.gold.jsonl.xz" \
    --treebank "$shared/treebanks/gum-open-train.conllu.xz" --genres _news_,_bio_,_interview_,_speech_,_court_ \
    --marked "$(dirname "$0")/places.txt" "$@"
