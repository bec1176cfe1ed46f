#!/usr/bin/env bash
# Writes a small Debian 12 as a tar file: what the stand-ins for python, mongo and nginx are made of.
#
#   rootfs.sh FILE
set -Eeuo pipefail

mirror="$(sed -n 's/^URIs: *\(.*debian\)\/*$/\1/p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -n 1)"
: "${mirror:=http://deb.debian.org/debian}"
# python:3.11-slim has pip, and no compiler. nginx-light and busybox-static are taken out of it for other
# stand-ins; .NET needs ICU.
mmdebstrap --quiet --variant=minbase --include=python3,python3-pip,python3-venv,python-is-python3,nginx-light,busybox-static,libicu72 \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
  --dpkgopt='path-exclude=/usr/share/locale/*' --aptopt='Acquire::Languages "none"' \
  bookworm "$1.new.tar" "deb ${mirror} bookworm main"
mv "$1.new.tar" "$1"
