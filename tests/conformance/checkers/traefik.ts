import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import type { Checker, Tree } from "../checker.ts";
import { linesOf } from "../execute.ts";
import { composeFiles, present } from "../files.ts";
import { makeCertificate, type Placed, runWithFiles, sandboxNeeds } from "../sandbox.ts";
import { textOf } from "../trees.ts";
import type { Workshop } from "../workshop.ts";

interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
}

interface ComposeService {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly volumes?: readonly { readonly type: string; readonly source: string; readonly target: string }[];
}

const script = fileURLToPath(new URL("../traefik.sh", import.meta.url));

/**
 * Starts Traefik as a Compose file starts it: its arguments, and its files at the places that they are mounted at. It has
 * to become healthy, and to complain of nothing.
 */
export const traefik: Checker = {
  name: "traefik",
  tool: { command: "traefik", group: "python", version: ["version"], minimum: "3.7.0" },
  needs: sandboxNeeds,
  jobsIn: (tree) =>
    composeFiles(tree)
      .filter((file) => traefikOf(tree, file) !== undefined)
      .map((file) => ({ subject: file, files: [file, ...[...mountsOf(tree, file).values()]] })),
  check: async (job, tree, workshop) => {
    const command = traefikOf(tree, job.subject)?.command ?? [];
    const files = await containerOf(tree, job.subject, workshop);
    const outcome = await runWithFiles(workshop, files, ["bash", script, ...command]);
    const lines = linesOf(outcome.out + outcome.err);
    const findings = lines.filter((line) => !isHarmless(line));
    return outcome.code !== 0 && findings.length === 0 ? [`exit code ${outcome.code}`, ...lines] : findings;
  },
};

function traefikOf(tree: Tree, file: string): ComposeService | undefined {
  const { services } = parse(textOf(tree, file)) as ComposeFile;
  return Object.values(services).find(({ image }) => /(^|\/)traefik(:|@|$)/.test(image ?? ""));
}

/** Files of the tree, by the path that Traefik sees them at. */
function mountsOf(tree: Tree, file: string): ReadonlyMap<string, string> {
  const volumes = traefikOf(tree, file)?.volumes ?? [];
  const mounts = volumes
    .filter(({ type }) => type === "bind")
    .map(({ source, target }) => [target, posix.join(posix.dirname(file), source)] as const);
  return new Map(mounts.filter(([, path]) => present(tree, path).length > 0));
}

async function containerOf(tree: Tree, file: string, workshop: Workshop): Promise<ReadonlyMap<string, Placed>> {
  const files = new Map<string, Placed>([["/var/lib/traefik/.keep", { text: "" }]]);
  for (const [target, path] of mountsOf(tree, file)) {
    files.set(target, { copyOf: `${tree.folder}/${path}` });
    const text = textOf(tree, path);
    const [certificate, key] = [/certFile: (\S+)/.exec(text)?.[1], /keyFile: (\S+)/.exec(text)?.[1]];
    if (certificate === undefined || key === undefined) continue;
    const made = await makeCertificate(workshop);
    files.set(certificate, { copyOf: made.certificate });
    files.set(key, { copyOf: made.key });
  }
  return files;
}

/**
 * Whether a line of the log is no finding. There is no network, so the one error that is expected is that no certificate
 * can be asked for.
 */
function isHarmless(line: string): boolean {
  if (!line.startsWith("{")) return false;
  const { level, message, error } = JSON.parse(line) as { level?: string; message?: string; error?: string };
  if (level === "info" || level === "debug") return true;
  return message === "Unable to obtain ACME certificate for domains" && /network is unreachable/.test(error ?? "");
}
