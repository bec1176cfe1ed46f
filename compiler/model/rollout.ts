import { withDefaults } from "../spec/defaults.ts";
import type { ScaleQueueSpec, ScaleScheduleSpec, ScaleSpec, ServiceSpec, StopSpec, UpdateSpec } from "../spec/spec.ts";
import type { Tier } from "../spec/tiers.ts";
import type { EngineParts } from "./engine-service.ts";
import { siteStopSignal } from "./image.ts";
import { isBuiltFromSource, isDevelopedIn } from "./origin.ts";
import { parseSeconds } from "./quantity.ts";
import type { Scale, Service, Update } from "./service.ts";
import type { Tools } from "./tools.ts";
import type { Storage } from "./workload.ts";

/** The number of replicas, and the metrics that scale it. */
export function buildScale(spec: ServiceSpec, tools: Tools): Scale {
  const { tier } = tools.context.environment;
  const replicas = tier === "production" && isBuiltFromSource(spec) ? 3 : 1;
  const { single, ...own }: Partial<ScaleSpec> = spec.scale ?? {};
  const scale = single ? { min: 1, max: 1 } : own;
  const min = scale.min ?? Math.min(replicas, scale.max ?? replicas);
  const max = Math.max(scale.max ?? min, min);
  return {
    isSingle: single === true,
    min,
    max,
    cpu: percent(scale.cpu),
    memory: percent(scale.memory),
    requests: scale.requests,
    schedules: (scale.schedules ?? [])
      .map((schedule) => withDefaults<ScaleScheduleSpec>(schedule, "scaleSchedule"))
      .map((schedule) => ({ ...schedule, replicas: Math.min(schedule.replicas, max) })),
    queue: scale.queue && withDefaults<ScaleQueueSpec>(scale.queue, "scaleQueue"),
  };
}

function percent(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text.slice(0, -1));
}

/** How a new version takes the place of the old one. */
export function buildUpdate(spec: UpdateSpec | undefined, storage: readonly Storage[], { isSingle }: Scale): Update {
  // Two processes must not write to one volume, unless it is made to be shared.
  const stopsFirst = isSingle || storage.some((volume) => !volume.shared);
  const ownDefaults = { ...(isSingle && { strategy: "recreate" }), ...(stopsFirst && { order: "stop-first" }) };
  const filled = withDefaults<UpdateSpec>({ rollback: {}, ...ownDefaults, ...spec }, "update");
  const { rollback = { parallelism: 1, delay: "5s" } } = filled;
  return {
    ...filled,
    delay: parseSeconds(filled.delay),
    soak: parseSeconds(filled.soak),
    rollback: { parallelism: rollback.parallelism, delay: parseSeconds(rollback.delay) },
  };
}

/** The stop signal and the grace period. */
export function buildStop(spec: ServiceSpec, engine: EngineParts | undefined, tier: Tier): Service["stop"] {
  const { grace, signal } = withDefaults<StopSpec>({ ...engine?.entry.stop, ...spec.stop }, "stop");
  // On SIGQUIT nginx ends the requests that it has; in development it is not nginx that serves a static site.
  return { grace: parseSeconds(grace), signal: spec.static && !isDevelopedIn(spec, tier) ? siteStopSignal : signal };
}
