import type { EnvironmentContext } from "./context.ts";
import type { AnyBuild } from "./image.ts";
import type { References } from "./references.ts";
import type { SourceFacts } from "./repository-facts.ts";
import type { DerivedSecrets } from "./secrets.ts";

/** What the parts of an environment are built with. */
export interface Tools {
  readonly context: EnvironmentContext;
  readonly references: References;
  readonly derived: DerivedSecrets;
  /** The builds from source, by the name of the service or job. */
  readonly images: Map<string, AnyBuild>;
  /** Facts about the source of services and jobs, by name. */
  readonly facts: ReadonlyMap<string, SourceFacts>;
}
