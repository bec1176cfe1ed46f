import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as assert from "uvu/assert";
import { fakesIn, repositoryIn } from "../ci-scripts.ts";
import { compiledAt } from "../compiled.ts";
import type { World } from "./steps.ts";

/** A repository on GitHub with the output of a specification, and a registry, clusters and tools that note their calls. */
export interface Surroundings extends World {
  readonly git: (...args: readonly string[]) => string;
  readonly commit: (...paths: readonly string[]) => string;
  /** The effects since the last call: `push`, `scan`, `sign`, `tag`, `deploy`, `start`. */
  effects(): readonly string[];
  /** The digest of an image in the registry; empty: none. */
  digestOf(image: string): string;
}

const note = (text: string): string => `printf '%s\\n' "${text}" >>"$STATE/log"`;

/** The programs that stand for real ones. The registry has a line per image: its name and digest. */
const programs: Readonly<Record<string, string>> = {
  cosign: `image="\${!#}"
case "$1" in
  sign) printf '%s %s\\n' "$image" "$GITHUB_SHA" >>"$STATE/signed"; ${note("sign $image")} ;;
  verify) grep -qxF "$2 $GITHUB_SHA" "$STATE/signed" ;;
esac`,
  // It downloads the compiler of Bicep, or calls a health address through a port that kubectl forwards.
  curl: `case "$*" in
  *bicep-linux*) printf '#!/bin/sh\n' >"$RUNNER_TEMP/bicep" ;;
  *) until grep -qs forwards "$STATE/forwards"; do sleep 0.05; done ;;
esac`,
  docker: `case "$*" in
  *"imagetools create"*)
    shift 3; tags=(); sources=()
    while [ $# -gt 0 ]; do
      if [ "$1" = --tag ]; then tags+=("$2"); shift 2; else sources+=("\${1#*@}"); shift; fi
    done
    digest="\${sources[0]}"
    [ "\${#sources[@]}" = 1 ] || digest="sha256:$(printf '%s' "\${sources[*]}" | sha256sum | cut -c 1-12)"
    for tag in "\${tags[@]}"; do
      grep -vF "$tag " "$STATE/registry" >"$STATE/registry.new" || true
      printf '%s %s\\n' "$tag" "$digest" >>"$STATE/registry.new"
      mv "$STATE/registry.new" "$STATE/registry"
      ${note("tag $tag $digest")}
    done ;;
  *"--raw"*) printf '{"manifests":[{"digest":"sha256:own","platform":{"os":"linux","architecture":"amd64"}}]}' ;;
  *"imagetools inspect"*) digest="$(awk -v image="$4" '$1 == image { print $2 }' "$STATE/registry")"; [ -n "$digest" ] && printf '{"digest":"%s"}' "$digest" ;;
esac`,
  digests: `grep -o 'sha256:[0-9a-f]*' "$1" | sort -u | tr '\\n' ' '`,
  gh: `case "$*" in
  *"/statuses?"*) id="\${2#*deployments/}"; awk -v id="\${id%%/*}" '$1 == id { print $3 }' "$STATE"/deployments-* ;;
  *deployments\\?environment*) name="\${2#*environment=}"; awk '{ print $1, $2 }' "$STATE/deployments-\${name%%&*}" 2>/dev/null || true ;;
  *environments*) printf '%s\\n' "$REVIEWERS" ;;
  *commits*) git -C "$STATE/repository" rev-parse "\${2##*commits/}" ;;
  *runs\\?*) grep -c latest "$STATE/registry" || true ;;
  "workflow run"*) ${note("start ${*:3}")} ;;
esac`,
  helm: `case "$1" in
  list) printf '[]' ;;
  upgrade) ${note("deploy helm $(digests $RUNNER_TEMP/digests.yaml)")} ;;
esac`,
  kubectl: `case "$*" in
  "get jobs"*) printf '{"items":[]}' ;;
  port-forward*) printf 'forwards\\n' >"$STATE/forwards" ;;
  *--dry-run*) printf 'service/shop\\n' ;;
  "apply --kustomize "*) ${note("deploy kustomize $(digests $STATE/kustomize)")} ;;
esac`,
  kustomize: `printf '%s\\n' "$*" >"$STATE/kustomize"`,
  npx: `[ "\${*: -1}" = lock ] || printf '%s\\n' "$CHANGES" >generated.txt`,
  sha256sum: `case "$*" in *--check*) cat >/dev/null ;; *) /usr/bin/sha256sum "$@" ;; esac`,
  sleep: "/bin/sleep 0.05",
  syft: ":",
  tar: `case "$*" in *index.json) printf '{"manifests":[{"digest":"sha256:abc"}]}' ;; *) printf '{"config":{"size":1},"layers":[{"size":1}]}' ;; esac`,
  trivy: ":",
};

