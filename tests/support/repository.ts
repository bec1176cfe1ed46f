import { type CompileResult, compile } from "../../compiler/compile.ts";
import { generatedBuilds } from "../../compiler/model/built-images.ts";
import type { Build } from "../../compiler/model/image.ts";
import type { RepositoryReader } from "../../compiler/source/host.ts";
import { sourceOf } from "./sources.ts";

/** The text of each file, by path. A path that ends with `*` is executable under the name before it. */
export type Files = Readonly<Record<string, string>>;

/** A repository in memory. Reads beyond a limit are cut off, as on disk. */
export function repositoryOf(files: Files): RepositoryReader {
  const texts = new Map(Object.entries(files).map(([path, text]) => [path.replace(/\*$/, ""), text]));
  const namesIn = (folder: string): readonly string[] => {
    const prefix = folder === "." ? "" : `${folder}/`;
    const below = [...texts.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
    return [...new Set(below.map((path) => path.replace(/\/.*/, "/")))].sort();
  };
  return {
    read: (path, limit) => {
      const text = texts.get(path);
      return text === undefined ? undefined : new TextEncoder().encode(text).slice(0, limit);
    },
    list: (folder) => (folder === "." || namesIn(folder).length > 0 ? namesIn(folder) : undefined),
    isExecutable: (path) => Object.hasOwn(files, `${path}*`),
  };
}

/**
 * Compiles one service, given as the entries of its map, against a repository, for the docker target alone. `more` are
 * further lines of the specification, such as jobs and secrets.
 */
export async function compileService(service: string, files: Files, more = ""): Promise<CompileResult> {
  const text = `
platform: { name: shop, description: Sells things., registry: registry.example/shop }
services: { api: { health: { command: "true" }, ${service} } }
environments: { prod: { tier: production } }
targets: { compose: false, kustomize: false, helm: false, bicep: false, ci: false }
${more}
`;
  return compile({ ...sourceOf(text), repository: () => repositoryOf(files) });
}

/** The findings about the repository of one service, as `severity code: message`, without the prefix of the codes. */
export async function findingsOf(service: string, files: Files, more = ""): Promise<readonly string[]> {
  const { diagnostics } = await compileService(service, files, more);
  return diagnostics
    .filter(({ code, severity }) => code.startsWith("repository/") || severity === "error")
    .map(({ severity, code, message }) => `${severity} ${code.replace("repository/", "")}: ${message}`);
}

/** The service as the model has it. */
export async function buildOf(service: string, files: Files): Promise<Build> {
  const { platform, diagnostics } = await compileService(service, files);
  const [build] = platform ? generatedBuilds(platform) : [];
  if (!build) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return build;
}
