import { BicepCode, type BicepValue, isBicepKey, quoteBicep } from "../../literals/bicep.ts";
import type { Service } from "../../model/service.ts";
import { type IngressView, ingressView } from "./app-ingress.ts";
import { type ContainerView, containerView, type Module, plainVariable } from "./container.ts";
import type { Context } from "./context.ts";
import { entriesUsed } from "./entries.ts";
import { appsName, symbolOf } from "./names.ts";
import type { ModuleParameters } from "./parameters.ts";
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
  if (isBlueGreen) takeRevisions(first.name, own);
  const grace = each(({ stop }) => Math.min(stop.grace, longestGrace));
  return {
    specName: context.platform.specName,
    description: first.description,
    ...container,
    env: [...container.env, ...versionsOf(services, module)],
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

/** Parameters of blue-green rollouts. Each app has its own active revision. */
export const revisionParameters = {
  revision: {
    name: "revision",
    type: "string",
    description: "Suffix of the revision to deploy: lower-case letters, digits and '-'.",
  },
  activeRevisions: {
    name: "activeRevisions",
    type: "{ *: string }",
    description:
      "Suffix of the revision of each app that keeps all requests until the new one is checked. None: the new one gets them.",
  },
} as const;

/** A variable that changes with the secrets of an app. The change makes a new revision, which reads the new values. */
const versions = "SECRETS_VERSION";

function versionsOf(services: Services, { own, object }: Module): AppView["env"] {
  const [first] = services.filter((service) => service !== undefined);
  const isTaken = services.some((service) => service?.env.some(({ name }) => name === versions));
  if (!first || isTaken || entriesUsed(services).length === 0) return [];
  const identity = `${symbolOf(first.name, "identity")}${object.endsWith("!") ? "!" : ""}`;
  const parameter = {
    name: "entryVersions",
    type: "string[]",
    description: "Versions of the entries of the Key Vault.",
  };
  own.take(parameter, `${identity}.outputs.entryVersions`);
  return [plainVariable(versions, new BicepCode(`uniqueString(join(${parameter.name}, ' '))`))];
}

function takeRevisions(app: string, own: ModuleParameters): void {
  const { revision, activeRevisions } = revisionParameters;
  own.take(revision, revision.name);
  const description = "Suffix of the revision that serves requests now. Empty: there is none.";
  const suffix = isBicepKey(app) ? `.?${app}` : `[?${quoteBicep(app)}]`;
  const argument = `${activeRevisions.name}${suffix} ?? ''`;
  own.take({ name: "activeRevision", type: "string", description }, argument);
}
