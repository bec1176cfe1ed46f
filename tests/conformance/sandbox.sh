#!/bin/sh
# Runs a command as if the files of a folder were at the root of this machine, without a network but for itself. It runs in
# namespaces that sandbox.ts has made: when the command ends, all of this is gone.
#
#   sandbox.sh FOLDER COMMAND [ARGUMENT ...]      FOLDER/root holds the files, FOLDER/room is empty
set -eu
folder="$1"
shift

ip link set lo up
mount -t tmpfs tmpfs "${folder}/room"
cp -R "${folder}/root" "${folder}/room/root"
# Relative from here on: one of the folders that are covered may hold this one.
cd "${folder}/room"
for name in etc run tmp var; do
  mkdir -p "root/${name}" "changed/${name}" "work/${name}"
  mount -t overlay overlay -o "lowerdir=root/${name}:/${name},upperdir=changed/${name},workdir=work/${name}" "/${name}"
done
cd /
exec "$@"
