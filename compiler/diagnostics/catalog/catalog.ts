import { targetCodes } from "../../built/diagnostics.ts";
import type { Definition } from "../definition.ts";
import { backups } from "./backups.ts";
import { dockerfiles } from "./dockerfiles.ts";
import { engines } from "./engines.ts";
import { health } from "./health.ts";
import { images } from "./images.ts";
import { include } from "./include.ts";
import { lock } from "./lock.ts";
import { monitoring } from "./monitoring.ts";
import { mounts } from "./mounts.ts";
import { names } from "./names.ts";
import { output } from "./output.ts";
import { overrides } from "./overrides.ts";
import { paths } from "./paths.ts";
import { references } from "./references.ts";
import { repository } from "./repository.ts";
import { repositoryCode } from "./repository-code.ts";
import { repositoryCommands } from "./repository-commands.ts";
import { repositoryFiles } from "./repository-files.ts";
import { schema } from "./schema.ts";
import { security } from "./security.ts";
import { services } from "./services.ts";
import { targets } from "./targets.ts";
import { traffic } from "./traffic.ts";
import { yaml } from "./yaml.ts";

/** Every diagnostic by its code. A released code is never reused for another finding. */
export const catalog = {
  ...yaml,
  ...include,
  ...paths,
  ...schema,
  ...references,
  ...names,
  ...services,
  ...traffic,
  ...monitoring,
  ...mounts,
  ...engines,
  ...health,
  ...images,
  ...backups,
  ...dockerfiles,
  ...lock,
  ...security,
  ...repository,
  ...repositoryCode,
  ...repositoryCommands,
  ...repositoryFiles,
  ...targets,
  ...targetCodes,
  ...overrides,
  ...output,
};

/** The code of a finding: its family and what is wrong, such as `schema/unknown-property`. */
export type Code = keyof typeof catalog;

/** The values that a message of a code needs. */
export type HolesOf<C extends Code> = (typeof catalog)[C] extends Definition<infer Holes> ? Holes : never;
