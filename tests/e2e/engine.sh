# shellcheck shell=bash
# A Docker engine of the test's own. It lives in namespaces of its own, so it leaves no bridge, no firewall rule and no
# mount behind; when the test ends, by whatever means, the kernel ends the engine and every container with it.
#
# Sourced by run.sh.

engine_folder=""
engine_parent=""
engine_pid=""

# start_engine DATA_ROOT exports DOCKER_HOST.
start_engine() {
  engine_folder="/run/varai-gen-e2e-$$"
  mkdir "${engine_folder}"
  export DOCKER_HOST="unix://${engine_folder}/docker.sock"
  setpriv --pdeathsig KILL unshare --mount --net --pid --fork --kill-child \
    sh "${BASH_SOURCE[0]%/*}/dockerd.sh" "$1" "${engine_folder}" >"${engine_folder}/log" 2>&1 &
  engine_parent="$!"
  local attempt
  for ((attempt = 0; attempt < 300; attempt++)); do
    if docker version >/dev/null 2>&1; then
      engine_pid="$(<"/proc/${engine_parent}/task/${engine_parent}/children")"
      engine_pid="${engine_pid%% *}"
      return 0
    fi
    kill -0 "${engine_parent}" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 30 "${engine_folder}/log" >&2
  printf 'error: the Docker engine did not start\n' >&2
  return 1
}

# Runs a command where the ports that containers publish are open.
in_network() {
  nsenter --target "${engine_pid}" --net "$@"
}

# Removes everything but the stand-ins for base images.
clear_engine() {
  local containers volumes images
  mapfile -t containers < <(docker ps --all --quiet)
  [[ "${#containers[@]}" -eq 0 ]] || docker rm --force --volumes "${containers[@]}" >/dev/null
  mapfile -t volumes < <(docker volume ls --quiet)
  [[ "${#volumes[@]}" -eq 0 ]] || docker volume rm --force "${volumes[@]}" >/dev/null
  docker network prune --force >/dev/null
  mapfile -t images < <(docker images --format '{{.Repository}}:{{.Tag}}' | grep -v -e '^stand-in/' -e '<none>')
  [[ "${#images[@]}" -eq 0 ]] || docker rmi --force "${images[@]}" >/dev/null
  docker image prune --force >/dev/null
  docker builder prune --all --force >/dev/null
}

# May be called at any time, and more than once.
stop_engine() {
  if [[ -n "${engine_pid}" ]]; then
    kill "${engine_pid}" 2>/dev/null || true
    local attempt
    for ((attempt = 0; attempt < 100; attempt++)); do
      kill -0 "${engine_parent}" 2>/dev/null || break
      sleep 0.1
    done
    engine_pid=""
  fi
  if [[ -n "${engine_parent}" ]]; then
    kill -KILL "${engine_parent}" 2>/dev/null || true
    wait "${engine_parent}" 2>/dev/null || true
    engine_parent=""
  fi
  if [[ -n "${engine_folder}" ]]; then
    rm -rf "${engine_folder}"
    engine_folder=""
  fi
}
