import { BicepCode, type BicepValue, quoteBicep } from "../../literals/bicep.ts";
import type { Service } from "../../model/service.ts";
import { type IngressView, ingressView } from "./app-ingress.ts";
import { type ContainerView, containerView, type Module } from "./container.ts";
import type { Context } from "./context.ts";
import { appsName } from "./names.ts";
import { type ProbeView, probeViews } from "./probes.ts";
import { longestGrace } from "./rules-limits.ts";
import { type ScaleView, scaleView } from "./scale.ts";
import type { Services } from "./services.ts";

/** What the module of an app is made of. */
export interface AppView extends ContainerView {
  readonly specName: string;
  readonly description: string;
  /** Whether its code uses the identity: otherwise only the platform does, for images and secrets. */
  readonly hasIdentity: boolean;
  readonly isBlueGreen: boolean;
  /** The names of the revisions, old and new. */
  readonly activeRevisionName: BicepValue;
  readonly revisionName: BicepValue;
  readonly domains: BicepValue | null;
  readonly apexes: readonly string[];
  readonly ingress: IngressView | null;
  readonly probes: readonly ProbeView[];
  readonly grace: BicepValue;
  readonly scale: ScaleView;
}

/** The app of a service that is a container in some environments. */
export function appView(services: Services, context: Context, module: Module): AppView | undefined {
  const [first] = services.filter((service) => service !== undefined);
  const container = containerView(services, context, module);
  if (!first || !container) return undefined;
  const { own, settings } = module;
  const each = <T>(of: (service: Service) => T): readonly (T | undefined)[] =>
    services.map((service) => service && of(service));
  const strategies = each(({ update }) => update.strategy === "blue-green");
  const isBlueGreen = context.same(strategies, "The strategy", [...first.path, "update", "strategy"]) ?? false;
  const ingress = ingressView(services, context, module);
  if (ingress?.domains) {
    const description = "Name of the Container Apps environment.";
    own.take({ name: "environmentName", type: "string", description }, quoteBicep(appsName(context)));
  }
  if (isBlueGreen) for (const parameter of revisionParameters) own.take(parameter, parameter.name);
  const grace = each(({ stop }) => Math.min(stop.grace, longestGrace));
  return {
    specName: context.platform.specName,
    description: first.description,
    ...container,
    hasIdentity: (first.access?.cloud ?? []).length > 0,
    isBlueGreen,
    activeRevisionName: new BicepCode(`'${first.name}--\${activeRevision}'`),
    revisionName: new BicepCode(`'${first.name}--\${revision}'`),
    domains: ingress?.domains ?? null,
    apexes: ingress?.apexes ?? [],
    ingress,
    probes: probeViews(services, context, settings),
    grace: settings.vary(["grace"], "Termination grace period, in seconds.", grace),
    scale: scaleView(services, { ingress, context, module }),
  };
}

/** The parameters of blue-green rollouts: the revisions, and how they share the requests. */
export const revisionParameters = [
  {
    name: "revision",
    type: "string",
    description: "Suffix of the revision to deploy: lower-case letters, digits and '-'.",
  },
  {
    name: "activeRevision",
    type: "string",
    description: "Suffix of the revision that serves requests now. Empty: there is none.",
  },
  {
    name: "newTraffic",
    type: "int",
    description: "Percentage of requests sent to the new revision.",
    bounds: [0, 100],
  },
] as const;
