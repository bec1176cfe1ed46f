import type { Checker, Tree } from "../checker.ts";
import { stagesOf } from "../dockerfile.ts";
import { clientEnv } from "../engine.ts";
import { complaintsOf } from "../execute.ts";
import { bakeFiles, dockerfiles } from "../files.ts";
import { textInRepository, textOf } from "../trees.ts";

interface Plan {
  readonly target?: Readonly<
    Record<string, { readonly dockerfile?: string; readonly target?: string; readonly context?: string }>
  >;
}

/** Has buildx read bake files, every group and target, and looks whether what they build is there. */
export const bake: Checker = {
  name: "bake",
  tool: { command: "docker", group: "debian", version: ["--version"], minimum: "28.0.0" },
  jobsIn: (tree) => bakeFiles(tree).map((file) => ({ subject: file, files: [file, ...dockerfiles(tree)] })),
  check: async (job, tree, workshop) => {
    const env = clientEnv(workshop);
    const buildx = (args: readonly string[]) =>
      workshop.run("docker", ["buildx", "bake", "-f", job.subject, "--progress", "quiet", ...args], {
        cwd: tree.folder,
        env,
      });
    const listed = await buildx(["--list", "type=targets,format=json"]);
    if (listed.code !== 0) return complaintsOf(listed);
    const names = (JSON.parse(listed.out) as readonly { readonly name: string }[]).map(({ name }) => name);
    const printed = await buildx(["--print", ...names]);
    return printed.code === 0 ? lacks(tree, job.files, JSON.parse(printed.out) as Plan) : complaintsOf(printed);
  },
};

/** What targets build that is not there. One without a Dockerfile of its own is for others to inherit. */
function lacks(tree: Tree, files: readonly string[], plan: Plan): readonly string[] {
  return Object.entries(plan.target ?? {}).flatMap(([name, { dockerfile, target, context = "." }]) => {
    if (dockerfile === undefined || target === undefined) return [];
    const path = [...(context === "." ? [] : [context]), dockerfile].join("/");
    const text = files.includes(path) ? textOf(tree, path) : textInRepository(tree, path);
    if (text === undefined) return [`${name}: there is no ${path}`];
    return stagesOf(text).names.includes(target) ? [] : [`${name}: ${path} has no stage ${target}`];
  });
}
