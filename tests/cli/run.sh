#!/bin/sh
# run.sh DATELINE SOURCE CHECK_TABLE: the command seen from outside - what it prints, where, and with which exit status - above all on
# input that is wrong. Prints the Test Anything Protocol.
check_table=$(cd "$(dirname "$3")" && pwd)/$(basename "$3")
. "$(dirname "$0")/tap.sh"

printf 'The envoy met the rebels on Monday.\n' >good.txt

# Manners.
run --version;                      check "--version" all 'is 0' 'says "dateline "' quiet
run --help;                         check "--help" all 'is 0' 'says "usage: dateline read"' quiet
run read --help;                    check "read --help" all 'is 0' 'says usage' quiet
run;                                check "no command" all 'is 2' 'one_line "no command"' 'lines 0'
run rad good.txt;                   check "a command that is none" all 'is 2' 'one_line rad'
run code good.txt;                  check "code without a format" all 'is 2' 'one_line "needs --format"'
run code --format xml good.txt;     check "a format that is none" all 'is 2' 'one_line xml'
run code --format;                  check "a value that is missing" all 'is 2' 'one_line "needs a value"'
run code --frmt jsonl good.txt;     check "an option that is none" all 'is 2' 'one_line "no option --frmt"'
run code --format jsonl --date 2022-02-31 good.txt; check "a day that is none" all 'is 2' 'one_line 2022-02-31'
run read --tokens good.txt;         check "an option of another command" all 'is 2' 'one_line tokens'
run code --format jsonl --date 2024-02-29 good.txt
check "a day that is given" all 'is 0' 'says "\"published\":\"2024-02-29\",\"published_basis\":\"given\""' quiet

run code --format jsonl good.txt;   cp out by_name
check "a file" all 'is 0' 'lines 1' 'says "\"sentences\":[{\"id\":0,\"span\":[0,35]"' quiet
"$dateline" code --format jsonl <good.txt >out 2>err; status=$?;   check "standard input" all 'is 0' 'cmp -s out by_name'
"$dateline" code --format jsonl - <good.txt >out 2>err; status=$?; check "- is standard input" all 'is 0' 'cmp -s out by_name'
cat good.txt | "$dateline" code --format jsonl >out 2>err; status=$?; check "a pipe" all 'is 0' 'cmp -s out by_name'
cp good.txt ./-dash.txt
run code --format jsonl -- -dash.txt; check "a file whose name starts with a dash" all 'is 0' 'cmp -s out by_name'
run code --format jsonl good.txt good.txt; check "several files" all 'is 0' 'lines 2'
run code --format jsonl --tokens good.txt; check "--tokens" all 'is 0' 'says "\"form\":\"envoy\",\"lemma\":\"envoy\""'
run read good.txt;                  check "no colour but on a terminal" all 'is 0' '! grep -q "$(printf "\033")" out'

if command -v script >/dev/null; then
    terminal() { script -qec "$1" /dev/null </dev/null >out 2>err; status=$?; }
    export dateline
    terminal 'TERM=xterm "$dateline" read good.txt';            check "colour on a terminal" all 'is 0' 'grep -q "$(printf "\033\\[")" out'
    terminal 'TERM=xterm NO_COLOR=1 "$dateline" read good.txt'; check "NO_COLOR" all 'is 0' '! grep -q "$(printf "\033")" out'
    terminal 'TERM=dumb "$dateline" read good.txt';             check "a dumb terminal" all 'is 0' '! grep -q "$(printf "\033")" out'
    terminal "NO_COLOR=1 COLUMNS=40 \"\$dateline\" read '$source/examples/strike.txt'"
    tr -d '\r' <out >unix
    check "the terminal's width" all 'is 0' '[ "$(LC_ALL=C.UTF-8 wc -L <unix)" -le 40 ]' '[ "$(wc -l <unix)" -gt 20 ]'
fi

