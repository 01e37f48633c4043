#!/bin/sh
# embed_page.sh BUILD_SCRIPT WORK OUT.c MODE: builds the page into WORK/page and makes a C file that holds its files packed by gzip.
# MODE disabled leaves the page out; auto leaves it out, with a word, where it cannot be built; enabled fails then.
set -eu
build=$1 work=$2 out=$3 mode=$4
mkdir -p "$work/page" "$work/packed"
files=
if [ "$mode" != disabled ]; then
    status=0
    "$build" "$work/npm" "$work/page" || status=$?
    if [ $status = 0 ]; then files=$(cd "$work/page" && find . -type f | LC_ALL=C sort)
    elif [ "$mode" = enabled ]; then exit 1
    else echo "the program is built without its page" >&2
    fi
fi
{
    echo '/* Made by embed_page.sh. */'
    echo '#include "serve/private.h"'
    n=0
    table=
    for file in $files; do
        case $file in
        *.html) type='text/html; charset=utf-8' ;;
        *.js) type='text/javascript; charset=utf-8' ;;
        *.css) type='text/css; charset=utf-8' ;;
        *.svg) type='image/svg+xml' ;;
        *.json) type='application/json' ;;
        *.webmanifest) type='application/manifest+json' ;;
        *.png) type='image/png' ;;
        *.woff2) type='font/woff2' ;;
        *) type='application/octet-stream' ;;
        esac
        gzip -9nc "$work/page/$file" >"$work/packed/$n"
        tag=$(sha256sum <"$work/packed/$n" | cut -c1-16)
        size=$(wc -c <"$work/packed/$n")
        printf '__asm__(".section .rodata\\n.balign 16\\n.type page_bytes_%d, @object\\npage_bytes_%d:\\n.incbin \\"%s\\"\\n.byte 0\\n.previous");\n' \
            $n $n "$(cd "$work/packed" && pwd)/$n"
        printf 'extern const unsigned char page_bytes_%d[] __attribute__((visibility("hidden")));\n' $n
        table="$table    {\"${file#.}\", \"$type\", \"\\\\\"$tag\\\\\"\", page_bytes_$n, $((size))},\n"
        n=$((n + 1))
    done
    printf 'const page_file page_files[] = {\n'
    printf "$table" | sed 's/\\\\/\\/g'
    printf '    {0, 0, 0, 0, 0}};\nconst size_t page_n_files = %d;\n' $n
} >"$out"
