import { version } from "../../built/version.js";
import { Diagnostics } from "../../diagnostics/diagnostics.ts";
import { nearest } from "../../diagnostics/suggest.ts";
import type { Platform } from "../../model/platform.ts";
import { Folder } from "../../output/folder.ts";
import { type Mirror, parseMirror } from "../../registry/address.ts";
import type { Resolved } from "../../registry/resolve.ts";
import { type Lock, readLock } from "../../spec/lock.ts";
import { imagesToPin } from "../../targets/plan.ts";
import { Failure } from "../failure.ts";
import { changesOfLock, type LockChange, statusOfLock, textAfter } from "../lock-changes.ts";
import {
  findingsOfLock,
  type LockReport,
  lockToJson,
  writeChanges,
  writeLockStatus,
  writeUnresolved,
} from "../lock-report.ts";
import { type CommonOptions, formatOf } from "../options.ts";
import { countFindings, writeDiagnostics, writeFindings } from "../report.ts";
import { type Compiled, compileAll } from "../run.ts";
import type { SpecFile } from "../specs.ts";
import type { Terminal } from "../terminal.ts";

/** The options of the command `lock`. */
export interface LockOptions extends CommonOptions {
  /** The images to resolve again; true for all. */
  readonly update?: true | readonly string[];
  readonly check?: boolean;
  readonly mirror?: readonly string[];
}

/** A specification, its images and its lock file. */
interface Locked {
  readonly spec: SpecFile;
  readonly platform: Platform;
  readonly images: readonly string[];
  readonly lock: Lock;
}

/**
 * Pins images by digest. This is the only command that uses the network, and only for images without a digest or images to
 * update. If one image cannot be resolved, no lock file is written.
 */
export async function lock(options: LockOptions, terminal: Terminal): Promise<number> {
  const mirrors = mirrorsOf(options, terminal.env);
  const compiled = await compileAll(options, terminal, false);
  const valid = compiled.flatMap(lockedOf);
  if (valid.length < compiled.length) return reportInvalid(compiled, options, terminal);
  refuseSharedLocks(valid);
  if (options.check) return checkLocks(valid, options, terminal);
  const resolved = await resolve(valid, options, mirrors, terminal.env);
  const planned = valid.map((one) => ({ ...one, changes: changesOfLock(one.images, one.lock, resolved) }));
  const isResolved = planned.every(({ changes }) => changes.every(({ state }) => state !== "unresolved"));
  const reports = planned.map((one) => reportOf(one, one.changes, isResolved && writeLock(one, one.changes)));
  report(reports, options, terminal);
  if (formatOf(options, terminal.env) === "pretty") {
    if (!isResolved) writeUnresolved(reports, terminal);
    else if (options.quiet !== true) writeChanges(reports, terminal);
  }
  return isResolved ? 0 : 2;
}

/** Checks that each lock file has exactly the images of its specification. */
function checkLocks(valid: readonly Locked[], options: LockOptions, terminal: Terminal): number {
  const reports = valid.map((one) => reportOf(one, statusOfLock(one.images, one.lock), false));
  report(reports, options, terminal);
  if (formatOf(options, terminal.env) === "pretty") writeLockStatus(reports, options, terminal);
  return reports.every((one) => findingsOfLock(one).length === 0) ? 0 : 1;
}

function lockedOf({ spec, result: { platform } }: Compiled): readonly Locked[] {
  // A lock file that cannot be read is an error of the specification.
  return platform
    ? [{ spec, platform, images: imagesToPin(platform), lock: readLock(spec.source, new Diagnostics()) }]
    : [];
}

function reportInvalid(compiled: readonly Compiled[], options: LockOptions, terminal: Terminal): number {
  const reports = compiled.map(({ spec, result: { diagnostics } }) => ({
    spec: spec.source.path,
    lock: readLock(spec.source, new Diagnostics()),
    diagnostics: diagnostics.filter(({ severity }) => severity === "error"),
    changes: [],
    isWritten: false,
  }));
  report(reports, options, terminal);
  if (formatOf(options, terminal.env) !== "pretty") return 1;
  for (const { spec, diagnostics } of reports.filter((one) => one.diagnostics.length > 0)) {
    writeDiagnostics(diagnostics, { notes: false, warnings: false }, terminal, (text) => terminal.err(text));
    terminal.err(`${spec}: ${countFindings(diagnostics)}\n`);
  }
  return 1;
}

