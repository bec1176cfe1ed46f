import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { dockerfiles, present } from "../files.ts";

const config = ".hadolint.yaml";

/** Lints Dockerfiles, and the shell in them. Trusted registries and exceptions are those of the tree itself. */
export const hadolint: Checker = {
  name: "hadolint",
  tool: { command: "hadolint", group: "python", version: ["--version"], minimum: "2.15.0" },
  jobsIn: (tree) => dockerfiles(tree).map((file) => ({ subject: file, files: [file, ...present(tree, config)] })),
  check: async (job, tree, workshop) => {
    const settings = job.files.includes(config) ? ["--config", config] : [];
    const args = ["-t", "style", "--no-color", ...settings, job.subject];
    const outcome = await workshop.run("hadolint", args, { cwd: tree.folder });
    return complaintsOf(outcome).map((line) => line.replace(`${job.subject}:`, ""));
  },
};