/** Sets the surroundings up in a folder. */
export async function surroundingsOf(spec: string, folder: string, files: readonly string[]): Promise<Surroundings> {
  const { files: compiled } = await compiledAt(spec);
  const { git, commit } = repositoryIn(`${folder}/repository`);
  for (const { path, text } of compiled) {
    if (!path.startsWith(".github/") && !files.some((part) => path.startsWith(part))) continue;
    mkdirSync(dirname(`${folder}/repository/${path}`), { recursive: true });
    writeFileSync(`${folder}/repository/${path}`, text, { mode: 0o755 });
  }
  // tests/thorough/bicep-deploy.test.ts runs the real one.
  mkdirSync(`${folder}/repository/bicep`);
  const deploy = `#!/bin/bash\n[ "$2" = preview ] || ${note("deploy az")}\n`;
  writeFileSync(`${folder}/repository/bicep/deploy.sh`, deploy, { mode: 0o755 });
  commit("generated.txt");
  for (const name of ["log", "registry", "signed"]) writeFileSync(`${folder}/${name}`, "");
  mkdirSync(`${folder}/artifacts`);
  const lines = (name: string): readonly string[] =>
    readFileSync(`${folder}/${name}`, "utf8").split("\n").filter(Boolean);
  const log = (text: string): void => writeFileSync(`${folder}/log`, `${text}\n`, { flag: "a" });
  let deployments = 0;
  return {
    folder,
    git,
    commit,
    read: (path) => compiled.find((file) => file.path === path)?.text ?? "",
    env: { ...fakesIn(`${folder}/tools`, programs), HOME: folder, STATE: folder, CHANGES: "1", REVIEWERS: "1" },
    secrets: { KUBECONFIG: "config", REGISTRY_PASSWORD: "password" },
    vars: { REGISTRY_USERNAME: "octo", CURRENCY: "EUR", SELLER: "shop" },
    act: (action, inputs, cwd, { sha, number }) => actOf(action, inputs, cwd, { sha, number, folder, log }),
    deployed: (environment, sha, result) => {
      deployments += 1;
      const path = `${folder}/deployments-${environment}`;
      const before = existsSync(path) ? readFileSync(path, "utf8") : "";
      writeFileSync(path, `${deployments} ${sha} ${result}\n${before}`);
    },
    fails: () => false,
    effects: () => {
      const found = lines("log");
      writeFileSync(`${folder}/log`, "");
      return found.map((line) => line.trim());
    },
    digestOf: (image) =>
      lines("registry")
        .find((line) => line.startsWith(`${image} `))
        ?.split(" ")[1] ?? "",
  };
}

interface Call {
  readonly sha: string;
  readonly number: number;
  readonly folder: string;
  log(text: string): void;
}

/** What actions do, as far as later steps see it. */
function actOf(
  action: string,
  inputs: Readonly<Record<string, string>>,
  cwd: string,
  call: Call,
): Readonly<Record<string, string>> {
  const { sha, number, folder, log } = call;
  switch (action) {
    case "actions/checkout":
      for (const args of [
        ["clone", "--quiet", `${folder}/repository`, "."],
        ["checkout", "--quiet", inputs.ref || sha],
      ]) {
        const { status, stderr } = spawnSync("git", args, { cwd, encoding: "utf8" });
        assert.is(status, 0, stderr);
      }
      return {};
    case "docker/bake-action": {
      const { targets = "", set = "" } = inputs;
      if (!set.includes("push=true")) return {};
      const digest = `sha256:${createHash("sha256").update(`${targets} ${sha} ${number}`).digest("hex").slice(0, 12)}`;
      log(`push ${targets}`);
      return { metadata: JSON.stringify({ [targets]: { "containerimage.digest": digest } }) };
    }
    case "aquasecurity/trivy-action":
      log(`scan ${inputs["image-ref"] || inputs.input || inputs["scan-ref"]}`);
      return {};
    case "actions/upload-artifact":
      uploaded(inputs, cwd, call);
      return {};
    case "actions/download-artifact":
      return downloaded(inputs, cwd, call);
    case "anchore/sbom-action/download-syft":
      return { cmd: "syft" };
    default:
      return {};
  }
}

/** Keeps a file or a folder as an artifact of the run. No job reads what patterns match. */
function uploaded({ name, path = "" }: Readonly<Record<string, string>>, cwd: string, { folder, number }: Call): void {
  if (path.includes("*")) return;
  const source = path.startsWith("/") ? path : `${cwd}/${path}`;
  cpSync(source, `${folder}/artifacts/${number}.${name}`, { recursive: true });
}

/** Copies the artifacts of the run whose names match. */
function downloaded(
  inputs: Readonly<Record<string, string>>,
  cwd: string,
  { folder, number }: Call,
): Readonly<Record<string, string>> {
  const wanted = `${number}.${(inputs.pattern ?? inputs.name ?? "").replace("*", "")}`;
  const found = readdirSync(`${folder}/artifacts`).filter((name) =>
    inputs.pattern ? name.startsWith(wanted) : name === wanted,
  );
  const target = inputs.path?.startsWith("/") ? inputs.path : `${cwd}/${inputs.path}`;
  for (const name of found)
    cpSync(`${folder}/artifacts/${name}`, inputs.pattern ? target : `${target}/changes.patch`, { recursive: true });
  return {};
}
