import { nearest } from "../../diagnostics/suggest.ts";
import type { Spec } from "../../spec/normalize.ts";
import type { SpecPath } from "../../spec/path.ts";
import type { BuildSpec } from "../../spec/spec.ts";
import type { SpecRule } from "./rule.ts";

/** A section of the specification, and what its entries are called. */
const sections = {
  config: "setting",
  environments: "environment",
  external: "external system",
  jobs: "job",
  networks: "network",
  secrets: "secret",
  services: "service",
} as const;

type Section = keyof typeof sections;

/** A name that has to be a key of a section, and where it stands. */
interface Mention {
  readonly section: Section;
  readonly name: string;
  readonly path: SpecPath;
  readonly half: "key" | "value";
}

/** Names outside of references lead to something: lists of environments, networks and services, keys of overlays. */
export const namesExist: SpecRule = ({ spec }, reporter) => {
  const mentions = [...mentionsOfServices(spec), ...mentionsOfJobs(spec), ...mentionsAround(spec), ...overlays(spec)];
  for (const { section, name, path, half } of mentions) {
    const known = Object.keys(spec[section] ?? {});
    if (known.includes(name)) continue;
    const suggestion = nearest(name, known);
    const holes = { name, what: sections[section], suggestion, section };
    const replacement = suggestion === undefined ? {} : { replacement: suggestion };
    reporter.report("model/unknown-name", { path, half, within: name }, holes, replacement);
  }
};

/** Every name of a list. */
function listed(section: Section, names: readonly string[] | undefined, path: SpecPath): readonly Mention[] {
  return (names ?? []).map((name, index) => ({ section, name, path: [...path, index], half: "value" }));
}

/** Every key of a map. */
function keyed(section: Section, map: object | undefined, path: SpecPath): readonly Mention[] {
  return Object.keys(map ?? {}).map((name) => ({ section, name, path: [...path, name], half: "key" }));
}

function single(section: Section, name: string | undefined, path: SpecPath): readonly Mention[] {
  return name === undefined ? [] : [{ section, name, path, half: "value" }];
}

function mentionsOfServices(spec: Spec): readonly Mention[] {
  return Object.entries(spec.base.services).flatMap(([name, service]) => {
    const at = (key: string): SpecPath => ["services", name, key];
    return [
      ...listed("environments", spec.services?.[name]?.environments, at("environments")),
      ...listed("networks", service.networks, at("networks")),
      ...listed("services", service.talksTo, at("talksTo")),
      ...single("services", service.scale?.queue?.service, [...at("scale"), "queue", "service"]),
      ...mentionsOfOutputs(service.build, at("build")),
      ...(service.build?.secrets ?? []).flatMap(({ name: secret }, index) =>
        single("secrets", secret, [...at("build"), "secrets", index, "name"]),
      ),
    ];
  });
}

/** The services whose output a build copies. */
function mentionsOfOutputs(build: BuildSpec | undefined, path: SpecPath): readonly Mention[] {
  return Object.entries(build?.copyFrom ?? {}).flatMap(([folder, service]) =>
    single("services", service, [...path, "copyFrom", folder]),
  );
}

function mentionsOfJobs(spec: Spec): readonly Mention[] {
  return Object.entries(spec.jobs ?? {}).flatMap(([name, job]) => {
    const at = (key: string): SpecPath => ["jobs", name, key];
    return [
      ...listed("environments", job.environments, at("environments")),
      ...listed("services", job.before, at("before")),
      ...listed("networks", job.networks, at("networks")),
      ...single("services", job.service, at("service")),
      ...mentionsOfOutputs(job.build, at("build")),
    ];
  });
}

function mentionsAround(spec: Spec): readonly Mention[] {
  const stacks = Object.entries(spec.stacks ?? {}).flatMap(([name, stack]) => [
    ...listed("services", stack.services, ["stacks", name, "services"]),
    ...single("environments", stack.environment, ["stacks", name, "environment"]),
  ]);
  return [
    ...stacks,
    ...listed("services", spec.backups?.services, ["backups", "services"]),
    ...listed("environments", spec.backups?.environments, ["backups", "environments"]),
    ...listed("environments", spec.edge?.environments, ["edge", "environments"]),
    ...listed("environments", spec.observability?.environments, ["observability", "environments"]),
  ];
}

/** An environment changes what the base has, and adds nothing to it. */
function overlays(spec: Spec): readonly Mention[] {
  return Object.entries(spec.environments).flatMap(([name, environment]) => {
    const at = (key: string): SpecPath => ["environments", name, key];
    return [
      ...keyed("services", environment.services, at("services")),
      ...keyed("jobs", environment.jobs, at("jobs")),
      ...keyed("config", environment.config, at("config")),
      ...keyed("external", environment.mocks, at("mocks")),
    ];
  });
}
