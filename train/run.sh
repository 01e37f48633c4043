#!/bin/sh
# run.sh BUILD - learns every section of dateline.model from ../shared/data and bundles them into BUILD/train/dateline.model.
#
# The grammar model is one small network taught by two large ones: the teachers learn from the treebanks (gold), read raw
# news text together (silver), and the network that ships learns from both. Everything follows from fixed seeds; two cores
# are used, one for each teacher. Where a checkpoint is already there it is not learned again: delete BUILD/train/work to
# start over.
set -eu
build=$1
shared=../shared/data
work=$build/train/work
[ -d "$shared/treebanks" ] || { echo "make train: $shared is not here, so there is nothing to learn from; skipped"; exit 0; }
[ -x "$build/train/dateline-train" ] || ninja -C "$build" train/dateline-train train/dateline-quantise
mkdir -p "$work"
export OPENBLAS_NUM_THREADS=1
gold="$shared/treebanks/ewt-train.conllu.xz $shared/treebanks/gum-open-train.conllu.xz"
dev="$shared/treebanks/ewt-dev.conllu.xz $shared/treebanks/gum-open-dev.conllu.xz"
train=$build/train/dateline-train

for seed in 11 12; do
    size=160,256,4,192,192,192
    [ $seed = 12 ] && size=192,224,5,192,192,192
    [ -f "$work/teacher$seed.done" ] || {
        $train learn "$work/teacher$seed.ckpt" --gold $gold --dev $dev --epochs 26 --rate 1.5e-3 --seed $seed --size $size \
            >"$work/teacher$seed.log" 2>&1 && touch "$work/teacher$seed.done"
    } &
done
wait
for seed in 11 12; do [ -f "$work/teacher$seed.done" ] || { tail -n 3 "$work/teacher$seed.log"; exit 1; }; done
$train test "$work/teacher11.ckpt" "$work/teacher12.ckpt" --dev $dev

if [ ! -f "$work/silver.conllu" ]; then
    for name in raw/wire polnear/train.text places/gwn.text times/timebank.text; do
        xz -dc "$shared/$name.jsonl.xz" >"$work/text.jsonl"
        "$build/dateline" code --format conllu "$work/text.jsonl" >"$work/$(basename $name).conllu" || true
    done
    rm -f "$work/text.jsonl"
    $train annotate "$work/silver.part" "$work/teacher11.ckpt" "$work/teacher12.ckpt" \
        --text "$work/wire.conllu" "$work/train.text.conllu" "$work/gwn.text.conllu" "$work/timebank.text.conllu"
    mv "$work/silver.part" "$work/silver.conllu"
fi

[ -f "$work/grammar.done" ] || {
    $train learn "$work/grammar.ckpt" --gold $gold --silver "$work/silver.conllu" --dev $dev $STUDENT | tee "$work/grammar.log"
    touch "$work/grammar.done"
}
