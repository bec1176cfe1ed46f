import type { BicepValue } from "../../literals/bicep.ts";
import type { Scale } from "../../model/service.ts";
import type { IngressView } from "./app-ingress.ts";
import type { Module } from "./container.ts";
import type { Context } from "./context.ts";
import { accessKeyEntry } from "./entries.ts";
import { managedPorts } from "./managed.ts";
import type { Services } from "./services.ts";
import type { Settings } from "./settings.ts";

/** How many replicas an app has, and the rules by which there are more (https://learn.microsoft.com/azure/container-apps/scale-app). */
export interface ScaleView {
  readonly hasRules: boolean;
  readonly min: BicepValue;
  readonly max: BicepValue;
  readonly http: BicepValue | null;
  readonly tcp: BicepValue | null;
  readonly loads: readonly { readonly name: string; readonly value: BicepValue }[];
  readonly schedules: readonly ScheduleView[];
  readonly queue: QueueView | null;
}

interface ScheduleView {
  readonly name: string;
  readonly start: string;
  readonly end: string;
  readonly timezone: string;
  readonly replicas: BicepValue;
}

interface QueueView {
  readonly host: BicepValue;
  readonly port: string;
  readonly list: BicepValue;
  readonly length: BicepValue;
  /** The entry of the vault with the password. */
  readonly secret: string;
}

interface Tools {
  readonly ingress: IngressView | null;
  readonly context: Context;
  readonly module: Module;
}

/** How an app scales. Numbers in the metadata of rules are strings. */
export function scaleView(services: Services, tools: Tools): ScaleView {
  const {
    ingress,
    module: { settings },
  } = tools;
  const each = <T>(of: (scale: Scale) => T): readonly (T | undefined)[] =>
    services.map((service) => service && of(service.scale));
  const requests = threshold(
    settings,
    ["requests"],
    "Concurrent requests per replica above which replicas are added.",
    each((scale) => scale.requests),
  );
  const loads = (["cpu", "memory"] as const).flatMap((name) => {
    const description = `Average ${name === "cpu" ? "CPU" : "memory"} load.`;
    const values = each((scale) => scale[name]);
    const value = threshold(settings, ["load", name], description, values);
    return value === null ? [] : [{ name, value }];
  });
  const schedules = scheduleViews(services, tools);
  const queue = queueView(services, tools);
  const minima = each(({ min }) => min);
  const maxima = each(({ max }) => Math.max(1, max));
  return {
    hasRules: requests !== null || loads.length > 0 || schedules.length > 0 || queue !== null,
    min: settings.vary(["replicas", "min"], "Minimum number of replicas.", minima),
    max: settings.vary(["replicas", "max"], "Maximum number of replicas.", maxima),
    http: ingress?.isHttp ? requests : null,
    tcp: ingress && !ingress.isHttp ? requests : null,
    loads,
    schedules,
    queue,
  };
}

/** A number as the metadata of a rule has it; null: no environment sets it. */
function threshold(
  settings: Settings,
  path: readonly string[],
  description: string,
  values: readonly (number | undefined)[],
): BicepValue | null {
  if (values.every((value) => value === undefined)) return null;
  return settings.vary(path, description, values.map(textOf));
}

function textOf(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** Times are the same in every environment; how many replicas there are then need not be (https://keda.sh/docs/latest/scalers/cron/). */
function scheduleViews(services: Services, { module, context }: Tools): readonly ScheduleView[] {
  const [first] = services.filter((service) => service !== undefined);
  const all = services.map((service) => service?.scale.schedules);
  const times = all.map((own) => own?.map(({ start, end, timezone }) => ({ start, end, timezone })));
  const same = context.same(times, "The times of its schedules", [...(first?.path ?? []), "scale", "schedules"]) ?? [];
  return same.map((time, index) => {
    const name = same.length === 1 ? "schedule" : `schedule-${index + 1}`;
    const replicas = all.map((own) => textOf(own?.[index]?.replicas));
    return { name, ...time, replicas: module.settings.vary(["schedules", name], `Replicas of ${name}.`, replicas) };
  });
}

/** https://keda.sh/docs/latest/scalers/redis-lists/ */
function queueView(services: Services, { module: { settings, own }, context }: Tools): QueueView | null {
  const [first] = services.filter((service) => service !== undefined);
  const queues = services.map((service) => service && (service.scale.queue ?? null));
  const path = [...(first?.path ?? []), "scale", "queue"];
  const places = queues.map((queue) => (queue === undefined ? undefined : (queue?.service ?? "")));
  const service = context.same(places, "The queue of the scale rule", path) ?? "";
  if (service === "") return null;
  return {
    host: context.takeHost(service, own),
    port: managedPorts.redis,
    list: settings.vary(
      ["queue", "list"],
      "Name of the list.",
      queues.map((one) => one?.list),
    ),
    length: settings.vary(
      ["queue", "length"],
      "Items per replica.",
      queues.map((one) => textOf(one?.length)),
    ),
    secret: accessKeyEntry(service),
  };
}