# Tables of events, read back as their loaders do.
for format in csv phoenix petrarch polecat gdelt; do
    run code --format $format good.txt "$source"/examples/*.txt "$source"/examples/reports.jsonl; cp out table
    check "--format $format" all 'is 0' quiet '"$check_table" $format <table'
    run code --format $format --all-statuses good.txt "$source"/examples/*.txt; cp out table
    check "--format $format of every status" all 'is 0' quiet '"$check_table" $format <table'
done
printf 'KYIV, March 3, 2022 (AFP) - Russia shelled Ukraine on Wednesday. Russia may invade Moldova.\n' >war.txt
run code --format gdelt war.txt;    cp out table
check "a fact is a row" all 'is 0' '[ "$("$check_table" gdelt <table)" = 1 ]' 'says RUS' 'says 20220302' '! grep -q MDA table'
run code --format gdelt --all-statuses war.txt; cp out table
check "and a fear with --all-statuses" all 'is 0' '[ "$("$check_table" gdelt <table)" = 2 ]' 'says MDA'
: >none.jsonl
run code --format polecat none.jsonl; check "a header even where there is no report" all 'is 0' 'lines 1' 'says "Event ID"'
run read --all-statuses good.txt;   check "--all-statuses of another command" all 'is 2' 'one_line statuses'

# explain.
printf 'Border talks fail\n\nThe envoy met the rebels on Monday. Two men left Kyiv, he said.\n' >two.txt
run explain two.txt:2;              check "explain a sentence" all 'is 0' '! grep -q Monday out' 'says "root"' 'grep -q "^name  *Kyiv" out' 'grep -q "^quantity  *Two men" out' 'grep -q "^statement 0 .*he" out' quiet
run explain two.txt:1;              check "another" all 'is 0' 'grep -q "^1  *The envoy met the rebels on Monday" out' 'grep -q "^  *5  *obj rebels rebel NOUN" out' 'grep -q "^time  *on Monday\|^time  *Monday" out' quiet
run explain two.txt;                check "explain all" all 'is 0' 'says envoy' 'says Kyiv' 'says "Border talks fail"' quiet
"$dateline" explain - <two.txt >out 2>err; status=$?; check "explain standard input" all 'is 0' 'says envoy' quiet
run explain two.txt:9;              check "a sentence that is none" all 'is 1' 'one_line "no sentence 9"' 'lines 0'
cp two.txt odd:1; run explain odd:1; check "a file whose name ends like that" all 'is 0' 'says envoy' 'says Kyiv'
run explain odd:1:2;                check "and a sentence of it" all 'is 0' '! grep -q Monday out' 'says Kyiv'
run explain no/such:1;              check "explain no such file" all 'is 1' 'one_line "no/such: cannot open"'
run explain "$source/examples/reports.jsonl"; check "explain JSON lines" all 'is 0' '[ "$(grep -c "^1  " out)" = 2 ]' quiet
run explain two.txt good.txt;       check "explain takes one" all 'is 2' 'one_line "one FILE"'
run explain --jobs 2 two.txt;       check "explain takes no --jobs" all 'is 2' 'one_line "takes no"'

# PETRARCH's dictionaries.
mkdir -p petrarch
printf 'ZEMBLA [ZEMGOV]\n+KELVA\nOZ\n' >petrarch/my.actors.txt
printf 'Kelva met the rebels on Monday.\n' >kelva.txt
run code --format jsonl --petrarch-dictionaries petrarch kelva.txt
check "--petrarch-dictionaries" all 'is 0' 'lines 1' 'says "\"actor\":\"ZEMGOV\",\"sector\":\"GOV\""' 'one_line "my.actors.txt:3: .*(1 line)"'
run lint --petrarch-dictionaries petrarch
check "and what is not carried over" all 'is 1' 'lines 1' 'says "petrarch/my.actors.txt:3: an actor without a code"' quiet
printf 'ZEMBLA [ZEMGOV]\n+KELVA\n' >petrarch/my.actors.txt
printf -- '--- MEET [111] ---\nMEET\n- * REBEL [073]\n- * TOWN [---]\n' >petrarch/my.verbs.txt
run explain --petrarch-dictionaries petrarch kelva.txt
check "verbs of theirs, and what they tried" all 'is 0' 'says "MEET: - * REBEL [073], my.verbs.txt:3"' 'says "fits too, but less closely"' quiet
run lint --petrarch-dictionaries petrarch; check "and nothing" all 'is 0' 'lines 0' quiet
run lint --petrarch-dictionaries petrarch data; check "with another folder" all 'is 2' 'one_line "lint takes"'
run code --format jsonl --petrarch-dictionaries no/such kelva.txt
check "no such folder of dictionaries" all 'is 3' 'one_line no/such' 'lines 0'

# Inputs that are wrong.
: >empty.txt
run code --format jsonl empty.txt;  check "an empty file" all 'is 0' 'lines 1' 'says "\"sentences\":[]"' quiet
run code --format conllu empty.txt; check "an empty file as CoNLL-U" all 'is 0' quiet
run read empty.txt;                 check "an empty file for a person" all 'is 0' 'says "an empty report"' quiet
printf '\n \t\n\n' >blank.txt
run code --format jsonl blank.txt;  check "only white space" all 'is 0' 'says "\"sentences\":[]"'
printf '\177ELF\002\001\000\000\377\376\000' >binary
run code --format jsonl binary good.txt; check "a binary file; the batch goes on" all 'is 1' 'lines 1' 'one_line "binary: not a text"'
printf 'T\000h\000e\000' >utf16.txt
run read utf16.txt;                 check "UTF-16" all 'is 1' 'one_line UTF-8' 'lines 0'
printf 'The b\377\376d envoy \303left. caf\351\n' >bytes.txt
run code --format jsonl bytes.txt;  check "invalid UTF-8 is read, and told" all 'is 0' 'lines 1' 'one_line "undecodable"' 'says "\"bad_bytes\":"'
run read bytes.txt;                 check "invalid UTF-8 for a person" all 'is 0' 'iconv -f UTF-8 out'
printf 'By Ana Ruiz and Bo Lind\n\nPeople also read…\n\nCopyright 2026 Northern Wire. All rights reserved.\n' >furniture.txt
run code --format jsonl furniture.txt
check "only furniture" all 'is 0' 'says "\"sentences\":[]"' 'says "\"kind\":\"byline\""' quiet
run read furniture.txt;             check "only furniture for a person" all 'is 0' 'says "no news in it"' 'says "Not news:"'
awk 'BEGIN { for (i = 0; i < 5000; i++) printf "%s%s", i ? " " : "", i % 2 ? "and" : "troops"; print "." }' >long.txt
run code --format conllu long.txt
check "a sentence of 5,000 words" all 'is 0' '[ "$(grep -c "^[0-9]" out)" -ge 5000 ]' quiet
run code --format jsonl long.txt;   check "that is marked where it is cut" all 'is 0' 'says "\"cut\":true"'
run read long.txt;                  check "and for a person" all 'is 0' quiet
head -c 100000000 /dev/zero | tr '\0' 'a' >huge.txt
run code --format jsonl huge.txt good.txt
check "100 MB on one line; the batch goes on" all 'is 1' 'lines 1' 'one_line "huge.txt: larger than 16 MiB"'
{ printf '{"text": "'; cat huge.txt; printf '"}\n{"id": "after", "text": "He left."}\n'; } >huge.jsonl
run code --format jsonl huge.jsonl
check "100 MB on one line of JSON lines; the batch goes on" all 'is 1' 'lines 1' 'says "\"id\":\"after\""' 'one_line "huge.jsonl:1: "'
rm -f huge.txt huge.jsonl
head -c 20000 /dev/zero | tr "\0" "(" >brackets.txt
run code --format jsonl brackets.txt; check "20,000 opening brackets" all 'is 0' 'lines 1' quiet
head -c 100000 /dev/zero | tr '\0' 'a' >word.txt
run code --format conllu word.txt;    check "a word of 100,000 letters" all 'is 0' 'says aaaa' quiet
run read word.txt;                    check "and for a person" all 'is 0' 'says aaaa' quiet
for odd in empty bytes furniture long brackets word; do
    run explain $odd.txt;             check "explain $odd.txt" all 'is 0' '[ -s out ]'
done
run read no/such/file good.txt;     check "a path that is none; the batch goes on" all 'is 1' 'says envoy' 'one_line "no/such/file: cannot open"'
mkdir -p folder
run read folder;                    check "a folder without reports" all 'is 1' 'one_line "is a folder without reports"'
if [ "$(id -u)" != 0 ]; then
    cp good.txt locked.txt && chmod 000 locked.txt
    run read locked.txt;            check "a file that may not be read" all 'is 1' 'one_line "Permission denied"'
fi
run read "$(printf 'no\nsuch\033file')"; check "control characters in a name" all 'is 1' 'one_line "no?such?file"'

cat >some.jsonl <<'J'
{"id": 7, "text": "The envoy left.", "date": "2024-02-29"}

{"id": "broken", "text":
[1, 2]
{"id": "without"}
{"id": "last", "text": "The talks went on.", "more": {"a": [1]}}
J
run code --format jsonl some.jsonl
check "JSON lines: the good ones are read" all 'is 1' 'lines 2' 'says "{\"id\":\"7\"" ' 'says "{\"id\":\"last\""' 'says "2024-02-29\",\"published_basis\":\"metadata\""'
check "and the bad ones told with their lines" all '[ "$(wc -l <err)" = 3 ]' 'grep -q "some.jsonl:3: not JSON" err' 'grep -q "some.jsonl:4: not a JSON object" err' 'grep -q "some.jsonl:5: no \"text\"" err'
printf '{"text": "He left."}' | "$dateline" code --jsonl --format jsonl >out 2>err; status=$?
check "JSON lines from standard input, no newline at the end" all 'is 0' 'lines 1' quiet
printf '{"id": "a b\\tc", "text": "He left."}' | "$dateline" code --jsonl --format conllu >out 2>err; status=$?
check "an id with white space in CoNLL-U" all 'is 0' 'says "# newdoc id = a b c"'

# Outputs that are wrong.
if [ -w /dev/full ]; then
    for what in "code --format jsonl" "code --format conllu" "read"; do
        "$dateline" $what good.txt good.txt >/dev/full 2>err; status=$?
        check "a full disk: $what" all 'is 4' 'one_line "cannot write: No space left"'
        "$dateline" $what long.txt good.txt >/dev/full 2>err; status=$?
        check "a disk that fills up amid a report: $what" all 'is 4' 'one_line "cannot write: No space left"'
    done
    "$dateline" --help >/dev/full 2>err; status=$?; check "a full disk: --help" all 'is 4' 'one_line "cannot write"'
fi
"$dateline" code --format jsonl good.txt >&- 2>err; status=$?; check "a closed output" all 'is 4' 'one_line "cannot write"'
{ for i in 1 2 3; do "$dateline" code --format jsonl --tokens "$source"/examples/*.txt 2>err; done; } | head -c 1 >out
status=0; check "a reader that goes away" quiet
(trap '' PIPE; "$dateline" code --format jsonl --tokens "$source"/examples/*.txt 2>err; echo $? >code) | head -c 1 >out
status=$(cat code); check "a reader that goes away, its signal ignored" all quiet 'is 4'
(trap '' PIPE; "$dateline" code --format jsonl --tokens long.txt long.txt 2>err; echo $? >code) | head -c 1 >out
status=$(cat code); check "and amid a report" all quiet 'is 4'

# Model and data.
folder=${DATELINE_DATA:-$(dirname "$dateline")}
mkdir -p m && cp "$folder/dateline.model" "$folder/dateline.data" m && chmod u+w m/*
run code --data m --format jsonl good.txt; check "--data" all 'is 0' 'cmp -s out by_name'
damage() { printf 'X' | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null; }
for file in dateline.model dateline.data; do
    mv m/$file kept
    run read --data m good.txt;     check "$file missing" all 'is 3' "one_line '$file: cannot open'" 'lines 0'
    : >m/$file
    run read --data m good.txt;     check "$file empty" all 'is 3' "one_line '$file: .*cut short'"
    size=$(wc -c <kept); head -c $((size / 2)) kept >m/$file
    run read --data m good.txt;     check "$file cut short" all 'is 3' "one_line '$file: cut short'"
    cp kept m/$file; damage m/$file $((size - 9))
    run read --data m good.txt;     check "$file damaged" all 'is 3' "one_line '$file: damaged'"
    cp kept m/$file; damage m/$file 8
    run read --data m good.txt;     check "$file of another version" all 'is 3' "one_line '$file: made for another version'"
    cp good.txt m/$file; cat good.txt good.txt good.txt >>m/$file
    run read --data m good.txt;     check "$file that is something else" all 'is 3' "one_line '$file: not a Dateline file'"
    mv kept m/$file
done
run read --data no/such good.txt;   check "no such --data" all 'is 3' 'one_line no/such'

# Dictionaries of the user.
cat >mine.txt <<'D'
[country VES]          # a state that no map shows
name: Vessia
office: prime minister
- Ilse Varga | 2024-01 |
[country RUS]
office: foreign minister
- Ivan Petrovich Testov = Ivan Testov | 2026-05-01 |
D
printf 'Ilse Varga spoke to Ivan Testov on Monday. Sergey Lavrov was there.\n' >named.txt
run code --format jsonl --date 2026-06-01 named.txt
check "without a dictionary" all 'is 0' '! says "\"VES\""' '! says "Ivan Petrovich Testov"'
run code --format jsonl --date 2026-06-01 --dictionary mine.txt named.txt
check "--dictionary adds a state and its minister" all 'is 0' quiet 'says "\"name\":\"Ilse Varga\",\"kind\":\"person\",\"actor\":\"VES\",\"sector\":\"GOV\""'
check "and gives an office of ours a successor" all 'says "Ivan Petrovich Testov\",\"kind\":\"person\",\"actor\":\"RUS\",\"sector\":\"GOV\""' 'says "Lavrov\",\"kind\":\"person\",\"actor\":\"RUS\",\"sector\":\"ELI\""'
run read --dictionary mine.txt named.txt; check "read takes it too" all 'is 0' quiet
run lint --dictionary mine.txt; check "lint of a dictionary" all 'is 0' quiet 'lines 0'
run lint --dictionary mine.txt "$source/data"; check "lint of both" all 'is 0' quiet 'lines 0'
printf '[party VES]\nname: Vessians\n' >party.txt
printf '[group REDHAND]\nname: Red Hand\ncountry: VES\n' >group.txt
run lint --dictionary group.txt;    check "a code that nothing gives" all 'is 1' 'says "group.txt:3:10: unknown code VES"'
run lint --dictionary group.txt --dictionary mine.txt; check "that another dictionary gives" all 'is 0' 'lines 0'
printf '[country VES]\nname: Vessia\noffice: prime minister\n- A Bee | 2024-02-31 |\n- C Dee\n' >broken.txt
run read --dictionary broken.txt named.txt
check "a broken line ends it before a word is read" all 'is 3' 'lines 0' 'one_line "broken.txt:4:.*there is no 2024-02-31.*and 1 more"'
run code --format jsonl --dictionary mine.txt --dictionary party.txt named.txt
check "of two dictionaries too" all 'is 3' 'lines 0' 'one_line "party.txt:1:.*is no heading"'
run lint --dictionary broken.txt;   check "lint tells all of it" all 'is 1' 'lines 2' 'says "broken.txt:4:11:"' 'says "broken.txt:5:3:"'
printf '[country RUS]\noffice: foreign minister\n- A Bee | 2027 |\n- C Dee | 2028 |\n' >open.txt
run read --dictionary open.txt named.txt; check "an office with no end before a successor" all 'is 3' 'one_line "open.txt:3:.*A Bee has no end, yet C Dee follows"'
run read --dictionary no/such.txt named.txt; check "a dictionary that is not there" all 'is 3' 'one_line "no/such.txt: cannot read"'
run read --dictionary . named.txt;  check "a folder" all 'is 3' 'one_line "cannot read: Is a directory"'
head -c 3000 /dev/urandom >noise.bin
run read --dictionary noise.bin named.txt; check "a dictionary of noise" all 'is 3' 'one_line "noise.bin:1:"'
: >empty.txt
run code --format jsonl --date 2026-06-01 named.txt; cp out plain
run code --format jsonl --date 2026-06-01 --dictionary empty.txt named.txt; check "an empty dictionary" all 'is 0' quiet 'cmp -s out plain'
set --
for file in "$source"/data/actors/*.txt; do set -- "$@" --dictionary "$file"; done
"$dateline" code --format jsonl "$source"/examples/*.txt >plain 2>err
run code --format jsonl "$@" "$source"/examples/*.txt; check "ours over itself changes nothing" all 'is 0' quiet 'cmp -s out plain'

# CoNLL-U holds every character of the text, in order.
for file in "$source"/examples/*.txt bytes.txt furniture.txt long.txt; do
    run code --format conllu "$file"
    awk -F'\t' '/^[0-9]+-/ { split($1, r, "-"); upto = r[2]; print $2; next }
                /^[0-9]/ { if ($1 > upto) print $2 } /^$/ { upto = 0 }' out | LC_ALL=C tr -d ' \n' >forms
    "$dateline" code --format jsonl "$file" >/dev/null 2>&1
    LC_ALL=C sed 's/\xC2\xA0//g' "$file" | LC_ALL=C tr -d ' \t\r\n' >whole
    [ "$file" = bytes.txt ] && printf 'Theb%sdenvoy%sleft.caf%s' '��' '�' '�' >whole
    check "every character of $(basename "$file")" all 'is 0' 'cmp -s forms whole'
done
run code --format conllu "$source/examples/strait.txt"
check "furniture in CoNLL-U says its kind" all 'says "# furniture = byline"' 'says "# furniture = copyright"' 'says "# newpar"'
run code --format jsonl "$source/examples/reports.jsonl"
check "the example of JSON lines" all 'is 0' 'lines 2' quiet

# Pairs of actors.
printf 'uid\tmarked_sentence\n7\t<s>The Danish police</s> arrested <t>two Swedish dockers</t> on Monday.\nb-1\t<s>Norway</s> condemned <t>the shelling of a hospital</t>.\n' >pairs.tsv
run code --pairs pairs.tsv
check "pairs" all 'is 0' 'lines 2' 'says "{\"uid\":7,\"root\":\"COERCE\",\"quad\":4,"' 'says "{\"uid\":\"b-1\",\"root\":\"ACCUSE\",\"quad\":3,"' 'says "\"why\":\""' quiet
printf 'id\tmarked_sentence\tnote\nx\t"<s>Chad</s> ""bombed"" <t>two villages</t>, and <s>it</s> said so."\ty\n' >pairs.tsv
run code --pairs pairs.tsv; check "quotes, several marks, no uid" all 'is 0' 'lines 1' 'says "{\"uid\":0,\"root\":\"ASSAULT\""' quiet
printf 'uid\tmarked_sentence\n1\t<s>Kenya</s> praised <t>Peru.\n2\tKenya praised Peru.\n3\n4\t<s>Kenya</s> praised <t>Peru</t>.\n' >pairs.tsv
run code --pairs pairs.tsv; check "pairs that are wrong; the rest go on" all 'is 1' 'lines 1' 'says "{\"uid\":4,\"root\":\"SUPPORT\""' '[ "$(wc -l <err)" -eq 3 ]' 'grep -q "pairs.tsv:2: a mark is not closed" err' 'grep -q "pairs.tsv:3: neither" err' 'grep -q "pairs.tsv:4: fewer columns" err'
printf 'a\tb\n1\t2\n' >pairs.tsv
run code --pairs pairs.tsv; check "pairs without the column" all 'is 1' 'lines 0' 'one_line "no column"'
run code --pairs none.tsv;  check "pairs that are not there" all 'is 1' 'lines 0' 'one_line "none.tsv"'
run code --pairs pairs.tsv good.txt; check "pairs and other files" all 'is 2' 'one_line "no other files"'

finish
