#!/bin/sh
# store.sh DATELINE SOURCE STORE_TOOL: the store seen from outside - each report once, corrections, kills at any moment, and
# databases that are locked, full, newer or something else. Prints the Test Anything Protocol.
tool=$(cd "$(dirname "$3")" && pwd)/$(basename "$3")
. "$(dirname "$0")/tap.sh"

add() { run add "$@"; }
whole() { [ "$("$tool" check "$1")" = " ok |" ]; }
same() { "$tool" dump "$1" >dump1; "$tool" dump "$2" >dump2; cmp -s dump1 dump2 && [ -s dump1 ]; }
count() { [ "$("$tool" set "$1" "SELECT count(*) FROM $2")" = " $3 |" ]; }

awk 'BEGIN { for (i = 1; i <= 120; i++) { printf "{\"id\": \"r%d\", \"date\": \"2024-05-%02d\", \"text\": \"", i, i % 28 + 1
             for (k = 0; k < (i * 7) % 5 + 1; k++) printf "France accused Spain of fishing %d boats in port %d. ", k + 2, i
             printf "Minister Ana Ruiz%d left Madrid on Monday.\"}\n", i % 9 } }' >many.jsonl
head -n 3 many.jsonl >three.jsonl

# Once.
add three.jsonl;                         check "add without --db" all 'is 2' 'one_line "add needs --db"'
add --db a.db three.jsonl;               check "add" all 'is 0' 'says "3 reports added"' quiet 'whole a.db' 'count a.db report 3'
cp a.db before.db
add --db a.db three.jsonl;               check "the same again changes nothing" all 'is 0' 'says "0 reports added"' 'says "3 known"' 'same a.db before.db'
add --db a.db --resume three.jsonl;      check "--resume is what it always does" all 'is 0' 'same a.db before.db'
"$dateline" add --db a.db --jsonl <three.jsonl >out 2>err; status=$?; check "from elsewhere" all 'is 0' 'says "3 known"' 'same a.db before.db'
cat three.jsonl three.jsonl >twice.jsonl; add --db twice.db twice.jsonl
check "twice in one run" all 'is 0' 'says "3 reports added"' 'says "3 known"' 'same twice.db a.db'

# Of an older version.
add --db new.db many.jsonl "$source/examples/strait.txt" "$source/examples/flood.txt"
"$tool" old old.db 1 "$source/tests/cli/store_version_1.sql" new.db; check "a store of version 1" all '[ "$("$tool" set old.db "PRAGMA user_version")" = " 1 |" ]'
cp old.db asked.db
run show --db asked.db timeline;         check "is not changed by who only asks" all 'is 1' 'one_line "older version"'
add --db old.db three.jsonl;             check "is brought up to date by who adds" all 'is 0' 'says "3 known"' 'whole old.db' 'same old.db new.db'
run show --db new.db timeline; cp out expected
run show --db old.db timeline;           check "and answers like a new one" all 'is 0' 'cmp -s out expected'
cp new.db second.db; "$tool" set second.db "PRAGMA user_version = 2; DROP INDEX entity_reading_entity;
    CREATE INDEX entity_reading_entity ON entity_reading (entity); DROP VIEW timeline; CREATE VIEW timeline AS SELECT 1 AS event"
add --db second.db three.jsonl;          check "a store of version 2 too" all 'is 0' 'says "3 known"' 'whole second.db' 'same second.db new.db'
run show --db second.db timeline;        check "with its views and indexes" all 'is 0' 'cmp -s out expected' \
    '[ "$("$tool" set second.db "SELECT sql FROM sqlite_schema ORDER BY name")" = "$("$tool" set new.db "SELECT sql FROM sqlite_schema ORDER BY name")" ]'
cp asked.db killed.db
for i in 1 2 3; do "$dateline" add --db killed.db three.jsonl >/dev/null 2>&1 & kill -9 $!; wait $! 2>/dev/null; done
add --db killed.db three.jsonl;          check "and survives being killed meanwhile" all 'is 0' 'whole killed.db' 'same killed.db new.db'

# Corrected.
echo '{"id": "r2", "text": "Italy denied that it had fished in port 2."}' >newer.jsonl
add --db a.db newer.jsonl
check "a corrected version supersedes and says so" all 'is 0' 'says "1 corrected"' 'one_line "newer.jsonl:1: .*\"r2\".*supersedes"' 'count a.db report 4' 'count a.db current_report 3'
cp a.db before.db; add --db a.db newer.jsonl three.jsonl
check "both versions again change nothing" all 'is 0' 'says "4 known"' 'same a.db before.db'
run show --db a.db sources;              check "and both are shown" all 'says superseded' '[ "$(grep -c "r2" out)" = 2 ]'
echo 'First text of a file.' >file.txt; add --db a.db file.txt
echo 'Another text of a file.' >file.txt; add --db a.db "$PWD/file.txt"; check "a file that was changed" all 'is 0' 'says "1 corrected"' 'one_line "file.txt"'
cp file.txt same.txt; add --db a.db same.txt; check "the same text under another name is the same report" all 'is 0' 'says "1 known"'

