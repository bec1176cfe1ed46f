#!/usr/bin/env bash
# Writes a Debian 12 with Java, Gradle and Redis as a tar file: what the stand-ins for their images are made of.
#
#   rootfs-java.sh FILE
set -Eeuo pipefail

mirror="$(sed -n 's/^URIs: *\(.*debian\)\/*$/\1/p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -n 1)"
: "${mirror:=http://deb.debian.org/debian}"
# The package of Java links a manual page. The shell of the hook expands $1, the folder of the system.
# shellcheck disable=SC2016
mmdebstrap --quiet --variant=minbase --include=openjdk-17-jdk-headless,gradle,redis-server,busybox-static \
  --essential-hook='mkdir -p "$1/usr/share/man/man1"' \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
  --dpkgopt='path-exclude=/usr/share/locale/*' --aptopt='Acquire::Languages "none"' \
  bookworm "$1.new.tar" "deb ${mirror} bookworm main"
mv "$1.new.tar" "$1"
