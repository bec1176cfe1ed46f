#!/usr/bin/env bash
# Installs the real tools that judge the output, a group at a time, into a cache outside the repository.
#
#   tests/conformance/tools/install.sh [group ...]      default: every group in this folder
#
# A group is a file NAME.group.sh beside this one. It is installed into $cache/NAME-<hash of that file>, so editing
# one group reinstalls that group alone. Prints the PATH that holds the tools; everything else goes to stderr.
set -Eeuo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
cache="${VARAI_GEN_TOOLS:-${XDG_CACHE_HOME:-${HOME}/.cache}/varai-gen/tools}"
mkdir -p "${cache}"

groups=("$@")
if [[ "${#groups[@]}" -eq 0 ]]; then
  for file in "${here}"/*.group.sh; do
    groups+=("$(basename "${file}" .group.sh)")
  done
fi

path=""
for group in "${groups[@]}"; do
  script="${here}/${group}.group.sh"
  hash="$(sha256sum "${script}" | cut -c1-16)"
  prefix="${cache}/${group}-${hash}"
  if [[ ! -e "${prefix}/.complete" ]]; then
    started="${SECONDS}"
    rm -rf "${prefix}"
    mkdir -p "${prefix}/bin"
    if ! (cd "${prefix}" && bash "${script}" "${prefix}" >"${prefix}/install.log" 2>&1); then
      tail -n 40 "${prefix}/install.log" >&2
      printf 'error: the tools of group %s could not be installed; see %s\n' "${group}" "${prefix}/install.log" >&2
      exit 1
    fi
    touch "${prefix}/.complete"
    printf 'installed %s in %s s\n' "${group}" "$((SECONDS - started))" >&2
  fi
  path="${path:+${path}:}${prefix}/bin"
done
printf '%s\n' "${path}"