# Near-copies.
{ sed -n '1,60p' "$source/examples/strait.txt"; } >one.txt
sed 's/By Marta.*/By Somebody Else/; s/Northern Wire Agency/Southern Press/; s/NWA/SPA/; s/ on Tuesday//' one.txt >copy.txt
add --db c.db one.txt copy.txt "$source/examples/strike.txt"
run show --db c.db --format csv sources; check "a near-copy is known as such" all '[ "$(grep -c ",copy," out)" = 1 ]' '[ "$(grep -c ",own," out)" = 2 ]'

# Without text.
add --db n.db --no-text three.jsonl
check "--no-text keeps no text" all 'is 0' 'whole n.db' 'count n.db "report WHERE text IS NOT NULL" 0' 'count n.db sentence 13' '! grep -q "accused Spain\|fishing 2\|boats in" n.db'
add --db y.db three.jsonl;               check "which else would be there" all 'grep -q "accused Spain" y.db' 'grep -q "fishing 2" y.db'

# Bad reports.
printf '{"id": "x", "text": "France left."}\nnonsense\n' >bad.jsonl; gzip -c many.jsonl | head -c 900 >short.jsonl.gz
add --db b.db --errors wrong.jsonl bad.jsonl short.jsonl.gz no/file three.jsonl
check "what cannot be read costs no more" all 'is 1' 'says "3 could not be read"' '[ "$(wc -l <wrong.jsonl)" = 3 ]' 'whole b.db' 'count b.db "report WHERE key = '"'r3'"'" 1'

add --db two.db bad.jsonl; echo '{"id": "x", "text": "Spain left."}' >other.jsonl; cat other.jsonl three.jsonl >both.jsonl
add --db two.db both.jsonl
check "one id and another text: both are kept, and the rest goes on" all 'is 0' 'says "3 reports added, 1 corrected"' 'one_line "both.jsonl:1: .*\"x\".*supersedes"' \
    'count two.db "report WHERE key = '"'x'"'" 2'
: >empty.txt; printf ' \n\n' >blank.txt; echo '{"id": "e", "text": ""}' >none.jsonl
for file in empty.txt blank.txt none.jsonl; do
    rm -f e.db*; add --db e.db $file three.jsonl
    check "$file: nothing to keep" all 'is 1' 'one_line "$file.*: is empty"' 'says "3 reports added"' 'count e.db report 3'
done
printf 'Fran\347ois left Paris.\n' >latin.txt; add --db l.db latin.txt
check "a text that is not UTF-8 is kept, and told" all 'is 0' 'one_line "latin.txt: 1 undecodable byte read as U+FFFD"' 'count l.db report 1'
printf '{"id": "a", "text": "Fran\347ois left."}\n' >latin.jsonl; cat three.jsonl >>latin.jsonl; add --db l.db latin.jsonl
check "a line that is not UTF-8" all 'is 1' 'one_line "latin.jsonl:1: not UTF-8 .*iconv"' 'says "3 reports added"'
mkdir folder; add --db l.db folder; check "a folder with no reports" all 'is 1' 'one_line "folder: is a folder without reports; their names end in"'
if command -v zstd >/dev/null; then
    zstd -q many.jsonl -o many.jsonl.zst; head -c $(($(wc -c <many.jsonl.zst) - 9)) many.jsonl.zst >short.jsonl.zst
    add --db z.db short.jsonl.zst three.jsonl
    check "zstd cut short" all 'is 1' 'one_line "short.jsonl.zst: cannot read.*cut short.*pack it again"' 'whole z.db'
fi
chmod 000 other.jsonl
[ -r other.jsonl ] || { add --db r.db other.jsonl three.jsonl # root may read it all the same
    check "a file that may not be read" all 'is 1' 'one_line "other.jsonl: cannot open: Permission denied"' 'says "3 reports added"'; }
chmod 600 other.jsonl
rm -f two.db* e.db* l.db* z.db* r.db*

