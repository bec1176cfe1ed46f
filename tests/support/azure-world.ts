// A repository, a registry, a cluster and Azure DevOps that stand for the real ones in runs of pipelines.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fakesIn, repositoryIn } from "./ci-scripts.ts";

/** Each call is written down with its number; the one with the number $FAIL_AT fails. */
const note = `printf '%s\\n' "\${0##*/} $*" >>"$LOG"
[ "$(wc -l <"$LOG")" != "\${FAIL_AT:-0}" ] || exit 1`;

/** Images are lines of $STORED: a name and a digest. Their commit is $BUILT_FROM, or the one that is released. */
const docker = `${note}
case "$*" in
  "create "*) printf 'container\\n' ;;
  "cp "*) cp "$TOOLS/\${2##*/}" "$3" ;;
  *"json .Image}"*) printf '{"config":{"Labels":{"org.opencontainers.image.revision":"%s"}}}' "\${BUILT_FROM:-$COMMIT}" ;;
  *--raw*) printf '{"manifests":[{"digest":"sha256:one","platform":{"os":"linux","architecture":"amd64"}}]}' ;;
  *"imagetools create"*)
    tags=(); sources=()
    while [ $# -gt 0 ]; do
      case "$1" in --tag) tags+=("$2"); shift ;; *@*) sources+=("\${1#*@}") ;; esac
      shift
    done
    digest="\${sources[0]}"
    [ "\${#sources[@]}" = 1 ] || digest="sha256:$(printf '%s' "\${sources[*]}" | sha256sum | cut -c 1-12)"
    for tag in "\${tags[@]}"; do printf '%s %s\\n' "$tag" "$digest" >>"$STORED"; done ;;
  *"imagetools inspect"*)
    awk -v tag="$4" '$1 == tag { d = $2 } END { if (d == "") exit 1; printf "{\\"digest\\":\\"%s\\"}", d }' "$STORED" ;;
  *--metadata-file*) printf '{"%s":{"containerimage.digest":"sha256:%s"}}' "\${!#}" "\${!#}" >metadata.json ;;
esac`;

const programs = {
  az: note,
  bicep: note,
  cosign: `${note}
case "$1" in verify) grep -qxF "\${!#}" "$SIGNED" ;; sign) printf '%s\\n' "\${!#}" >>"$SIGNED" ;; esac`,
  docker,
  curl: `${note}
case "$*" in
  *checks/configurations*) printf '%s' "\${CHECKS-$ALL_CHECKS}" ;;
  *environmentdeploymentrecords*) printf '%s' "\${RECORDS-[]}" | jq '{ value: . }' ;;
  *buildIds*) printf '{"value":[{"sourceVersion":"%s"}]}' "$DEPLOYED" ;;
  *build/definitions*) printf '%s' "$DEFINITIONS" ;;
  *18080*) until grep -q port-forward "$LOG"; do sleep 0.05; done; [ "\${HEALTH:-ok}" = ok ] ;;
  *--output*) while [ "$1" != --output ]; do shift; done; : >"$2" ;;
esac`,
  helm: `${note}
case "$1" in list) printf '[{"revision":"7"}]' ;; esac`,
  kubectl: `${note}
case "$*" in
  "apply "*dry-run*) printf 'deployment.apps/shop\\nservice/shop\\n' ;;
  "get cronjob,"*) printf 'deployment.apps/shop\\ndeployment.apps/old\\nservice/shop\\n' ;;
  "get jobs"*) printf '{"items":[{"metadata":{"name":"migrate"},"status":{"conditions":[{"type":"Failed","status":"True"}]}}]}' ;;
  get*) printf '%s' "\${OBJECTS:-}" ;;
esac`,
  kustomize: note,
  sha256sum: 'case "$*" in *--check*) cat >/dev/null ;; *) exec /usr/bin/sha256sum "$@" ;; esac',
  sleep: "exec /bin/sleep 0.01",
  syft: `${note}
sbom="\${!#}" && : >"\${sbom#*=}"`,
};

const deployed = JSON.stringify({
  kind: "Deployment",
  metadata: { annotations: { "kubectl.kubernetes.io/last-applied-configuration": '{"kind":"Deployment"}' } },
});

/** What pipelines run in. */
export interface AzureWorld {
  readonly folder: string;
  readonly sources: string;
  readonly git: (...args: readonly string[]) => string;
  readonly commit: (...paths: readonly string[]) => string;
  /** The environment of the agent. */
  readonly env: Readonly<Record<string, string>>;
  /** The calls since the last time. */
  readonly calls: () => readonly string[];
}

/** A new world: nothing is released or deployed. */
export function newWorld(): AzureWorld {
  const folder = mkdtempSync(`${tmpdir()}/varai-gen-azure-`);
  const sources = `${folder}/s`;
  const { git, commit } = repositoryIn(sources);
  git("remote", "add", "origin", ".");
  mkdirSync(`${sources}/bicep`);
  writeFileSync(`${sources}/bicep/deploy.sh`, `#!/bin/bash\n${note}\nprintf '%s\\n' "$DIGEST_SHOP" >>"$LOG"\n`, {
    mode: 0o755,
  });
  commit("kubernetes/local/qa/kustomization.yaml", "kubernetes/local/prod/kustomization.yaml", "shop/server.js");
  const log = `${folder}/log`;
  for (const name of ["log", "stored", "signed"]) writeFileSync(`${folder}/${name}`, "");
  mkdirSync(`${folder}/temp`);
  const calls = (): readonly string[] => {
    const lines = readFileSync(log, "utf8").split("\n").filter(Boolean);
    writeFileSync(log, "");
    return lines;
  };
  const env = {
    ...fakesIn(`${folder}/tools`, programs),
    AGENT_TEMPDIRECTORY: `${folder}/temp`,
    ALL_CHECKS: '{"value":[{"type":{"name":"Approval"}},{"type":{"name":"ExclusiveLock"}}]}',
    BUILD_BUILDID: "7",
    DEPLOYED: "",
    DOCKER_CONFIG: folder,
    ENVIRONMENT_ID: "1",
    LOG: log,
    OBJECTS: deployed,
    PIPELINE_WORKSPACE: folder,
    SIGNED: `${folder}/signed`,
    TOOLS: `${folder}/tools`,
    STORED: `${folder}/stored`,
    SYSTEM_COLLECTIONURI: "https://dev.azure.com/octo/",
    SYSTEM_STAGEATTEMPT: "1",
    SYSTEM_TEAMPROJECTID: "shop",
  };
  return { folder, sources, git, commit, env, calls };
}

/** Deletes a world. */
export function deleteWorld({ folder }: AzureWorld): void {
  rmSync(folder, { recursive: true, force: true });
}
