import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { nginxFiles } from "../files.ts";
import { nginxConfig, nginxContainer } from "../nginx-files.ts";
import { runWithFiles, sandboxNeeds } from "../sandbox.ts";
import { jobPerFile } from "../trees.ts";

/** Has nginx read its configuration, at the place where it is in a container. A warning is a finding. */
export const nginx: Checker = {
  name: "nginx",
  tool: { command: "nginx", group: "debian", version: ["-v"], minimum: "1.28.0" },
  needs: sandboxNeeds,
  jobsIn: (tree) => jobPerFile(nginxFiles(tree)),
  check: async (job, tree, workshop) => {
    const files = await nginxContainer(job, tree, workshop);
    const outcome = await runWithFiles(workshop, files, ["nginx", "-t", "-q", "-c", nginxConfig]);
    return complaintsOf(outcome.err === "" ? outcome : { ...outcome, code: 1 });
  },
};
