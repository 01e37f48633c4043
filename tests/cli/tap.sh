# tap.sh - sourced by the tests of the command, which are given DATELINE and SOURCE: runs the command in an empty folder, asks
# what it did, and prints the Test Anything Protocol.
dateline=$(cd "$(dirname "$1")" && pwd)/$(basename "$1") source=$(cd "$2" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
unset NO_COLOR COLUMNS
n=0 bad=0

# check NAME CONDITION...: the condition is a command.
check() {
    name=$1
    shift
    n=$((n + 1))
    if "$@" >/dev/null 2>&1; then echo "ok $n - $name"
    else
        bad=$((bad + 1))
        echo "not ok $n - $name"
        echo "# status $status; output: $(head -c 300 out | tr '\n' '/'); errors: $(head -c 300 err | tr '\n' '/')"
    fi
}
# run ARGS...: output in out, errors in err, exit status in $status.
run() {
    "$dateline" "$@" >out 2>err
    status=$?
}
is() { [ "$status" = "$1" ]; }
one_line() { [ "$(wc -l <err)" = 1 ] && grep -q "^dateline: .*$1" err; }
quiet() { [ ! -s err ]; }
lines() { [ "$(wc -l <out)" = "$1" ]; }
says() { grep -qF -- "$1" out; }
all() { for each; do eval "$each" || return 1; done; }
finish() {
    echo "1..$n"
    [ $bad = 0 ]
}
