#!/usr/bin/env bash
# Starts Traefik with these arguments, asks it how it is until it is well, gives it a second to complain of its
# configuration, and stops it. What it says goes to the output.
set -Eeuo pipefail

traefik "$@" &
traefik_id="$!"
answer=
for _ in {1..40}; do
  if answer="$(traefik healthcheck "$@" 2>&1)"; then
    answer=
    break
  fi
  # These are no matter of time: no health to ask for, and a configuration that it cannot read.
  [[ "${answer}" != *"please enable"* && "${answer}" != *"Command error"* ]] || break
  kill -0 "${traefik_id}" 2>/dev/null || break
  sleep 0.1
done
sleep 1
kill "${traefik_id}" 2>/dev/null || true
wait "${traefik_id}" || true
if [[ -n "${answer}" ]]; then
  printf 'it does not become healthy: %s\n' "${answer}"
  exit 1
fi
