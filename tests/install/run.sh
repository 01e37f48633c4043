#!/bin/sh
# run.sh BUILD PREFIX SANITIZE: installs into an empty folder and uses what is there as a stranger would: the command from
# another place, and both libraries through pkg-config. Prints the Test Anything Protocol.
build=$1 prefix=$2 sanitize=$3
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
unset DATELINE_DATA
n=0 bad=0
check() {
    name=$1
    shift
    n=$((n + 1))
    if "$@" >log 2>&1; then echo "ok $n - $name"
    else
        bad=$((bad + 1))
        echo "not ok $n - $name"
        sed 's/^/# /' log | tail -n 20
    fi
}
check "install into DESTDIR" env DESTDIR="$work/to" meson install -C "$build" --no-rebuild
tree="$work/to$prefix"
check "the manual" test -s "$tree/share/man/man1/dateline.1"
check "the command finds its model and data" sh -c "echo 'The envoy left.' | '$tree/bin/dateline' read"

pc=$(dirname "$(find "$tree" -name dateline.pc)")
lib=$(dirname "$(find "$tree" -name 'libdateline.so')")
flags() { PKG_CONFIG_PATH="$pc" PKG_CONFIG_SYSROOT_DIR="$work/to" pkg-config "$@" dateline; }
[ "$sanitize" = none ] || with="-fsanitize=$sanitize"
compile() { ${CC:-cc} $with -Wall -Wextra -Werror -o "$1" "$here/two_threads.c" $2 -pthread; }
check "pkg-config knows the version" sh -c "[ \"\$(PKG_CONFIG_PATH='$pc' pkg-config --modversion dateline)\" ]"
check "a program against the shared library" compile with_shared "$(flags --cflags --libs)"
check "reads from two threads" env LD_LIBRARY_PATH="$lib" ./with_shared "$tree/share/dateline"
check "a program against the static library" compile with_static "$(flags --cflags) $lib/libdateline.a $(flags --static --libs | sed 's/-ldateline//')"
check "reads from two threads" ./with_static "$tree/share/dateline"
check "shows nothing but dl_ names" sh -c "! nm -D --defined-only '$lib/libdateline.so' | grep -E ' [TDB] ' | grep -v ' dl_' | grep -vE '__|_init|_fini|asan|ubsan'"
check "the header alone as C++" sh -c "command -v c++ >/dev/null || exit 0; echo '#include <dateline.h>' | c++ -Wall -Wextra -Werror -fsyntax-only -x c++ -I'$tree/include' -"
echo "1..$n"
[ $bad = 0 ]
