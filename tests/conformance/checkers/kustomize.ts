import type { Checker } from "../checker.ts";
import { buildOverlay, overlaysIn } from "../kubernetes.ts";

/** Builds every overlay with Kustomize and with kubectl, which brings a Kustomize of its own. */
export const kustomize: Checker = {
  name: "kustomize",
  tool: { command: "kubectl", group: "debian", version: ["version", "--client"], minimum: "1.34" },
  jobsIn: (tree) => overlaysIn(tree).map(({ folder, files }) => ({ subject: folder, files })),
  check: async (job, tree, workshop) => {
    const built = await buildOverlay(job.subject, tree, workshop);
    const { out, err } = await workshop.run("kubectl", ["kustomize", job.subject], { cwd: tree.folder });
    return out === built ? [] : [`kubectl builds something else: ${err}`];
  },
};
