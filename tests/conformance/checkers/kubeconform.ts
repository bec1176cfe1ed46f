import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { deploymentsIn, newest, objectsOf, renderers } from "../kubernetes.ts";

const oldest = "1.31.0";

/** Holds every object to the schemas of the API, and of what extends it, of two releases. */
export const kubeconform: Checker = {
  name: "kubeconform",
  tool: { command: "kubeconform", group: "kubernetes", version: ["-v"], minimum: "0.8.0" },
  with: renderers,
  jobsIn: deploymentsIn,
  check: async (job, tree, workshop) => {
    const input = await objectsOf(job, tree, workshop);
    const schemas = `${workshop.toolbox.prefixOf("kubeconform")}/schemas`;
    const findings: string[] = [];
    for (const version of [oldest, newest]) {
      const args = [
        "-strict",
        ...["-kubernetes-version", version],
        ...[
          "-schema-location",
          `${schemas}/kubernetes/{{ .NormalizedKubernetesVersion }}/{{ .ResourceKind }}{{ .KindSuffix }}.json`,
        ],
        ...["-schema-location", `${schemas}/extensions/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json`],
      ];
      findings.push(...complaintsOf(await workshop.run("kubeconform", args, { cwd: tree.folder, input })));
    }
    return findings;
  },
};
