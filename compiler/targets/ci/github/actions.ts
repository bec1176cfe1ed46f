import { actions as pins } from "../../../built/actions.js";
import { nearest } from "../../../diagnostics/suggest.ts";
import type { Reporter } from "../../../model/reporter.ts";
import type { CiTargetSpec } from "../../../spec/spec.ts";

/** The actions of the workflows, by their names in templates. */
const names = {
  attest: "actions/attest",
  azureLogin: "azure/login",
  bake: "docker/bake-action",
  buildx: "docker/setup-buildx-action",
  checkout: "actions/checkout",
  cluster: "azure/k8s-set-context",
  cosign: "sigstore/cosign-installer",
  download: "actions/download-artifact",
  hadolint: "hadolint/hadolint-action",
  login: "docker/login-action",
  node: "actions/setup-node",
  sbom: "anchore/sbom-action",
  trivy: "aquasecurity/trivy-action",
  upload: "actions/upload-artifact",
  uploadSarif: "github/codeql-action",
} as const;

/** Folders of actions in repositories with several. */
const folders: Partial<Readonly<Record<keyof typeof names, string>>> = {
  sbom: "/download-syft",
  uploadSarif: "/upload-sarif",
};

/** Values of `uses`, by the names in templates: `owner/name@commit # release`. */
export type Actions = Readonly<Record<keyof typeof names, string>>;

/** The actions in their default versions or those of the specification. Reports actions that no workflow uses. */
export function actionsOf({ actions: own = {} }: CiTargetSpec, reporter: Reporter): Actions {
  const known: readonly string[] = Object.values(names);
  for (const action of Object.keys(own)) {
    if (known.includes(action)) continue;
    reportUnknown(action, nearest(action, known), reporter);
  }
  const entries = Object.entries(names).map(([key, name]) => {
    const [tag, commit] = (own[name] ?? pins[name] ?? "").split("@");
    if (!commit) throw new Error(`actions.yaml has no ${name}`);
    return [key, `${name}${folders[key as keyof typeof names] ?? ""}@${commit} # ${tag}`];
  });
  return Object.fromEntries(entries) as Actions;
}

/** Reports an action that no workflow uses. */
export function reportUnknown(action: string, suggestion: string | undefined, reporter: Reporter): void {
  const replacement = suggestion === undefined ? {} : { replacement: suggestion };
  const spot = { path: ["targets", "ci", "actions", action], half: "key", within: action } as const;
  reporter.report("ci/unknown-action", spot, { action, suggestion }, replacement);
}
