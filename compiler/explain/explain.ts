import { Diagnostics } from "../diagnostics/diagnostics.ts";
import { withRepositoryDefaults } from "../repository/apply-defaults.ts";
import { factsOf, inspectSources } from "../repository/inspect.ts";
import type { SpecSource } from "../source/host.ts";
import { loadDocument } from "../spec/load.ts";
import { readLock } from "../spec/lock.ts";
import { normalize, specOf } from "../spec/normalize.ts";
import { Origins } from "../spec/origins.ts";
import { validate } from "../spec/validate.ts";
import type { Target } from "../targets/target.ts";
import { type Dependencies, dependencies } from "./dependencies.ts";

/** What is explained of a specification: the files of a target, and where the values that it depends on come from. */
export interface Explained {
  readonly origins: Origins;
  readonly dependencies: Dependencies;
}

/** What the files of a target depend on; undefined for a specification that does not compile. */
export function explain(source: SpecSource, target: Target): Explained | undefined {
  const diagnostics = new Diagnostics();
  const document = loadDocument(source, diagnostics);
  if (!document || diagnostics.hasErrors || !validate(document, diagnostics)) return undefined;
  const { trees: written } = normalize(document, diagnostics);
  const inspection = inspectSources(source, specOf(written));
  const trees = withRepositoryDefaults(written, inspection);
  const { digests } = readLock(source, diagnostics);
  if (diagnostics.hasErrors) return undefined;
  const origins = new Origins(trees, document);
  return {
    origins,
    dependencies: dependencies({ origins, source: { path: source.path, digests, facts: factsOf(inspection) }, target }),
  };
}
