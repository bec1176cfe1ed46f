import { targetCodes } from "../../built/diagnostics.ts";
import type { Definition } from "../definition.ts";
import { engines } from "./engines.ts";
import { images } from "./images.ts";
import { include } from "./include.ts";
import { lock } from "./lock.ts";
import { mounts } from "./mounts.ts";
import { output } from "./output.ts";
import { overrides } from "./overrides.ts";
import { references } from "./references.ts";
import { schema } from "./schema.ts";
import { security } from "./security.ts";
import { services } from "./services.ts";
import { targets } from "./targets.ts";
import { yaml } from "./yaml.ts";

/** Every code, with its words. A code is never used again for something else once it has been released. */
export const catalog = {
  ...yaml,
  ...include,
  ...schema,
  ...references,
  ...services,
  ...mounts,
  ...engines,
  ...images,
  ...lock,
  ...security,
  ...targets,
  ...targetCodes,
  ...overrides,
  ...output,
};

/** The name of a finding: the stage and what is wrong, such as `schema/unknown-property`. */
export type Code = keyof typeof catalog;

/** What has to be filled in where a code is reported. */
export type HolesOf<C extends Code> = (typeof catalog)[C] extends Definition<infer Holes> ? Holes : never;
