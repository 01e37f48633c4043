#!/bin/sh
# packages.sh [--check]: installs the Debian packages that building and testing need and that are missing, as root or
# through sudo, and says which; with --check only says.
set -eu
needed="gcc meson ninja-build pkg-config libjansson-dev libutf8proc-dev libcmocka-dev zlib1g-dev libzstd-dev libsqlite3-dev"

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    command -v meson >/dev/null && command -v ninja >/dev/null && exit 0
    echo "This is no Debian system: install by hand what these Debian packages hold: $needed" >&2
    exit 1
fi

missing=
for package in $needed; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
# A tool may be there without its package.
for pair in gcc:gcc meson:meson ninja:ninja-build pkg-config:pkg-config; do
    command -v "${pair%%:*}" >/dev/null && missing=$(echo "$missing " | sed "s/ ${pair#*:} / /; s/ $//")
done
[ -n "$missing" ] || exit 0

echo "Missing Debian packages:$missing"
[ "${1:-}" != --check ] || { echo "Install them: sudo apt-get install$missing"; exit 1; }
if [ "$(id -u)" = 0 ]; then as_root=
elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then as_root=sudo
else
    echo "Neither root nor sudo: ask somebody who is to run: apt-get install$missing" >&2
    exit 1
fi
echo "Installing them${as_root:+ through sudo} ..."
export DEBIAN_FRONTEND=noninteractive
install() { $as_root apt-get install -y -q --no-install-recommends $missing; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if { install || { $as_root apt-get update -q && install; }; } >"$log" 2>&1; then
    echo "Installed:$missing"
else
    tail -n 15 "$log" >&2
    echo "Could not install them; run by hand: apt-get update && apt-get install$missing" >&2
    exit 1
fi
