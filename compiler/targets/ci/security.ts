import { clustersOf } from "../../kubernetes/cluster.ts";
import type { PolicyException } from "../../model/hardening.ts";
import type { Platform } from "../../model/platform.ts";
import type { Workload } from "../../model/workload.ts";
import { folderOf } from "../paths.ts";
import type { Artifact } from "../target.ts";
import type { Pipeline } from "./pipeline.ts";

/** An exception of a workload from the policy. */
interface ExceptionView {
  readonly workload: string;
  /** The IDs of Trivy's checks. */
  readonly checks: readonly string[];
  readonly reason: string;
}

/** The checks that fail for each kind of exception. */
const checksOf: Readonly<Partial<Record<PolicyException["allow"], readonly string[]>>> = {
  capability: ["KSV-0005", "KSV-0022", "KSV-0119", "KSV-0120"],
  "host-network": ["KSV-0009"],
  "host-path": ["KSV-0006", "KSV-0023", "KSV-0121"],
  "host-processes": ["KSV-0010"],
  privileged: ["KSV-0001", "KSV-0017"],
  "run-as-root": ["KSV-0012"],
  "writable-root": ["KSV-0014"],
};

/** The settings of Trivy, for scans of images and of configuration. */
export function securityArtifacts({ platform, scan, lint }: Pipeline): readonly Artifact[] {
  const { specName } = platform;
  if (scan === undefined) return [];
  const exceptions = exceptionsOf(platform);
  const rules = "security/container-security.rego";
  const policy = {
    specName,
    kustomize: lint.overlays.length > 0 ? folderOf(platform, "kustomize") : "",
    ignores: exceptions.length > 0 ? rules : "",
  };
  return [
    {
      path: "security/trivy-scan.yml",
      template: "ci/trivy-scan.yml",
      view: { specName, severity: scan.severity, ignoreUnfixed: scan.ignoreUnfixed },
    },
    { path: "security/container-security.yml", template: "ci/container-security.yml", view: policy },
    ...(exceptions.length > 0
      ? [{ path: rules, template: "ci/container-security.rego", view: { specName, exceptions } }]
      : []),
  ];
}

/** The exceptions of workloads in clusters. */
function exceptionsOf(platform: Platform): readonly ExceptionView[] {
  const clusters = [...clustersOf(platform, "kustomize"), ...clustersOf(platform, "helm")];
  const workloads = clusters.flatMap(({ environment }) => [...environment.services, ...environment.jobs]);
  const byText = new Map(workloads.flatMap(viewsOf).map((view) => [JSON.stringify(view), view]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, view]) => view);
}

function viewsOf({ name, hardening }: Workload): readonly ExceptionView[] {
  return hardening.exceptions.flatMap(({ allow, reason }) => {
    const checks = checksOf[allow];
    return checks === undefined ? [] : [{ workload: name, checks, reason }];
  });
}