function reportOf({ spec, lock: file }: Locked, changes: readonly LockChange[], isWritten: boolean): LockReport {
  return { spec: spec.source.path, lock: file, diagnostics: [], changes, isWritten };
}

function report(reports: readonly LockReport[], options: LockOptions, terminal: Terminal): void {
  const format = formatOf(options, terminal.env);
  writeFindings(reports.flatMap(findingsOfLock), reports.map(lockToJson), format, terminal, version);
}

/** Resolves missing images and images to update. An image that several specifications use is resolved once. */
async function resolve(
  valid: readonly Locked[],
  { update }: LockOptions,
  mirrors: readonly Mirror[],
  env: Terminal["env"],
): Promise<ReadonlyMap<string, Resolved>> {
  const images = [...new Set(valid.flatMap((one) => one.images))].sort();
  if (Array.isArray(update)) checkNames(update, images);
  const isWanted = (image: string): boolean =>
    update === true ||
    update?.includes(image) === true ||
    valid.some((one) => one.images.includes(image) && !one.lock.digests.has(image));
  const wanted = images.filter(isWanted).map((image) => {
    const users = valid.filter((one) => one.images.includes(image));
    const known = [...new Set(users.flatMap((one) => one.lock.digests.get(image) ?? []))];
    return { image, known, platforms: [...new Set(users.flatMap((one) => one.platform.images.platforms))].sort() };
  });
  if (wanted.length === 0) return new Map();
  const { resolveImages } = await import("../../registry/resolve.ts");
  const { dockerKeychain } = await import("../../registry/docker-config.ts");
  return resolveImages(wanted, { mirrors, keychain: dockerKeychain(env) });
}

function checkNames(names: readonly string[], images: readonly string[]): void {
  for (const name of names) {
    if (images.includes(name)) continue;
    const suggestion = nearest(name, images);
    const help = suggestion === undefined ? `The images are ${images.join(", ")}.` : `Did you mean '${suggestion}'?`;
    throw new Failure(`no specification uses the image '${name}'`, help);
  }
}

/** The mirrors of the options or, without any, of the environment. */
function mirrorsOf({ mirror }: LockOptions, env: Terminal["env"]): readonly Mirror[] {
  const values = mirror ?? (env.VARAI_GEN_REGISTRY_MIRROR ?? "").split(/[\s,]+/).filter((text) => text !== "");
  return values.map((text) => {
    const parsed = parseMirror(text);
    if (parsed) return parsed;
    const help =
      "Write [registry=]address[/path], for example docker.io=mirror.example/hub. Plain HTTP is allowed for localhost only.";
    throw new Failure(`'${text}' is not a valid mirror`, help);
  });
}

/** `a.yaml` and `a.yml` share a lock file, and each would remove the entries of the other. */
function refuseSharedLocks(valid: readonly Locked[]): void {
  const owners = new Map<string, Locked>();
  for (const one of valid) {
    const other = owners.get(one.lock.path);
    owners.set(one.lock.path, one);
    if (!other) continue;
    const names = `${other.spec.source.path} and ${one.spec.source.path}`;
    throw new Failure(`${names} have the same lock file: ${one.lock.path}`, "Rename one of them.");
  }
}

/** Writes a lock file if it changes. The replacement is atomic. */
function writeLock({ spec, lock: { path } }: Locked, changes: readonly LockChange[]): boolean {
  const name = path.split("/").at(-1) ?? path;
  const folder = new Folder(spec.folder);
  const found = folder.find(name);
  if (found.kind === "obstacle") throw new Failure(`${path} cannot be written: ${found.what}`);
  const text = textAfter(changes);
  const isThere = found.kind === "file";
  if (isThere ? found.text.replaceAll("\r\n", "\n") === text : changes.length === 0) return false;
  folder.removeLeftovers([name]);
  folder.write(name, text, isThere ? found.mode : 0o644);
  return true;
}
