import type { BicepCode } from "../../literals/bicep.ts";
import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { SpecPath } from "../../spec/path.ts";
import { type Deployment, servicesNamed } from "./deployment.ts";
import { identifierOf } from "./names.ts";
import { ModuleParameters, type Naming, type Parameter, Parameters } from "./parameters.ts";
import { registryPlan, registryServer } from "./registry.ts";
import { BicepTexts, type Hole, readVariable } from "./text.ts";

/** Names that main.bicep or a module has for something of its own. */
const reserved = [
  ...["app", "apps", "endpoints", "environmentId", "environmentName", "identityClientId", "identityId", "image", "job"],
  ...["location", "locked", "logs", "monitoring", "network", "registry", "shares", "tags", "vault", "vaultName"],
  ...["vaultSecrets", "vaultUri", "workspaceId", "zoneRedundant", "storage", "domain", "bindDomains", "revision"],
  ...["activeRevision", "newTraffic", "registryServer", "actionGroupId", "registryCredentials", "vaultEntries"],
  ...[
    "addressSpace",
    "appsAddresses",
    "endpointsAddresses",
    "entriesExpire",
    "registryName",
    "retentionDays",
    "storageName",
    "unique",
  ],
];

/** What the parts of the target share. */
export class Context {
  readonly platform: Platform;
  /** At least one. */
  readonly deployments: readonly Deployment[];
  readonly parameters = new Parameters(reserved);
  readonly texts: BicepTexts;
  readonly reporter: Reporter;
  /** The host of the registry, in main.bicep. */
  readonly registry: string;

  constructor(platform: Platform, deployments: readonly Deployment[], reporter: Reporter) {
    this.platform = platform;
    this.deployments = deployments;
    this.reporter = reporter;
    this.registry = registryServer(registryPlan({ platform, deployments }));
    this.texts = new BicepTexts(deployments, this.parameters, reporter);
  }

  /** The parameter for a setting that whoever deploys supplies. */
  setting(name: string): Parameter {
    const { description = "", required = true } = this.platform.settings.find((one) => one.name === name) ?? {};
    const value = readVariable(name, required ? undefined : "");
    const naming = { names: [[name], ["setting", name]], description: description || `The setting ${name}.` };
    return this.parameters.declare(naming, { type: "string", values: this.deployments.map(() => value) });
  }

  /** Reads what only the deployment knows, in a module of a workload. */
  readonly readInWorkload = (hole: Hole, own: ModuleParameters): BicepCode => {
    switch (hole.kind) {
      case "setting":
        return own.pass(this.setting(hole.setting));
      case "domain": {
        const description = "The domain of the environment of Container Apps.";
        return own.take({ name: "domain", type: "string", description }, "apps.outputs.domain");
      }
      case "host":
        return this.takeHost(hole.service, own);
      case "secret":
        throw new Error(`the secret ${hole.secret} is in a text that is none`);
    }
  };

  /** The host of a service that Azure runs. */
  takeHost(service: string, own: ModuleParameters): BicepCode {
    const parameter = {
      name: identifierOf(service, "host"),
      type: "string" as const,
      description: `The host of ${service}.`,
    };
    return own.take(parameter, this.outputOf(service, identifierOf(service, "server"), "host"));
  }

  /** An output of the module of a service. Where some environment lacks the service, it may not be there. */
  outputOf(service: string, symbol: string, output: string): string {
    const isEverywhere = this.condition(service, servicesNamed(this.deployments, service)) === null;
    return isEverywhere ? `${symbol}.outputs.${output}` : `${symbol}.?outputs.${output} ?? ''`;
  }

  /** The parameter that says whether something exists in an environment; null for what is in all of them. */
  condition(name: string, things: readonly (object | undefined)[]): string | null {
    const naming = { names: [["deploy", name]], description: `Whether the environment has ${name}.` };
    return this.either(
      naming,
      things.map((thing) => thing !== undefined),
    );
  }

  /** The parameter that says whether something holds in an environment; null for what holds in all of them. */
  either(naming: Naming, values: readonly boolean[]): string | null {
    if (values.every((value) => value)) return null;
    return this.parameters.declare(naming, { type: "bool", values: values.map(String) }).name;
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
    own.take({ name: "location", type: "string", description: "The region." }, "location");
    own.take({ name: "tags", type: "object", description: "The tags of every resource." }, "tags");
    return own;
  }
}
