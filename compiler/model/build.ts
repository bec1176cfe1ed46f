import { withDefaults } from "../spec/defaults.ts";
import { foldersOf } from "../spec/folders.ts";
import { isIn } from "../spec/included.ts";
import type { MergedEnvironment, Spec } from "../spec/normalize.ts";
import type { ImagesSpec, NetworkSpec } from "../spec/spec.ts";
import { buildBackups } from "./build-backups.ts";
import { buildEdge } from "./build-edge.ts";
import { buildJob, buildTestRun } from "./build-job.ts";
import { buildMock } from "./build-mock.ts";
import { buildBaseImage, buildService } from "./build-service.ts";
import { buildSettings, checkSettings } from "./build-settings.ts";
import { buildStacks } from "./build-stacks.ts";
import { EnvironmentContext } from "./context.ts";
import type { AnyBuild } from "./image.ts";
import { buildMonitoring } from "./monitoring/build-monitoring.ts";
import { joinMonitoring } from "./monitoring/join.ts";
import type { Environment, Network, Platform, Secret } from "./platform.ts";
import { References } from "./references.ts";
import type { Reporter } from "./reporter.ts";
import type { SourceFacts } from "./repository-facts.ts";
import { DerivedSecrets } from "./secrets.ts";
import type { Tools } from "./tools.ts";

/** Where the specification comes from, and the digests of images that its lock file pins. */
export interface PlatformSource {
  readonly path: string;
  readonly digests: ReadonlyMap<string, string>;
  /** Facts about the source of services and jobs, by name. Missing where the source was not read. */
  readonly facts: ReadonlyMap<string, SourceFacts>;
}

type Named<T> = Readonly<Record<string, T>>;

/** Resolves every name and computes what the specification leaves to be computed. Reports names that lead nowhere. */
export function buildPlatform(spec: Spec, source: PlatformSource, reporter: Reporter): Platform {
  const images = new Map<string, AnyBuild>();
  const tools = (environment: MergedEnvironment, findings = reporter): Tools => {
    const context = new EnvironmentContext(spec, environment, findings);
    const derived = new DerivedSecrets(Object.keys(spec.secrets ?? {}));
    return { context, references: new References(context), derived, images, facts: source.facts };
  };
  const base = tools(spec.base);
  for (const [name, service] of sorted(spec.base.services)) buildBaseImage(name, service, base);
  for (const [name, job] of sorted(spec.base.jobs)) {
    // A job in the image of a service builds none.
    if (job.service !== undefined) continue;
    buildBaseImage(name, job, base, ["jobs", name]);
    const image = images.get(name);
    // A job has no development container.
    if (image) images.set(name, undeveloped(image));
  }
  const { platform } = spec;
  const settings = buildSettings(spec);
  return {
    base: buildEnvironment(tools(spec.base, reporter.muted())),
    name: platform.name,
    description: platform.description,
    contact: platform.contact,
    owner: platform.owner,
    repository: platform.repository,
    registry: platform.registry,
    license: platform.license,
    specName: source.path.split("/").at(-1) ?? source.path,
    output: foldersOf(spec).output ?? ".",
    images: withDefaults<ImagesSpec>(spec.images, "images"),
    maintenance: spec.maintenance ?? {},
    builds: [...images.values()],
    secrets: buildSecrets(spec),
    settings,
    external: sorted(spec.external ?? {}).map(([name, { description = "", url }]) => ({ name, description, url })),
    environments: spec.merged.map((environment) => {
      const own = tools(environment);
      checkSettings(own.context, settings);
      return buildEnvironment(own);
    }),
    targets: spec.targets ?? {},
    kubernetesOverrides: spec.overrides?.kubernetes ?? [],
    digests: source.digests,
  };
}

/** Generated Dockerfiles of jobs have no stage for development; in an own one, the specification may name one. */
function undeveloped(image: AnyBuild): AnyBuild {
  return image.kind === "generated" ? { ...image, develop: undefined } : image;
}

function buildEnvironment(tools: Tools): Environment {
  const { spec, environment } = tools.context;
  const declared = sorted(environment.services).map(([name, service]) => buildService(name, service, tools));
  const mocks = sorted(environment.mocks ?? {}).map(([name, mock]) => buildMock(name, mock, tools));
  const edge = buildEdge(declared, tools);
  const own = [...declared, ...mocks, ...(edge ? [edge.service] : [])].sort(byName);
  const listedInStacks = Object.values(spec.stacks ?? {}).flatMap((stack) => stack.services);
  const monitoring = buildMonitoring({ services: own, listedInStacks, stacks: spec.stacks ?? {} }, tools);
  const added = Object.keys(environment.services).filter((name) => !spec.services?.[name]);
  const services = joinMonitoring(own, monitoring, new Set(added));
  const jobs = sorted(environment.jobs).map(([name, job]) => buildJob(name, job, tools));
  const tests = sorted(environment.tests).flatMap(([name, test]) => buildTestRun(name, test, tools) ?? []);
  return {
    name: environment.name,
    tier: environment.tier,
    description: environment.description,
    domain: environment.domain ?? spec.platform.domain,
    dataFolder: environment.dataFolder,
    location: spec.environments[environment.name]?.location,
    services,
    jobs,
    tests,
    stacks: buildStacks(spec.stacks ?? {}, environment.name, services),
    listedInStacks,
    backups: buildBackups(services, tools),
    monitoring,
    networks: buildNetworks(spec.networks ?? {}),
    edge: edge?.edge,
    alerts: buildAlerts(tools),
    derivedSecrets: tools.derived.sorted(),
    targets: environment.targets,
    ownTargets: Object.keys(spec.environments[environment.name]?.targets ?? {}),
    path: ["environments", environment.name],
  };
}

function buildAlerts({ context, references }: Tools): Environment["alerts"] {
  const { observability, name, tier } = context.environment;
  if (!observability || !isIn(observability.environments, name, tier)) return undefined;
  const { email } = observability.notify ?? {};
  const path = ["observability", "notify", "email"];
  return { email: email === undefined ? undefined : references.resolveLiteral(email, path) };
}

function buildSecrets(spec: Spec): readonly Secret[] {
  return sorted(spec.secrets ?? {}).map(([name, secret]) => ({
    name,
    description: secret.description,
    generate: secret.generate,
    length: secret.length,
    path: ["secrets", name],
  }));
}

function buildNetworks(networks: Named<NetworkSpec>): readonly Network[] {
  return sorted(networks).map(([name, { description, internal }]) => ({ name, description, internal }));
}

function sorted<T>(named: Named<T>): readonly (readonly [string, T])[] {
  return Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1));
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
