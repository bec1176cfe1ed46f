import { BicepCode, type BicepValue, printBicep } from "../../literals/bicep.ts";
import { describeSetting } from "../../model/describe-setting.ts";
import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { SpecPath } from "../../spec/path.ts";
import { type Deployment, servicesNamed } from "./deployment.ts";
import { symbolOf } from "./names.ts";
import { type BicepType, byName, type Literal, ModuleParameters, type Parameter, propertyOf } from "./parameters.ts";
import { registryPlan, registryServer } from "./registry.ts";
import { Settings } from "./settings.ts";
import { type Hole, ValueWriter } from "./text.ts";

/** A parameter of main.bicep that belongs to no single service, and its value by deployment, in Bicep. */
export interface SharedParameter extends Parameter {
  readonly values: readonly string[];
}

/** The tags of resources, as modules take them. */
const tagsParameter: Parameter = { name: "tags", type: "{ *: string }", description: "Tags of every resource." };

/** What the parts of the target share. */
export class Context {
  readonly platform: Platform;
  /** At least one. */
  readonly deployments: readonly Deployment[];
  readonly writer: ValueWriter;
  readonly reporter: Reporter;
  /** The host of the registry, in main.bicep. */
  readonly registry: string;
  /** Literals in entries of the Key Vault that differ between environments. */
  readonly literals = new Settings("literals");
  readonly #shared = new Map<string, SharedParameter>();
  readonly #config = new Set<string>();
  readonly #secrets = new Set<string>();

  constructor(platform: Platform, deployments: readonly Deployment[], reporter: Reporter) {
    this.platform = platform;
    this.deployments = deployments;
    this.reporter = reporter;
    this.registry = registryServer(registryPlan({ platform, deployments }));
    this.writer = new ValueWriter(deployments, reporter);
  }

  /** The parameters of main.bicep that several services share, by name. */
  get shared(): readonly SharedParameter[] {
    return [...this.#shared.values()].sort(byName);
  }

  /** The settings that are supplied at a deployment, by name. */
  get config(): readonly string[] {
    return [...this.#config].sort();
  }

  /** The secrets that are supplied at a deployment, by name. */
  get secrets(): readonly string[] {
    return [...this.#secrets].sort();
  }

  /** A value that is the same everywhere, or else a parameter of main.bicep. */
  vary(parameter: Parameter & { readonly type: string }, values: readonly Literal[]): BicepValue {
    const [first] = values;
    if (values.every((value) => JSON.stringify(value) === JSON.stringify(first))) return first as BicepValue;
    this.#shared.set(parameter.name, { ...parameter, values: values.map((value) => printBicep(value as BicepValue)) });
    return new BicepCode(parameter.name);
  }

  /** Reads a secret, in main.bicep. Empty: the vault keeps what it has. */
  secret(name: string): string {
    this.#secrets.add(name);
    return propertyOf("secrets", name);
  }

  /** How a declared secret is described. */
  describeSecret(name: string): string {
    return this.platform.secrets.find((secret) => secret.name === name)?.description || `Secret ${name}.`;
  }

  /** How a declared setting is described. */
  describeSetting(name: string): string {
    const setting = this.platform.settings.find((one) => one.name === name);
    return (setting && describeSetting(setting)) || `Setting ${name}.`;
  }

  /** Reads what only the deployment knows, in a module of a workload. */
  readonly readInWorkload = (hole: Hole, own: ModuleParameters): BicepCode => {
    switch (hole.kind) {
      case "setting": {
        this.#config.add(hole.setting);
        const property = { name: hole.setting, type: "string", description: this.describeSetting(hole.setting) };
        const object = { name: "config", description: "Settings that are supplied at a deployment." };
        return own.takeProperty(object, property, propertyOf("config", hole.setting));
      }
      case "domain": {
        const description = "Domain of the Container Apps environment.";
        return own.take({ name: "domain", type: "string", description }, "apps.outputs.domain");
      }
      case "host":
        return this.takeHost(hole.service, own);
      case "secret":
        throw new Error(`a value that is not secret contains the secret ${hole.secret}`);
    }
  };

  /** The host of a service that Azure runs. `isGuarded`: the module is deployed only where the service is. */
  takeHost(service: string, own: ModuleParameters, isGuarded = false): BicepCode {
    const server = symbolOf(service, "server");
    const isEverywhere = this.isEverywhere(service);
    const whole = `${server}${isEverywhere ? "" : "!"}.outputs.host`;
    const argument = isGuarded || isEverywhere ? whole : `${server}.?outputs.host ?? ''`;
    const property = { name: service, type: "string", description: `Host name of ${service}.` };
    const object = { name: "hosts", description: "Host names of managed services." };
    return own.takeProperty(object, property, argument);
  }

  /** Whether every environment has a service. */
  isEverywhere(service: string): boolean {
    return servicesNamed(this.deployments, service).every((one) => one !== undefined);
  }

  /** What has to be the same in every environment. Reports what is not. */
  same<T>(values: readonly (T | undefined)[], what: string, path: SpecPath): T | undefined {
    const [first] = values.filter((value) => value !== undefined);
    values.forEach((value, index) => {
      if (value === undefined || JSON.stringify(value) === JSON.stringify(first)) return;
      this.reporter.report(
        "bicep/differs",
        { environment: this.deployments[index]?.environment.name ?? "", path },
        { what },
      );
    });
    return first;
  }

  /** The parameters of a module that belongs to the region and has tags. */
  newModule(): ModuleParameters {
    const own = new ModuleParameters();
    own.take({ name: "location", type: "string", description: "Azure region." }, "location");
    own.take(tagsParameter, "tags");
    return own;
  }
}

/** The condition of a resource with its own settings: their object is null in an environment that lacks the resource. */
export function conditionOf(settings: string, things: readonly (object | undefined)[]): string | null {
  return things.every((thing) => thing !== undefined) ? null : `${settings} != null`;
}

/** An object of settings, in main.bicep. Where it may be null, the module that gets it is not deployed. */
export function presentSettings(settings: string, things: readonly (object | undefined)[]): string {
  return conditionOf(settings, things) === null ? settings : `${settings}!`;
}

/** A list of objects of this type, as a word. */
export function listOf(type: Exclude<BicepType, string>): string {
  return `{ ${type.map(({ name, type: inner }) => `${name}: ${String(inner)}`).join(", ")} }[]`;
}
