import { inherited, lineageOf, type Stage, stageOf } from "../../dockerfile/dockerfile.ts";
import type { OwnBuild } from "../image.ts";
import type { Reporter } from "../reporter.ts";
import type { Service } from "../service.ts";
import type { Rule } from "./rule.ts";

/** What an own Dockerfile states about its image agrees with how the service runs. */
export const ownDockerfilesFit: Rule = ({ platform }, reporter) => {
  for (const service of platform.base.services) {
    const { origin } = service;
    if (origin.kind !== "built" || origin.build.kind !== "own" || !origin.build.file) continue;
    const lineage = lineageOf(
      origin.build.file,
      stageOf(origin.build.file, origin.build.targets.production || undefined),
    );
    reportUser(service, origin.build, lineage, reporter);
    reportPorts(service, origin.build, lineage, reporter);
    reportCommand(service, origin.build, lineage, reporter);
    reportVolumes(service, origin.build, lineage, reporter);
  }
};

type Lineage = readonly Stage[];

function reportUser({ path, hardening }: Service, build: OwnBuild, lineage: Lineage, reporter: Reporter): void {
  const { id } = hardening.user;
  const stated = inherited(lineage, ({ user }) => user);
  const [name = ""] = stated?.value.split(":") ?? [];
  const at = stated ? `${build.dockerfile}:${stated.line}` : build.dockerfile;
  const spots = [{ path: [...path, "user"] }, { path: [...path, "build"] }];
  if (/^[1-9]\d*$/.test(name)) {
    if (Number(name) === id) return;
    reporter.report("dockerfile/user-differs", spots[0], { at, stated: Number(name), id });
    return;
  }
  if (hardening.isRoot || reporter.written(spots.slice(0, 1)).length > 0) return;
  reporter.report("dockerfile/user-unknown", spots[1], { at, user: name === "0" ? "root" : name, id });
}

function reportPorts({ name, path, ports }: Service, build: OwnBuild, lineage: Lineage, reporter: Reporter): void {
  const stated = lineage.flatMap((stage) => stage.ports);
  const [first] = stated;
  if (!first) return;
  const at = `${build.dockerfile}:${first.line}`;
  const [main] = ports;
  if (!main) {
    const spot = { path: [...path, "build"] };
    reporter.report("dockerfile/several-ports", spot, { at, stated: stated.map(({ value }) => value), service: name });
    return;
  }
  const numbers = stated.map(({ value }) => Number.parseInt(value, 10));
  if (numbers.some((number) => Number.isNaN(number) || number === main.number)) return;
  reporter.report("dockerfile/port-differs", { path: [...path, "port"] }, { at, stated: numbers, port: main.number });
}

function reportCommand({ name, path, command }: Service, build: OwnBuild, lineage: Lineage, reporter: Reporter): void {
  const entrypoint = inherited(lineage, (stage) => stage.entrypoint);
  const started = entrypoint ?? inherited(lineage, (stage) => stage.command);
  if (!started?.value.isShell || (!entrypoint && command.length > 0)) return;
  // The shell replaces itself with the process.
  if (started.value.words.at(-1)?.trimStart().startsWith("exec ")) return;
  const holes = { at: `${build.dockerfile}:${started.line}`, service: name };
  reporter.report("dockerfile/shell-form", { path: [...path, "build"] }, holes);
}

function reportVolumes(service: Service, build: OwnBuild, lineage: Lineage, reporter: Reporter): void {
  const mounted = [service.storage, service.temporary, service.hostPaths].flat().map(({ path }) => path);
  for (const { value, line } of lineage.flatMap(({ volumes }) => volumes)) {
    if (mounted.some((path) => path === value || value.startsWith(`${path}/`))) continue;
    const holes = { at: `${build.dockerfile}:${line}`, path: value, service: service.name };
    reporter.report("dockerfile/volume-without-storage", { path: [...service.path, "build"] }, holes);
  }
}
