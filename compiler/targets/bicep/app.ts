import { BicepCode, type BicepValue, quoteBicep } from "../../literals/bicep.ts";
import type { Service } from "../../model/service.ts";
import { type IngressView, ingressView } from "./app-ingress.ts";
import { type ContainerView, containerView } from "./container.ts";
import type { Context } from "./context.ts";
import { appsName } from "./names.ts";
import type { Literal, ModuleParameters } from "./parameters.ts";
import { type ProbeView, probeViews } from "./probes.ts";
import { type ScaleView, scaleView } from "./scale.ts";

/** What the module of an app is made of. */
export interface AppView extends ContainerView {
  readonly specName: string;
  readonly description: string;
  readonly parameters: ReturnType<ModuleParameters["views"]>;
  /** Whether its code uses the identity: otherwise only the platform does, for images and secrets. */
  readonly hasIdentity: boolean;
  readonly isBlueGreen: boolean;
  /** The names of the revisions, old and new. */
  readonly activeRevisionName: BicepValue;
  readonly revisionName: BicepValue;
  readonly domains: BicepValue | null;
  readonly ingress: IngressView | null;
  readonly probes: readonly ProbeView[];
  readonly grace: BicepValue;
  readonly scale: ScaleView;
}

/** A service by deployment. */
export type Services = readonly (Service | undefined)[];

/** A value of a service by deployment; where deployments differ in it, a parameter that is called after both. */
export type Vary = (words: string, description: string, values: readonly (Literal | undefined)[]) => BicepValue;

/** Seconds. */
const longestGrace = 600;

/** The app of a service that is a container in some environments. */
export function appView(services: Services, context: Context, own: ModuleParameters): AppView | undefined {
  const [first] = services.filter((service) => service !== undefined);
  const container = containerView(services, context, own);
  if (!first || !container) return undefined;
  const vary: Vary = (words, description, values) => {
    const naming = { names: [[first.name, words]], description: `${description} of ${first.name}.` };
    return own.use(context.parameters.vary(naming, values));
  };
  const each = <T>(of: (service: Service) => T): readonly (T | undefined)[] =>
    services.map((service) => service && of(service));
  const strategies = each(({ update }) => update.strategy === "blue-green");
  const isBlueGreen = context.same(strategies, "The strategy", [...first.path, "update", "strategy"]) ?? false;
  const ingress = ingressView(services, context, own, vary);
  if (ingress?.domains) {
    const description = "The name of the environment of Container Apps.";
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
    ingress,
    probes: probeViews(services, context, vary),
    grace: vary("grace", "The seconds to end in", grace),
    scale: scaleView(services, { ingress, vary, context, own }),
    parameters: own.views(),
  };
}

/** What says which revision gets the requests, where a new one is tried beside the old one. */
export const revisionParameters = [
  {
    name: "revision",
    type: "string",
    description: "The revision that is deployed: lower-case letters, digits and '-'.",
  },
  {
    name: "activeRevision",
    type: "string",
    description: "The revision that has served until now. Empty: there is none.",
  },
  { name: "newTraffic", type: "int", description: "The percentage of requests that the deployed revision gets." },
] as const;
