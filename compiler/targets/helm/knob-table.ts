import type { Knob } from "./knob.ts";
import { objectKnobs } from "./object-knobs.ts";
import { podKnobs } from "./pod-knobs.ts";
import { routeKnobs } from "./route-knobs.ts";
import { count, string } from "./schema.ts";

/** Every value with a fixed name. Other values that differ between environments are named after their place. */
export const knobs: readonly Knob[] = [...podKnobs, ...objectKnobs, ...routeKnobs];

/** Values that do not belong to one place: the number of replicas, the name of the PriorityClass. */
export const replicas = { schema: count, description: "Number of replicas." };
export const priorityClassName = { schema: string, description: "PriorityClass of the pods." };
