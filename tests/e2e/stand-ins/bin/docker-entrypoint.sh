#!/bin/sh
# The real one makes the first user of the database, from the same variables, and needs a writable home for it.
set -eu
: >"${HOME:?}/.mongodb"
exec "$@"
