import { type ReadPlatform, readPlatform } from "../../compiler/compile.ts";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { Diagnostics } from "../../compiler/diagnostics/diagnostics.ts";
import { locate } from "../../compiler/spec/document.ts";
import { reportInexpressible } from "../../compiler/spec/inexpressible.ts";
import type { SpecPath } from "../../compiler/spec/path.ts";
import { targets } from "../../compiler/targets/index.ts";
import { planTargets } from "../../compiler/targets/plan.ts";
import type { Target } from "../../compiler/targets/target.ts";
import { sourceOf } from "./sources.ts";

const ownDockerfile = `FROM node:20 AS base
ARG ARGUMENT
RUN --mount=type=secret,id=password npm ci
USER 1000
EXPOSE 8000
FROM base AS other
FROM base
CMD ["node", "server.js"]
`;

/** The Dockerfiles that specifications of the matrix may name. */
const ownFiles = { "own/Dockerfile": ownDockerfile, "own/Dockerfile.other": ownDockerfile };

/** What a specification compiles to, as far as it has been asked for: views are compared, nothing is rendered. */
export class Compiled {
  readonly #diagnostics: Diagnostics;
  readonly #read: ReadPlatform | undefined;
  readonly #views = new Map<string, string>();
  #isPlanned = false;

  private constructor(read: ReadPlatform | undefined, diagnostics: Diagnostics) {
    this.#read = read;
    this.#diagnostics = diagnostics;
  }

  static async of(spec: unknown): Promise<Compiled> {
    const diagnostics = new Diagnostics();
    return new Compiled(await readPlatform(sourceOf(JSON.stringify(spec), ownFiles), diagnostics), diagnostics);
  }

  get hasErrors(): boolean {
    return this.#diagnostics.hasErrors;
  }

  /** What a target's templates see, as a string. */
  viewsOf(target: Target): string {
    const known = this.#views.get(target.name);
    if (known !== undefined || !this.#read) return known ?? "";
    const { platform, reporter } = this.#read;
    const isOn = platform.targets[target.name as "docker"]?.enabled ?? target.isDefault;
    const views = isOn ? JSON.stringify(target.plan(platform, reporter, targets)) : "";
    this.#views.set(target.name, views);
    return views;
  }

  /** Everything that is reported, that of the targets included. */
  get diagnostics(): readonly Diagnostic[] {
    if (!this.#isPlanned && this.#read && !this.hasErrors) {
      const { document, spec, keys, platform, lock, reporter } = this.#read;
      const tools = { lock, reporter, inputs: [], exclude: spec.exclude ?? [] };
      const plan = planTargets(platform, {}, tools);
      reportInexpressible(keys, document, plan, this.#diagnostics);
    }
    this.#isPlanned = true;
    return this.#diagnostics.sorted();
  }

  /** Whether a finding is about the key at `path`, what it holds, or one that it stands in, down to `depth` keys. */
  isAt({ location }: Diagnostic, path: SpecPath, depth: number): boolean {
    const { document } = this.#read ?? {};
    if (!document || !location) return false;
    for (let length = depth + 1; length <= path.length; length++) {
      const start = (half: "key" | "value"): number => locate(document, path.slice(0, length), half).start;
      if ([start("key"), start("value")].includes(location.start)) return true;
    }
    const { start, end } = locate(document, path);
    return start <= location.start && location.end <= end;
  }
}

/**
 * What setting a key has shown: some output changes; a finding says that the key has no effect; the value is an error at
 * the key; something else is an error, so that nothing is known of the key; or nothing, which must not be.
 */
export type Effect =
  | { readonly kind: "changed"; readonly target: string }
  | { readonly kind: "reported"; readonly by: Diagnostic }
  | { readonly kind: "invalid"; readonly by: Diagnostic }
  | { readonly kind: "refused"; readonly by: readonly Diagnostic[] }
  | { readonly kind: "silent" };

/** The codes that say of a key that it has no effect where it stands. */
const noEffect = new Set([
  "accessors/nothing-to-read",
  "accessors/nothing-to-validate",
  "bicep/not-deployed",
  "kubernetes/interval-unused",
  "model/build-differs",
  "model/engine-without",
  "model/key-needs-key",
  "model/key-not-applicable",
  "model/no-port",
  "model/two-origins",
  "monitoring/dashboard-empty",
  "target/left-out",
  "target/lost",
  "target/no-effect",
]);

/**
 * What a specification with a key shows beside one without it. `expected` names the targets that are likely to change;
 * they are looked at first. `depth` is that of the thing that the key belongs to.
 */
export async function effectOf(
  without: Compiled,
  spec: unknown,
  { path, depth, expected }: { readonly path: SpecPath; readonly depth: number; readonly expected: readonly string[] },
): Promise<Effect> {
  const compiled = await Compiled.of(spec);
  if (!compiled.hasErrors && !without.hasErrors) {
    const likely = targets.filter(({ name }) => expected.includes(name));
    const order = [...likely, ...targets.filter((target) => !likely.includes(target))];
    const target = order.find((one) => compiled.viewsOf(one) !== without.viewsOf(one));
    if (target && !compiled.hasErrors) return { kind: "changed", target: target.name };
  }
  const { diagnostics } = compiled;
  const by = diagnostics.find((one) => noEffect.has(one.code) && compiled.isAt(one, path, depth));
  if (by) return { kind: "reported", by };
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const own = errors.find((one) => !one.code.startsWith("schema/") && compiled.isAt(one, path, depth));
  if (own) return { kind: "invalid", by: own };
  return errors.length > 0 ? { kind: "refused", by: errors } : { kind: "silent" };
}
