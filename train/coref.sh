#!/bin/sh
# coref.sh BUILD [--judge] - learns the section "coref" of dateline.model (which mentions are linked) from GUM in ../shared/data
# and writes it to BUILD/train/coref.section; seconds. With --judge it says instead how well that does on documents that were
# not learned from, three times over. Copy the section over models/coref.section when src/entities/pairs.c has other features
# (until then the reader links by rules alone, and a test says so) or when it is clearly better.
set -eu
build=$1
shift
shared=../shared/data
[ -d "$shared/treebanks" ] || { echo "make train: $shared is not here, so there is nothing to learn from; skipped"; exit 0; }
ninja -C "$build" dateline.data dateline.model train/dateline-train-coref >/dev/null
[ "${1-}" = --judge ] && set -- --folds 3 || set -- --out "$build/train/coref.section"
DATELINE_DATA=$build "$build/train/dateline-train-coref" "$@" "$shared/treebanks/gum-open-train.conllu.xz"
