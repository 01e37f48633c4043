#!/bin/sh
# run.sh BUILD - make train: learns the sections of dateline.model that are in models/ into BUILD/train; copy one over its
# namesake in models/ when it is clearly better. The programs' heads say how they learn.
set -eu
build=$1
[ -d ../shared/data/treebanks ] || { echo "make train: ../shared/data is not here, so there is nothing to learn from; skipped"; exit 0; }
train/segment.sh "$build"
train/grammar.sh "$build"
train/coref.sh "$build"
train/statements.sh "$build"
train/relations.sh "$build"
