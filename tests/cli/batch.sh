#!/bin/sh
# batch.sh DATELINE SOURCE: many reports at once - folders, patterns, packed files, threads, files of errors, and runs that are
# killed and go on. Prints the Test Anything Protocol.
. "$(dirname "$0")/tap.sh"

code() { run code --format jsonl "$@"; }
ids() { grep -o '^{"id":"[^"]*"' out | cut -d'"' -f4 | tr '\n' ' '; }
ids_are() { [ "$(ids)" = "$1" ]; }

# Forty reports whose ids tell their order, of lengths that make threads overtake each other.
awk 'BEGIN { for (i = 1; i <= 40; i++) { printf "{\"id\": \"r%d\", \"text\": \"", i
             for (k = 0; k < (i * 7) % 11 + 1; k++) printf "The envoy met the rebels on day %d of talk %d. ", k, i; print "\"}" } }' >many.jsonl

# Order and threads.
code --jobs 1 many.jsonl; cp out one
for jobs in 2 3 8; do code --jobs $jobs many.jsonl; check "$jobs threads write what one does" all 'is 0' 'cmp -s out one' quiet; done
code many.jsonl;             check "all processors" all 'is 0' 'cmp -s out one'
run read --jobs 3 many.jsonl; check "for a person too" all 'is 0' 'says "r1"' 'says "r40"'
for wrong in 0 -1 x 2x 1000; do code --jobs $wrong many.jsonl; check "--jobs $wrong" all 'is 2' 'one_line "jobs"'; done

# Where reports come from.
mkdir -p tree/b tree/a tree/.hidden
echo 'He left.' >tree/z.txt; echo 'She left.' >tree/b/1.txt; echo 'They left.' >tree/a/2.txt
echo 'no report' >tree/notes.md; echo 'He hid.' >tree/.hidden/x.txt; echo 'He hid.' >tree/.x.txt
echo '{"id": "line", "text": "We left."}' >tree/b/2.ndjson
code tree;                   check "a folder, by name" all 'is 0' 'lines 4' quiet
cp out tree.out; code tree/a/2.txt tree/b/1.txt tree/b/2.ndjson tree/z.txt
check "is the files in it in order" all 'is 0' 'cmp -s out tree.out'
code 'tree/?/*.txt';         check "a pattern in quotes" all 'is 0' 'lines 2'
code 'tree/*.none';          check "a pattern of nothing" all 'is 1' 'one_line "tree/\*.none: cannot open"'
echo 'Odd name.' >'odd[1].txt'; code 'odd[1].txt'; check "a name that looks like a pattern" all 'is 0' 'lines 1'
ln -s ../../tree tree/b/loop; code tree; check "a folder that leads back into itself" all 'is 1' 'lines 4' 'one_line "back to a folder"'
rm tree/b/loop
echo '{"guid": 5, "body": "He left.", "published": "2024-02-29"}' >fields.jsonl
code --fields id=guid,text=body,date=published fields.jsonl
check "--fields" all 'is 0' 'ids_are "5 "' 'says "2024-02-29"' quiet
code fields.jsonl;           check "without them" all 'is 1' 'one_line "no \"text\""'
code --fields size=3 fields.jsonl; check "a field that is none" all 'is 2' 'one_line "fields is like"'

# Packed.
code many.jsonl; cp out plain
gzip -c many.jsonl >many.jsonl.gz; code many.jsonl.gz; check "gzip" all 'is 0' 'cmp -s out plain'
"$dateline" code --format jsonl --jsonl <many.jsonl.gz >out 2>err; status=$?; check "gzip from standard input" all 'is 0' 'cmp -s out plain'
cat many.jsonl.gz many.jsonl.gz >twice.jsonl.gz; code twice.jsonl.gz; check "two parts one after another" all 'is 0' 'lines 80'
gzip -c tree/z.txt >z.txt.gz; code z.txt.gz; check "a text" all 'is 0' 'lines 1' 'says "\"sentences\":[{\"id\":0,\"span\":[0,8]"'
gzip -c </dev/null >empty.txt.gz; code empty.txt.gz; check "an empty text" all 'is 0' 'lines 1'
size=$(wc -c <many.jsonl.gz)
head -c $((size - 20)) many.jsonl.gz >short.jsonl.gz; code short.jsonl.gz tree/z.txt
check "gzip cut short: what was whole is read, the rest told, the batch goes on" all 'is 1' '[ "$(wc -l <out)" -gt 2 ]' \
    'one_line "short.jsonl.gz: cannot read on after line .*cut short"' 'tail -n 1 out | grep -q "\[0,8\]"' \
    '[ "$(sed \$d out | sed "s/.*//" | wc -l)" -lt 41 ]'
head -c $((size / 2)) z.txt.gz | head -c 20 >short.txt.gz; code short.txt.gz; check "a text cut short" all 'is 1' 'lines 0' 'one_line "cut short"'
{ head -c $((size / 2)) many.jsonl.gz; printf 'XXXXXXXX'; tail -c +$((size / 2 + 9)) many.jsonl.gz; } >bad.jsonl.gz
code bad.jsonl.gz;           check "gzip damaged" all 'is 1' 'tail -n 1 err | grep -q "bad.jsonl.gz: cannot read on after line .*damaged"'
if command -v zstd >/dev/null; then
    zstd -q many.jsonl -o many.jsonl.zst; code many.jsonl.zst; check "zstd" all 'is 0' 'cmp -s out plain'
    head -c $(($(wc -c <many.jsonl.zst) - 9)) many.jsonl.zst >short.jsonl.zst; code short.jsonl.zst
    check "zstd cut short" all 'is 1' 'one_line "cut short"'
