#!/usr/bin/env bash
# Writes a small Debian 12 with PostgreSQL and Redis as a tar file.
#
#   rootfs.sh FILE
set -Eeuo pipefail

mirror="$(sed -n 's/^URIs: *\(.*debian\)\/*$/\1/p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -n 1)"
: "${mirror:=http://deb.debian.org/debian}"
mmdebstrap --quiet --variant=minbase --include=postgresql-15,redis-server \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
  --dpkgopt='path-exclude=/usr/share/locale/*' --aptopt='Acquire::Languages "none"' \
  bookworm "$1.new.tar" "deb ${mirror} bookworm main"
mv "$1.new.tar" "$1"
