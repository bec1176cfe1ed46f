import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { vaultAgentFiles } from "../files.ts";
import { jobPerFile } from "../trees.ts";

/** Has Vault's own packages read configurations of its agent. */
export const vaultAgent: Checker = {
  name: "vault-agent",
  tool: { command: "vault-agent-config", group: "vault", version: ["--version"], minimum: "1.19.0" },
  jobsIn: (tree) => jobPerFile(vaultAgentFiles(tree)),
  check: async (job, tree, workshop) =>
    complaintsOf(await workshop.run("vault-agent-config", [job.subject], { cwd: tree.folder })),
};
