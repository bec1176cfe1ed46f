import { entryOf } from "../spec/entry.ts";
import type { SpecPath } from "../spec/path.ts";
import type { EnvironmentContext } from "./context.ts";
import { References } from "./references.ts";
import { literalOf } from "./text.ts";

type Args = Readonly<Record<string, string>>;

/** The build arguments of what stands at `path`. An image is built once, so they say the same in every environment. */
export function buildArgs(
  context: EnvironmentContext,
  references: References,
  args: Args | undefined,
  path: SpecPath,
): Args | undefined {
  if (!args) return undefined;
  const name = String(path.at(-1));
  const elsewhere = context.spec.merged.filter(({ services, jobs }) =>
    path[0] === "jobs" ? entryOf(jobs, name) : entryOf(services, name),
  );
  const resolved = Object.entries(args).map(([arg, text]) => {
    const at = [...path, "build", "args", arg];
    const value = references.resolveLiteral(text, at, name);
    const differing = elsewhere.find((environment) => {
      const other = new References(context.in(environment)).resolve(text, at, name);
      return value !== undefined && literalOf(other) !== value;
    });
    if (differing) context.report("model/build-arg-differs", { path: at }, { arg, environments: [differing.name] });
    return [arg, value ?? ""] as const;
  });
  return Object.fromEntries(resolved);
}
