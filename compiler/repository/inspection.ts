import type { SourceFacts } from "../model/repository-facts.ts";
import type { Repository } from "./repository.ts";
import type { SourceFolder } from "./source-folder.ts";

/** A value that the repository determines with certainty, for a key that the specification does not set. */
export interface RepositoryDefault {
  /** The key of the service, such as `lockfile.path`. */
  readonly key: string;
  readonly value: string | number | boolean | readonly string[];
  /** The file that determines the value, relative to the root of the repository. */
  readonly file: string;
}

/** What a language finds in a source folder. */
export interface Inspection {
  readonly facts: SourceFacts;
  readonly defaults: readonly RepositoryDefault[];
}

/** A service or job whose source was read. */
export interface InspectedSource extends Inspection {
  readonly source: SourceFolder;
}

/** The result of reading the repository of a platform. */
export interface RepositoryInspection {
  /** Undefined if there is none to read. */
  readonly repository: Repository | undefined;
  /** By the name of the service or job. */
  readonly sources: ReadonlyMap<string, InspectedSource>;
  /** Defaults of the whole platform, with keys such as `targets.ci.checkout.lfs`. */
  readonly defaults: readonly RepositoryDefault[];
  /** The services and jobs whose source was not found, by name. */
  readonly absent: ReadonlyMap<string, SourceFolder>;
}