fi
printf '\037\213' >tiny.gz; code tiny.gz; check "two bytes of gzip" all 'is 1' 'one_line "cut short"'

# What cannot be read, in a file of its own.
cat >some.jsonl <<'J'
{"id": "a", "text": "He left."}
{"id": "b", "text": 7}
nonsense
{"id": "c", "text": "She left."}
J
code --errors wrong.jsonl some.jsonl no/file
check "--errors" all 'is 1' 'ids_are "a c "' 'one_line "3 reports could not be read; wrong.jsonl"' '[ "$(wc -l <wrong.jsonl)" = 3 ]' \
    'grep -q "^{\"id\":\"b\",\"where\":\"some.jsonl:2\",\"error\":\"some.jsonl:2: " wrong.jsonl' \
    'grep -q "^{\"id\":null,\"where\":\"some.jsonl:3\"" wrong.jsonl' 'grep -q "no/file" wrong.jsonl'
code --errors wrong.jsonl tree; check "--errors without any" all 'is 0' quiet '[ ! -s wrong.jsonl ]'
code --errors no/such/dir tree; check "--errors that cannot be written" all 'is 4' 'one_line "no/such/dir: cannot write"'

# Killed, and resumed: the file becomes what it would have been.
head -n 3 many.jsonl >three.jsonl
cat many.jsonl some.jsonl many.jsonl >long.jsonl; cat long.jsonl long.jsonl long.jsonl >longer.jsonl
code --output whole.out --errors whole.err longer.jsonl
check "--output" all 'is 1' '[ "$(wc -l <whole.out)" = 246 ]' '[ "$(wc -l <whole.err)" = 6 ]' '[ ! -e whole.out.progress ]' 'lines 0'
code --resume --output whole.out --errors whole.err longer.jsonl
check "nothing to resume" all 'is 0' 'one_line "complete"' '[ "$(wc -l <whole.out)" = 246 ]'
resumed=0
for wait in 0.02 0.05 0.08 0.11 0.14 0.17 0.2 0.25 0.3 0.4; do
    rm -f part.*
    for round in 1 2 3; do # resumed runs are killed too
        resume=; [ $round = 1 ] || resume=--resume
        "$dateline" code --format jsonl $resume --output part.out --errors part.err longer.jsonl 2>/dev/null &
        pid=$!; sleep $wait; kill -9 $pid 2>/dev/null; wait $pid 2>/dev/null
        [ ! -e part.out.progress ] || resumed=$((resumed + 1))
        [ -s part.out ] && [ ! -e part.out.progress ] && break
    done 2>/dev/null
    [ -s part.out ] && [ ! -e part.out.progress ] || code --resume --output part.out --errors part.err longer.jsonl
    check "killed after $wait s and resumed" all 'cmp -s part.out whole.out' 'cmp -s part.err whole.err' '[ ! -e part.out.progress ]'
done
check "some of them were killed amid their work" [ $resumed -gt 0 ]
code --output part.out --errors part.err three.jsonl; mkfifo last; exec 3<>last # killed when all was done but the end not seen
cat three.jsonl >&3; "$dateline" code --format jsonl --jsonl --output part.out last 2>/dev/null 3>&- & pid=$!
for i in $(seq 200); do [ "$(wc -l 2>/dev/null <part.out)" = 3 ] && [ "$(cut -c38-57 part.out.progress 2>/dev/null)" = 00000000000000000003 ] && break; sleep 0.1; done
kill -9 $pid; wait $pid 2>/dev/null; exec 3>&-; rm last; cp three.jsonl last
run code --format jsonl --jsonl --resume --output part.out last
check "killed after the last report" all 'is 0' quiet '[ "$(wc -l <part.out)" = 3 ]' '[ ! -e part.out.progress ]'
code --resume longer.jsonl;  check "--resume without --output" all 'is 2' 'one_line "needs the --output"'
mkfifo slow; rm -f part.*; exec 3<>slow # which never waits for a reader
head -n 3 many.jsonl >&3
"$dateline" code --format jsonl --jsonl --output part.out slow 2>/dev/null 3>&- & pid=$!
for i in $(seq 200); do [ "$(wc -l 2>/dev/null <part.out)" = 3 ] && break; sleep 0.1; done
kill -9 $pid; wait $pid 2>/dev/null; exec 3>&-
check "each record is written when it is ready" [ "$(wc -l <part.out)" = 3 ]
code --resume --output part.out many.jsonl; check "resumed with other inputs" all 'is 4' 'one_line "part.out.progress: "'
rm slow; head -n 3 many.jsonl >slow; code --jsonl --resume --output part.out slow
check "resumed when all was written" all 'is 0' '[ "$(wc -l <part.out)" = 3 ]' '[ ! -e part.out.progress ]'
[ ! -w /dev/full ] || { code --output /dev/full many.jsonl; check "--output on a full disk" all 'is 4' 'one_line "/dev/full: cannot write: No space left"'; }
code --output no/such/out many.jsonl; check "--output that cannot be opened" all 'is 4' 'one_line "no/such/out"'

# Progress on a terminal only.
if command -v script >/dev/null; then
    export dateline
    for i in 1 2 3 4 5 6 7 8 9 10; do cat longer.jsonl; done >bar.jsonl
    TERM=xterm script -qec '"$dateline" code --format jsonl bar.jsonl >bar.out 2>/dev/tty' /dev/null </dev/null >out 2>err; status=$?
    check "progress with rate and time left" all 'grep -q "sentences/s  0:[0-9]* left" out' '[ "$(wc -l <bar.out)" = 2460 ]'
    TERM=xterm script -qec '"$dateline" code --format jsonl longer.jsonl' /dev/null </dev/null >out 2>err; status=$?
    check "none amid the records" all '! grep -q "sentences/s" out'
fi

finish
