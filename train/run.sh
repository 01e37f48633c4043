#!/bin/sh
# run.sh BUILD - make train: learns the two large sections of dateline.model and puts them into BUILD/train/dateline.model;
# copy that to models/ when it is clearly better. The small sections of models/ (links between mentions, places) are learned
# by programs of their own, see the heads of coref.c and places.c.
set -eu
build=$1
[ -d ../shared/data/treebanks ] || { echo "make train: ../shared/data is not here, so there is nothing to learn from; skipped"; exit 0; }
train/segment.sh "$build"
train/grammar.sh "$build"
rm -f "$build/train/dateline.model"
"$build/train/dateline-bundle" "$build/train/dateline.model" segment="$build/train/segment.bin" syntax="$build/train/syntax.bin"
