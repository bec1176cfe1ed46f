import * as assert from "node:assert/strict";
import { type Compose, must, type Outcome, run } from "./commands.ts";

/** What of `docker inspect` is compared. */
interface Inspected {
  readonly Id: string;
  readonly Image: string;
  readonly Config: { readonly User: string; readonly Labels: Readonly<Record<string, string>> };
  readonly HostConfig: {
    readonly CapAdd: readonly string[] | null;
    readonly CapDrop: readonly string[] | null;
    readonly ReadonlyRootfs: boolean;
    readonly SecurityOpt: readonly string[] | null;
  };
  readonly State: { readonly Running: boolean; readonly ExitCode: number };
}

/** A container that Compose has started. */
export class FoundContainer {
  readonly id: string;
  readonly image: string;
  readonly service: string;
  readonly isRunning: boolean;
  readonly #found: Inspected;
  #kernel: string | undefined;

  constructor(found: Inspected) {
    this.id = found.Id;
    this.image = found.Image;
    this.service = found.Config.Labels["com.docker.compose.service"] ?? "";
    this.isRunning = found.State.Running;
    this.#found = found;
  }

  /** Runs a command of a shell in it, as its user. */
  exec(command: string): Outcome {
    return run(["docker", "exec", this.id, "/bin/sh", "-c", command]);
  }

  /** Fails unless its first process is the user that the file names by number, with no capability and no way to one. */
  assertUnprivileged(): void {
    const { User } = this.#found.Config;
    assert.match(User, /^[1-9]\d*:\d+$/, this.service);
    const field = (name: string): string => new RegExp(`^${name}:\\s*(.*)$`, "m").exec(this.#told())?.[1] ?? "";
    assert.equal(`${field("Uid").split("\t")[0]}:${field("Gid").split("\t")[0]}`, User, this.service);
    const capabilities = ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"].map(field);
    assert.deepEqual([...new Set(capabilities)], ["0000000000000000"], this.service);
    assert.equal(field("NoNewPrivs"), "1", this.service);
  }

  /** Fails unless it has ended with 0, and had no capability but to change the owner of files. */
  assertEndedJob(): void {
    const { CapAdd, CapDrop, SecurityOpt } = this.#found.HostConfig;
    assert.equal(this.#found.State.ExitCode, 0, this.service);
    assert.deepEqual(CapDrop, ["ALL"], this.service);
    assert.deepEqual(
      (CapAdd ?? []).filter((name) => !/^(CAP_)?CHOWN$/.test(name)),
      [],
      this.service,
    );
    assert.deepEqual(SecurityOpt, ["no-new-privileges:true"], this.service);
  }

  /** Whether its root file system can be written to, which the kernel tells while it runs. */
  canWrite(): boolean {
    if (!this.isRunning) return !this.#found.HostConfig.ReadonlyRootfs;
    return /^\S+ \/ \S+ rw,/m.test(this.#told());
  }

  /** What the kernel tells of its first process and its file systems. */
  #told(): string {
    this.#kernel ??= this.exec("cat /proc/1/status /proc/mounts").out;
    return this.#kernel;
  }
}

/** The containers of a Compose file, running or not. */
export function findContainers(compose: Compose): readonly FoundContainer[] {
  const ids = compose.must("ps", "--all", "--quiet").split("\n");
  return (JSON.parse(must(["docker", "inspect", ...ids])) as readonly Inspected[]).map(
    (found) => new FoundContainer(found),
  );
}
