#!/bin/sh
# Runs a Docker engine in the namespaces that engine.sh has made.
#
#   dockerd.sh DATA_ROOT FOLDER
set -eu

# Mounts are shared, as systemd makes them: some containers mount the host's file systems as they change.
mount --make-rshared /
mount -t proc proc /proc
ip link set lo up
# cAdvisor mounts it.
mkdir -p /var/lib/docker
# The first process of a namespace inherits orphans, and has to bury them.
exec docker-init -- dockerd --data-root "$1" --storage-driver overlay2 \
  --exec-root "$2/exec" --pidfile "$2/pid" --host "unix://$2/docker.sock"
