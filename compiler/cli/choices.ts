import type { OutputFile } from "../render/render-files.ts";
import type { Compiled } from "./run.ts";

/** A file of the user at the path of a generated one. */
interface InTheWay {
  readonly path: string;
  /** The generated file; undefined if it is not known. */
  readonly generated: Pick<OutputFile, "key" | "template"> | undefined;
}

/** An own file at the path of a generated file of a specification. */
export function inTheWay(path: string, { result }: Pick<Compiled, "result">): InTheWay {
  return { path, generated: result.files.find((file) => file.path === path) };
}

/** What a user can do about own files at the paths of generated ones, one choice per line. Replacing them is not among them. */
export function choicesFor(files: readonly InTheWay[], specName: string): readonly string[] {
  if (files.length === 0) return [];
  const paths = files.map(({ path }) => path);
  const keys = [...new Set(files.flatMap(({ generated }) => generated?.key ?? []))];
  const moved = keys.map((key) => {
    const named = files.filter(({ generated }) => generated?.key === key).map(({ path }) => path);
    return `${key} (${named.join(", ")})`;
  });
  const built = files.flatMap(({ path, generated }) =>
    generated?.template === "docker/Dockerfile" && generated.key?.endsWith(".dockerfile")
      ? `${generated.key.replace(/\.dockerfile$/, ".build")}: ${path}`
      : [],
  );
  const [what, ours] = files.length === 1 ? ["your file", "the generated file"] : ["your files", "the generated files"];
  return [
    `to keep ${what}, add to ${specName}: exclude: [${paths.map((path) => JSON.stringify(path)).join(", ")}]`,
    ...(built.length > 0 ? [`to build with your Dockerfile, set in ${specName}: ${built.join(", ")}`] : []),
    ...(moved.length > 0 ? [`to write ${ours} elsewhere, set in ${specName}: ${moved.join(", ")}`] : []),
  ];
}
