#!/bin/sh
# grammar.sh BUILD - learns the section "syntax" of dateline.model from ../shared/data and writes it to BUILD/train/syntax.bin.
#
# One small network taught by a large one: the teacher learns from the treebanks (gold) and reads raw news (silver), and the
# network that ships learns from both. Fixed seeds, one core, about two hours. A step whose result is already in
# BUILD/train/work is not done again; delete that folder to start over. To use it:
#   cp BUILD/train/syntax.bin models/syntax.section
set -eu
build=$1
shared=../shared/data
work=$build/train/work
train=$build/train/dateline-train
[ -d "$shared/treebanks" ] || { echo "make train: $shared is not here, so there is nothing to learn from; skipped"; exit 0; }
ninja -C "$build" dateline train/dateline-train train/dateline-quantise >/dev/null
mkdir -p "$work"
export OPENBLAS_NUM_THREADS=1
words="--words $build/dateline.data"
gold="$shared/treebanks/ewt-train.conllu.xz $shared/treebanks/gum-open-train.conllu.xz"
dev="$shared/treebanks/ewt-dev.conllu.xz $shared/treebanks/gum-open-dev.conllu.xz"

# step RESULT COMMAND...: the command makes RESULT.part.
step() {
    result=$1
    shift
    [ -f "$result" ] || { "$@" && mv "$result.part" "$result"; }
}

step "$work/teacher.ckpt" "$train" learn "$work/teacher.ckpt.part" $words --gold $gold --dev $dev --epochs 26 --rate 1.5e-3 --seed 12 \
    --size 192,224,5,192,192,192
# Once more with many words hidden, so that the rest of a word (its ending, its classes) is learned from.
step "$work/teacher2.ckpt" "$train" learn "$work/teacher2.ckpt.part" $words --from "$work/teacher.ckpt" --gold $gold --dev $dev \
    --epochs 8 --rate 8e-4 --seed 31 --forget 4
if [ ! -f "$work/silver.conllu" ]; then
    for name in raw/wire polnear/train.text places/gwn.text times/timebank.text; do
        xz -dc "$shared/$name.jsonl.xz" >"$work/text.jsonl"
        "$build/dateline" code --format conllu "$work/text.jsonl" >"$work/$(basename $name).conllu"
    done
    rm "$work/text.jsonl"
fi
step "$work/silver.conllu" "$train" annotate "$work/silver.conllu.part" "$work/teacher2.ckpt" $words \
    --text "$work/wire.conllu" "$work/train.text.conllu" "$work/gwn.text.conllu" "$work/timebank.text.conllu"
step "$work/student.ckpt" "$train" learn "$work/student.ckpt.part" $words --gold $gold --silver "$work/silver.conllu" --dev $dev \
    --epochs 26 --rate 2e-3 --drop 0.6 --seed 21 --size 128,96,4,128,96,96
# Once more in the same way.
step "$work/grammar.ckpt" "$train" learn "$work/grammar.ckpt.part" $words --from "$work/student.ckpt" --gold $gold \
    --silver "$work/silver.conllu" --dev $dev --epochs 14 --rate 1.2e-3 --drop 0.6 --forget 4 --seed 32
xz -dc "$shared/treebanks/gum-open-dev.conllu.xz" >"$work/dev.conllu"
"$build/train/dateline-quantise" "$build/train/syntax.bin" "$work/grammar.ckpt" "$build/dateline.data" "$work/dev.conllu"
