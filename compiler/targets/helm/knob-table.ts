import type { Knob } from "./knob.ts";
import { objectKnobs } from "./object-knobs.ts";
import { podKnobs } from "./pod-knobs.ts";
import { routeKnobs } from "./route-knobs.ts";
import { count, string } from "./schema.ts";

/** Every value that has a name of its own. Differences between environments elsewhere are named by their place. */
export const knobs: readonly Knob[] = [...podKnobs, ...objectKnobs, ...routeKnobs];

/** Values that no place has alone: the number of replicas, the name of the PriorityClass. */
export const replicas = { schema: count, description: "Number of replicas." };
export const priorityClassName = { schema: string, description: "PriorityClass of the pods." };
