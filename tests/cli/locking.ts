// A platform of images from elsewhere, a registry that has them, and `lock` run with it in place of every other.
import type { Test } from "uvu";
import { Registry } from "../support/registry.ts";
import { type Run, type RunOptions, Workspace } from "./workspace.ts";

/** An image that the specification pins itself. */
export const roof = `registry.example/roof:1.0@sha256:${"0123456789abcdef".repeat(4)}`;

export const usual = { till: "shop/till:1.0", door: "ghcr.io/shop/door:1.0", roof };

/** A specification whose services run these images. The Compose target alone names them. */
export function spec(images: Readonly<Record<string, string>>, platforms = "[linux/amd64]"): string {
  const services = Object.entries(images).map(
    ([name, image]) => `  ${name}: { image: "${image}", port: 8080, health: { command: [check] } }\n`,
  );
  return `output: out
platform: { name: shop, description: A small shop. }
images: { platforms: ${platforms} }
environments: { prod: { tier: production } }
targets: { docker: { enabled: false } }
services:
${services.join("")}`;
}

/** A platform whose lock file pins the till, and a chimney that is not part of it. */
export function half(): Workspace {
  const workspace = new Workspace(spec(usual));
  const chimney = `shop/chimney:1.0: sha256:${"c".repeat(64)}`;
  const till = `shop/till:1.0: sha256:${"d".repeat(64)}`;
  workspace.write("platform.lock.yaml", `version: 1\nimages:\n  ${chimney}\n  ${till}\n`);
  return workspace;
}

/** A registry that is new for every test. */
export class Shelf {
  #registry: Registry | undefined;

  constructor(test: Test) {
    test.before.each(async () => {
      this.#registry = await Registry.start();
      for (const name of ["till", "door", "bell"]) this.registry.putIndex(`shop/${name}`, "1.0");
    });
    test.after.each(async () => {
      await this.#registry?.stop();
    });
  }

  get registry(): Registry {
    if (!this.#registry) throw new Error("there is no registry outside of a test");
    return this.#registry;
  }

  /** Runs `lock`. The registry is called `<registry>` in what is said. */
  async lock(workspace: Workspace, args: readonly string[] = [], env: RunOptions["env"] = {}): Promise<Run> {
    const all = { VARAI_GEN_REGISTRY_MIRROR: this.registry.host, HOME: workspace.folder, ...env };
    const { code, out, err } = await workspace.run(["lock", ...args], { env: all });
    const stable = (text: string): string => text.replaceAll(this.registry.host, "<registry>");
    return { code, out: stable(out), err: stable(err) };
  }

  /** A run that cannot resolve the bell; and the door is not there for every platform. */
  async lockIncomplete(args: readonly string[]): Promise<{ readonly run: Run; readonly workspace: Workspace }> {
    const workspace = half();
    workspace.write("platform.yaml", spec({ ...usual, bell: "shop/bell:2.0" }, "[linux/amd64, linux/arm64]"));
    this.registry.putIndex("shop/door", "1.0", "", ["linux/amd64"]);
    return { run: await this.lock(workspace, args), workspace };
  }
}
