import type { Spec } from "../../spec/normalize.ts";
import type { SpecPath } from "../../spec/path.ts";
import { formatPath } from "../../spec/path.ts";
import { writtenWorkloads } from "./layers.ts";
import type { SpecRule } from "./rule.ts";

/** Expressions of other tools, and what to write instead of them. */
const foreign: readonly (readonly [RegExp, string, string])[] = [
  [/\$\{\{.*?(\}\}|$)/, "GitHub Actions", "'${secrets.name}' for a secret, or '${config.NAME}' for a setting"],
  [/\{\{.*?(\}\}|$)/, "Helm", "'${config.NAME}' for a setting that the operator supplies"],
  [/^\$\(\w+\)$/, "Kubernetes", "'${services.name.host}' or another reference"],
  [/(?<![\w$\\])\$[A-Z_][A-Z0-9_]*\b/, "shells", "'${config.NAME}' for a setting that the operator supplies"],
];

/** Variables and settings contain no expressions of other tools, which would be passed on literally. */
export const stringsAreNoTemplates: SpecRule = ({ spec }, reporter) => {
  for (const { value, path } of strings(spec)) {
    for (const [pattern, tool, instead] of foreign) {
      const [expression] = pattern.exec(value) ?? [];
      if (expression === undefined) continue;
      const holes = { expression, what: formatPath(path), tool, instead };
      reporter.report("model/foreign-expression", { path, within: expression }, holes);
      break;
    }
  }
};

interface WrittenString {
  readonly value: string;
  readonly path: SpecPath;
}

function strings(spec: Spec): readonly WrittenString[] {
  const settings = Object.entries(spec.config ?? {}).map(([name, { value }]) => ({ value, path: ["config", name] }));
  const overlays = Object.entries(spec.environments).flatMap(([environment, { config }]) =>
    Object.entries(config ?? {}).map(([name, value]) => ({
      value,
      path: ["environments", environment, "config", name],
    })),
  );
  const variables = writtenWorkloads(spec).flatMap(({ path, spec: workload }) =>
    Object.entries(workload.env ?? {}).map(([name, entry]) => ({ value: entry?.value, path: [...path, "env", name] })),
  );
  return [...settings, ...overlays, ...variables].flatMap(({ value, path }) =>
    typeof value === "string" ? [{ value, path }] : [],
  );
}
