import { Azure, appOf } from "../../../support/azure/azure.ts";
import { runWith } from "../../../support/azure/run.ts";
import { deployTemplate } from "./deploy.ts";
import { textOf, type Values } from "./functions.ts";
import type { Program } from "./program.ts";
import { World } from "./world.ts";

/** An environment of a platform, with the script that deploys it. */
export interface Deployable {
  readonly environment: string;
  readonly script: string;
  readonly program: Program;
}

/** What a deployment has done. */
export interface Report {
  readonly code: number;
  /** The output of the script. */
  readonly text: string;
  /** What has changed, in order. */
  readonly log: readonly string[];
  /** The apps with a new revision. */
  readonly changed: readonly string[];
}

/** Settings of a deployment that are no environment variables. */
export interface Options {
  /** Changes the parameters. */
  readonly change?: (parameters: Values) => Values;
  /** Deploys with one command, without the script. */
  readonly isPlain?: boolean;
}

/** Seconds that a deployment takes: fewer than a role needs to become effective. */
const deploymentTime = 30;

/** A subscription with resource groups, which scripts deploy to. */
export class Simulation {
  readonly world = new World();
  readonly #groups = new Map<string, Azure>();
  /** The names of apps whose new revisions do not start. */
  broken: readonly string[] = [];

  /** A resource group, empty at first. */
  group(name: string): Azure {
    const azure = this.#groups.get(name) ?? new Azure();
    this.#groups.set(name, azure);
    return azure;
  }

  /** Deploys an environment to a resource group. */
  async deploy(
    { environment, script, program }: Deployable,
    group: string,
    env: Readonly<Record<string, string>>,
    { change = (parameters) => parameters, isPlain = false }: Options = {},
  ): Promise<Report> {
    const azure = this.group(group);
    const start = azure.log.length;
    const before = revisionsOf(azure);
    azure.clock = this.world.clock;
    azure.deployer = async (name, variables) => {
      azure.clock += deploymentTime;
      this.world.clock = azure.clock;
      return this.#deployOnce(program, change(program.parameters(variables)), group, name);
    };
    const run = isPlain
      ? await plain(azure, env)
      : await runWith(azure, script, [environment], { AZURE_RESOURCE_GROUP: group, ...env });
    this.world.clock = azure.clock;
    const after = revisionsOf(azure);
    const changed = [...after].filter(([app, count]) => count > (before.get(app) ?? 0)).map(([app]) => app);
    return { ...run, log: azure.log.slice(start), changed: changed.sort() };
  }

  /** Deletes a resource group. */
  delete(group: string): void {
    this.world.deleteGroup(group);
    this.#groups.delete(group);
  }

  #deployOnce(program: Program, parameters: Values, group: string, name: string): string | undefined {
    const azure = this.group(group);
    const { world } = this;
    world.hasImage = (image) => azure.images.has(image.slice(image.indexOf("/") + 1));
    world.onApp = ({ type, name: app, properties }) => {
      if (type !== "Microsoft.App/containerApps") return;
      const error = appOf(azure, app).put(structuredClone(properties), !this.broken.includes(app));
      if (error !== undefined) throw new Error(error);
    };
    try {
      deployTemplate(program.template, parameters, world, { group, name, order: "last" });
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      this.#show(azure, group);
    }
  }

  /** Lets `az` see what exists in a group. */
  #show(azure: Azure, group: string): void {
    const start = `/subscriptions/s/resourceGroups/${group}/providers/`;
    const own = [...this.world.resources.values()].filter(({ id }) => id.startsWith(start));
    const whole = own.filter(({ type, id }) => type.split("/").length === 2 && id.split("/providers/").length === 2);
    azure.resources = new Set(whole.map(({ type, name }) => `${type}/${name}`));
    const entries = own.filter(({ type }) => type === "Microsoft.KeyVault/vaults/secrets");
    azure.entries = new Set(entries.map(({ name }) => name));
  }

  /** The value of an entry of a vault. */
  entry(group: string, name: string): string | undefined {
    const all = this.world.all("Microsoft.KeyVault/vaults/secrets");
    const found = all.find((one) => one.name === name && one.id.includes(`/resourceGroups/${group}/`));
    return found && textOf(found.properties.value);
  }
}

function revisionsOf(azure: Azure): ReadonlyMap<string, number> {
  return new Map([...azure.apps.values()].map(({ name, revisions }) => [name, revisions.length]));
}

async function plain(azure: Azure, env: Readonly<Record<string, string>>): Promise<Pick<Report, "code" | "text">> {
  const args = ["deployment", "group", "create", "--name", "main", "--parameters", "main.bicepparam"];
  const { code, err } = await azure.run("az", args, env);
  return { code, text: err };
}
