#!/bin/sh
# Runs a Docker engine in the namespaces that engine.ts has made, with its socket and its data in one folder. It builds
# nothing that needs a network, so it gets none.
set -eu
folder="$1"

mount -t proc proc /proc
mount -t tmpfs tmpfs "${folder}/data"
exec dockerd \
  --data-root "${folder}/data/root" \
  --exec-root "${folder}/data/exec" \
  --pidfile "${folder}/data/pid" \
  --host "unix://${folder}/docker.sock" \
  --storage-driver overlay2 \
  --bridge none \
  --iptables=false \
  --ip6tables=false \
  --userland-proxy=false
