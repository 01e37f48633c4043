#!/bin/sh
# statements.sh BUILD [--judge] - learns the section "statements" of dateline.model (who says what) from PolNeAR in ../shared/data
# and writes it to BUILD/train/statements.section; a minute or two. With --judge it learns from seven eighths of the articles
# and writes what it finds in the rest to BUILD/train/statements.jsonl, which ../shared/eval/score_quotes.py reads. Copy the section
# over models/statements.section when the features of src/statements/ have changed (then count SAID_VERSION up) or when it is
# clearly better.
set -eu
build=$1
shift
shared=../shared/data
[ -d "$shared/polnear" ] || { echo "make train: $shared is not here, so there is nothing to learn from; skipped"; exit 0; }
work=$build/train/statements
ninja -C "$build" dateline.data dateline.model train/dateline-bundle train/dateline-train-statements >/dev/null
mkdir -p "$work"
cp "$build/dateline.data" "$build/dateline.model" "$work/"
"$build/train/dateline-bundle" "$work/dateline.model" statements=/dev/null >/dev/null
[ "${1-}" = --judge ] && set -- --folds 8 --only 0 --predict "$build/train/statements.jsonl" || set -- --out "$build/train/statements.section"
"$build/train/dateline-train-statements" --data "$work" --text "$shared/polnear/train.text.jsonl.xz" --gold "$shared/polnear/train.gold.jsonl.xz" "$@"