# Databases that are wrong.
cp a.db new.db; "$tool" set new.db 'PRAGMA user_version = 99'
add --db new.db three.jsonl;             check "of a newer version" all 'is 4' 'one_line "new.db: made by a newer version"'
run show --db new.db timeline;           check "to be asked" all 'is 1' 'one_line "new.db: made by a newer version"' 'lines 0'
"$tool" set other.db 'CREATE TABLE t (x)'
add --db other.db three.jsonl;           check "of another program" all 'is 4' 'one_line "other.db: is a database of another program"' 'count other.db sqlite_schema 1'
cp three.jsonl text.db; add --db text.db three.jsonl; check "that is none" all 'is 4' 'one_line "text.db: is no SQLite database"' 'cmp -s text.db three.jsonl'
add --db no/such/a.db three.jsonl;       check "in no folder" all 'is 4' 'one_line "no/such/a.db: cannot open"'
run show --db none.db timeline;          check "that is not there, to be asked" all 'is 1' 'one_line "none.db: cannot open"' '[ ! -e none.db ]'
: >empty.db; run show --db empty.db timeline; check "that is empty, to be asked" all 'is 1' 'one_line "is empty"'
mkdir 'read#only?'; cp a.db 'read#only?/a%20.db'; chmod 444 read#only?/a*; chmod 500 read#only?
run show --db a.db timeline; cp out expected
run show --db 'read#only?/a%20.db' timeline; check "that may only be read" all 'is 0' quiet 'cmp -s out expected' '[ "$(ls read#only?)" = a%20.db ]'
[ -w 'read#only?/a%20.db' ] || { add --db 'read#only?/a%20.db' many.jsonl; check "that may only be read, to be added to" all 'is 4' 'one_line "may not be written"'; }
chmod 700 read#only?
"$tool" lock a.db 30 >locked & pid=$!
while ! [ -s locked ]; do sleep 0.1; done
add --db a.db many.jsonl;                check "that is locked" all 'is 4' 'one_line "a.db: locked by another program"'
run show --db a.db timeline;             check "can still be asked" all 'is 0' quiet
kill $pid; wait $pid 2>/dev/null
add --db full.db many.jsonl
(trap '' XFSZ; ulimit -f 600; exec "$dateline" add --db part.db many.jsonl >out 2>err); status=$?
check "on a full disk" all 'is 4' 'one_line "part.db: .*nothing is half-written"' 'whole part.db'
add --db part.db many.jsonl;             check "goes on when there is room" all 'is 0' 'same part.db full.db'

# Killed at ten random moments of the time it takes, again while it goes on from there, and resumed.
awk 'BEGIN { for (i = 1; i <= 480; i++) { printf "{\"id\": \"k%d\", \"date\": \"2024-06-%02d\", \"text\": \"", i, i % 28 + 1
             for (k = 0; k < (i * 7) % 5 + 1; k++) printf "Norway accused Iceland of sinking %d boats off port %d. ", k + 2, i % 90
             printf "Minister Bo Lind met %d envoys on Monday.\"}\n", i % 7 + 2 } }' >stream.jsonl
start=$(date +%s%N)
add --db undisturbed.db stream.jsonl
took=$((($(date +%s%N) - start) / 1000000))
check "480 reports, undisturbed" all 'is 0' 'whole undisturbed.db' 'count undisturbed.db report 480'
amid=0
for wait in $(awk -v took="$took" 'BEGIN { srand(); for (i = 0; i < 10; i++) printf "%.3f\n", took / 1000 * rand() }'); do
    rm -f k.db*
    for again in 1 2; do
        "$dateline" add --db k.db stream.jsonl >/dev/null 2>&1 & pid=$!
        sleep "$wait"; kill -9 $pid 2>/dev/null; wait $pid 2>/dev/null
        kept=$("$tool" set k.db "SELECT count(*) FROM report" 2>/dev/null | tr -dc 0-9)
        [ "${kept:-0}" = 0 ] || [ "$kept" = 480 ] || amid=$((amid + 1))
    done 2>/dev/null
    add --db k.db --resume stream.jsonl
    check "killed twice after $wait s of $took ms and resumed" all 'is 0' 'whole k.db' 'same k.db undisturbed.db'
done
check "some were killed amid their work" [ $amid -gt 0 ]

# Threads.
for jobs in 1 4; do rm -f j.db; add --jobs $jobs --db j.db many.jsonl; check "$jobs threads" all 'is 0' 'same j.db full.db'; done

# Questions.
run show --db a.db;                      check "show what?" all 'is 2' 'one_line "show what"'
run show timeline;                       check "show without --db" all 'is 2' 'one_line "needs --db"'
run show --db a.db weather;              check "a question that is none" all 'is 2' 'one_line "weather"'
run show --db a.db actor;                check "an actor without a name" all 'is 2' 'one_line "one name"'
run show --db a.db pair France;          check "a pair of one" all 'is 2' 'one_line "two names"'
run show --db a.db actor Nobody;         check "a name that nobody has" all 'is 1' 'one_line "nobody called"'
run show --db a.db --since 2024-13-01 timeline; check "a day that is none" all 'is 2' 'one_line "2024-13-01"'
run show --db a.db --format xml timeline; check "a format that is none" all 'is 2' 'one_line "xml"'
run show --db a.db --format ics timeline; check "a calendar of what is none" all 'is 2' 'one_line "calendar"'
run show --db a.db --format ics schedule; check "a calendar" all 'is 0' 'says "BEGIN:VCALENDAR"' 'says "END:VCALENDAR"' quiet
for what in timeline "actor France" "pair France Spain" positions forces incidents schedule disputed sources; do
    for format in text csv json; do
        run show --db full.db --format $format --since 2024-01-01 --until 2024-12-31 $what
        check "$what as $format" all 'is 0' quiet '[ -s out ]'
    done
done
run show --db full.db --format csv --since 2024-05-03 --until 2024-05-04 sources; check "--since and --until" lines 11

finish
