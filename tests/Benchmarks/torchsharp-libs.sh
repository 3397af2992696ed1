#!/usr/bin/env bash
# torchsharp-libs.sh DIR: fetches the C and C++ libraries of Debian 13 into DIR, for --torchsharp-libs on Debian 12.
# Nothing is installed: apt works in DIR alone, and only a program that is started by DIR's loader sees them.
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: $0 DIR" >&2; exit 2; }
mkdir -p "$1"
dir=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
site=$(apt-get indextargets --format '$(SITE)' | grep '/debian/\?$' | head -n 1) # the archive that this machine already uses
[ -n "$site" ] || { echo "apt knows no Debian archive; run apt-get update first" >&2; exit 1; }
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site trixie main" > "$work/sources.list"
apt() {
  apt-get -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$work/lists" \
    -o Dir::Cache="$work/cache" -o APT::Sandbox::User="$(id -un)" -qq "$@"
}
cd "$work"
apt update
apt download libc6 libgcc-s1 libstdc++6
for package in *.deb; do dpkg -x "$package" "$work/unpacked"; done
cp -a "$work"/unpacked/usr/lib/x86_64-linux-gnu/*.so* "$dir/"
echo "$dir"
