import type { Checker } from "../checker.ts";
import { deploymentsIn, newest, objectsOf, renderers } from "../kubernetes.ts";

interface Scored {
  readonly object_name: string;
  readonly checks: readonly Check[];
}

interface Check {
  readonly check: { readonly id: string; readonly name: string };
  /** 10: all is well. */
  readonly grade: number;
  readonly skipped: boolean;
  readonly comments: readonly { readonly path: string; readonly summary: string }[] | null;
}

const allIsWell = 10;

/** The pods that this policy is for are cert-manager's, and are there only while it obtains a certificate. */
const selectsForeignPods = (object: string, id: string): boolean =>
  /[/-]acme-challenges$/.test(object) && id === "networkpolicy-targets-pod";

/** Weighs how objects work together: selectors that match, probes, budgets, policies. A warning is a finding. */
export const kubeScore: Checker = {
  name: "kube-score",
  tool: { command: "kube-score", group: "kubernetes", version: ["version"], minimum: "1.20.0" },
  with: renderers,
  jobsIn: deploymentsIn,
  check: async (job, tree, workshop) => {
    const input = await objectsOf(job, tree, workshop);
    const args = [
      "score",
      "--kubernetes-version",
      newest.replace(/^(\d+\.\d+).*/, "v$1"),
      "--output-format",
      "json",
      "-",
    ];
    const { out, err } = await workshop.run("kube-score", args, { cwd: tree.folder, input });
    if (!out.startsWith("[")) return [err || out || "it says nothing"];
    return (JSON.parse(out) as readonly Scored[]).flatMap(({ object_name, checks }) =>
      checks
        .filter(
          ({ check, grade, skipped }) => !skipped && grade < allIsWell && !selectsForeignPods(object_name, check.id),
        )
        .map(
          ({ check, comments }) => `${object_name}: ${check.id}: ${comments?.map(({ summary }) => summary).join("; ")}`,
        ),
    );
  },
};
