import { accessors } from "./accessors/accessors.ts";
import { bicep } from "./bicep/bicep.ts";
import { ci } from "./ci/ci.ts";
import { compose } from "./compose/compose.ts";
import { docker } from "./docker/docker.ts";
import { docs } from "./docs/docs.ts";
import { helm } from "./helm/helm.ts";
import { kustomize } from "./kustomize/kustomize.ts";
import { monitoring } from "./monitoring/monitoring.ts";
import { operations } from "./operations/operations.ts";
import type { Target } from "./target.ts";

/** The targets. A new target is added here. */
const all = [docker, compose, kustomize, helm, bicep, ci, monitoring, operations, accessors, docs] as const;

/** The names of the targets. */
export type TargetName = (typeof all)[number]["name"];

/** Every target, in the order in which files are listed. */
export const targets: readonly Target<TargetName>[] = all;
