#!/bin/sh
# segment.sh BUILD [OPTION…] - learns the section "segment" of dateline.model (where sentences end) from ../shared/data and
# writes it to BUILD/train/segment.bin. Seconds; the same bytes each time on one machine. To use it:
#   cp BUILD/train/segment.bin models/segment.section
set -eu
build=$1
shift
shared=../shared/data
[ -d "$shared/treebanks" ] || { echo "make train: $shared is not here, so there is nothing to learn from; skipped"; exit 0; }
ninja -C "$build" dateline.data train/dateline-train-segment >/dev/null
"$build/train/dateline-train-segment" --data "$build/dateline.data" -o "$build/train/segment.bin" \
    --train "$shared/treebanks/ewt-train.conllu.xz" --train "$shared/treebanks/gum-open-train.conllu.xz" \
    --dev "$shared/treebanks/ewt-dev.conllu.xz" --dev "$shared/treebanks/gum-open-dev.conllu.xz" \
    --plain "$shared/raw/wire.jsonl.xz" --plain "$shared/polnear/train.text.jsonl.xz" --silver "$shared/polnear/train.text.jsonl.xz" "$@"
