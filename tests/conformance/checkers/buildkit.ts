import { dirname } from "node:path";
import type { Checker, Tree } from "../checker.ts";
import { stagesOf } from "../dockerfile.ts";
import { engineNeeds } from "../engine.ts";
import { linesOf } from "../execute.ts";
import { dockerfiles, present } from "../files.ts";
import { textOf } from "../trees.ts";

const ignore = ".dockerignore";

interface Report {
  readonly target?: Readonly<Record<string, { readonly check?: Check }>>;
}

interface Check {
  /** Null when there are none. */
  readonly warnings: readonly Warning[] | null;
  readonly buildError?: { readonly message: string };
}

interface Warning {
  readonly ruleName: string;
  readonly detail: string;
  readonly location?: { readonly ranges?: readonly { readonly start: { readonly line: number } }[] };
}

/** BuildKit's own rules, the experimental ones too, for every stage of every Dockerfile. Nothing is pulled. */
export const buildkit: Checker = {
  name: "buildkit",
  tool: { command: "dockerd", group: "debian", version: ["--version"], minimum: "28.0.0" },
  needs: engineNeeds,
  jobsIn: (tree) =>
    dockerfiles(tree).map((file) => ({
      subject: file,
      files: [file, ...present(tree, `${file}${ignore}`, ignoreOf(tree, file))],
    })),
  check: async (job, tree, workshop) => {
    const engine = await workshop.engine();
    const { names, images } = stagesOf(textOf(tree, job.subject));
    const common = {
      context: contextOf(tree, job.subject),
      dockerfile: `${tree.folder}/${job.subject}`,
      contexts: Object.fromEntries(images.map((image) => [image, `docker-image://${engine.image}`])),
      args: { BUILDKIT_DOCKERFILE_CHECK: "experimental=all" },
    };
    // Without a name, it is the last stage, which may have none.
    const targets = [...names.map((name) => ({ ...common, target: name })), common];
    const target = Object.fromEntries(targets.map((one, index) => [`target-${index}`, one]));
    const args = [
      "-f",
      "-",
      "--allow",
      `fs.read=${tree.folder}`,
      "--call",
      "check,format=json",
      ...Object.keys(target),
    ];
    const input = JSON.stringify({ target });
    const { out, err } = await workshop.run("docker", ["buildx", "bake", ...args], {
      cwd: tree.folder,
      env: engine.env,
      input,
    });
    if (!out.startsWith("{")) return linesOf(err);
    const { target: checked = {} } = JSON.parse(out) as Report;
    // A stage repeats what is said of those that it comes from.
    return [...new Set(Object.keys(target).flatMap((name) => findingsOf(checked[name]?.check)))];
  },
};

function findingsOf(check: Check | undefined): readonly string[] {
  if (check === undefined) return ["a stage was not checked"];
  const { warnings, buildError } = check;
  const found = (warnings ?? []).map(
    ({ ruleName, detail, location }) => `${location?.ranges?.[0]?.start.line ?? 1} ${ruleName}: ${detail}`,
  );
  const isOnlyLint = found.length > 0 && buildError?.message.startsWith("lint violation found");
  return buildError && !isOnlyLint ? [...found, buildError.message] : found;
}

/** The .dockerignore that is nearest: it lies in the folder that the images are built in. */
function ignoreOf(tree: Tree, file: string): string {
  for (let folder = dirname(file); folder !== "."; folder = dirname(folder)) {
    if (tree.files.includes(`${folder}/${ignore}`)) return `${folder}/${ignore}`;
  }
  return ignore;
}

function contextOf(tree: Tree, file: string): string {
  return `${tree.folder}/${dirname(ignoreOf(tree, file))}`;
}
