import { BicepCode, type BicepValue, escapeBicep, printBicep, quoteBicep } from "../../literals/bicep.ts";
import type { Environment } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import { secretsDirectory } from "../../model/secrets.ts";
import type { Text, TextPart } from "../../model/text.ts";
import type { SpecPath } from "../../spec/path.ts";
import { variableOf } from "../deployment-variables.ts";
import { type Deployment, servicesOf } from "./deployment.ts";
import { servedExposures, transportOf } from "./ingress.ts";
import { addressesOf, encryptedAddress, isManaged, managedKind, managedPorts, replaceWithin } from "./managed.ts";
import type { ModuleParameters } from "./parameters.ts";
import type { Settings } from "./settings.ts";

/** A part of a value that is known only when the platform is deployed. */
export type Hole =
  | { readonly kind: "setting"; readonly setting: string }
  | { readonly kind: "secret"; readonly secret: string; readonly encoding: "none" | "url" }
  /** The host of a service that Azure runs. */
  | { readonly kind: "host"; readonly service: string }
  /** The domain of the environment of Container Apps. */
  | { readonly kind: "domain" };

type Piece = string | Hole;

/** How a module reads a part that is known only at deployment. */
export type HoleReader = (hole: Hole, parameters: ModuleParameters) => BicepCode;

/** A value of the specification for each deployment, and its place in the specification. */
export interface ValueRequest {
  /** By deployment; undefined in a deployment without the value. */
  readonly values: readonly (Text | undefined)[];
  /** Receives the literals that differ between environments. */
  readonly settings: Settings;
  readonly key: readonly string[];
  readonly description: string;
  readonly path: SpecPath;
}

/** Writes values of the specification as Bicep expressions. */
export class ValueWriter {
  readonly #deployments: readonly Deployment[];
  readonly #reporter: Reporter;

  constructor(deployments: readonly Deployment[], reporter: Reporter) {
    this.#deployments = deployments;
    this.#reporter = reporter;
  }

  /** A value that is the same in every environment is printed as it is; literals that differ become settings. */
  write(
    { values, settings, key, description, path }: ValueRequest,
    own: ModuleParameters,
    read: HoleReader,
  ): BicepValue {
    const all = values.map((value, index) => (value === undefined ? undefined : this.#pieces(value, index)));
    const [first] = all.filter((pieces) => pieces !== undefined);
    if (!first) return "";
    if (all.every((pieces) => pieces === undefined || shapeOf(pieces) === shapeOf(first))) {
      return joined(varied(first, all, { settings, key, description }, (hole) => read(hole, own)));
    }
    const ofFiles = all.map((pieces) => pieces && valueOfFile(pieces));
    if (ofFiles.every((value, index) => value !== undefined || all[index] === undefined)) {
      return settings.add(key, description, ofFiles);
    }
    const [last] = this.#deployments.slice(-1);
    this.#reporter.report("bicep/differs", { environment: last?.environment.name ?? "", path }, { what: "The value" });
    return "";
  }

  /** The pieces of a value, with everything filled in that is known at compile time. */
  #pieces(text: Text, index: number): readonly Piece[] {
    const deployment = this.#deployments[index];
    if (!deployment) return [];
    const { environment, settings } = deployment;
    const addresses = servicesOf(environment).flatMap((service) => {
      const kind = managedKind(service, settings);
      if (kind && isManaged(service, settings)) return [addressesOf(service, kind)];
      return transportOf(service, settings) === "tcp" ? [] : encryptedAddress(service);
    });
    const replaced = addresses.reduce<Text>(replaceWithin, text);
    return compact(replaced.flatMap((part) => piecesOf(part, environment, deployment)));
  }
}

function piecesOf(part: TextPart, environment: Environment, { settings }: Deployment): readonly Piece[] {
  if (typeof part === "string") return [part];
  if (part.kind === "secret-file") return [`${secretsDirectory}/${part.secret}`];
  if (part.kind !== "service") return [part];
  const service = servicesOf(environment).find(({ name }) => name === part.service);
  if (!service) return [];
  const kind = managedKind(service, settings);
  if (kind) return part.attribute === "port" ? [managedPorts[kind]] : [{ kind: "host", service: service.name }];
  const port = String(service.ports[0]?.number ?? "");
  if (transportOf(service, settings) === "tcp") {
    const scheme = service.ports[0]?.protocol === "https" ? "https" : "http";
    const parts = { host: service.name, port, origin: `${scheme}://${service.name}:${port}` };
    return [parts[part.attribute]];
  }
  const isPublic = servedExposures(service).length > 0;
  const host: readonly Piece[] = [`${service.name}${isPublic ? "" : ".internal"}.`, { kind: "domain" }];
  if (part.attribute === "port") return ["443"];
  return part.attribute === "host" ? host : ["https://", ...host];
}

/** Hosts that Bicep's linter wants to come from `environment()`, in no-hardcoded-env-urls. */
const cloudHosts =
  /(?<![a-z0-9])(api\.loganalytics\.io|azuredatalake(analytics|store)\.net|datalake\.azure\.net|gallery\.azure\.com|login\.microsoftonline\.com|management\.azure\.com|trafficmanager\.net|vault\.azure\.net|(asazure|core|database|graph)\.windows\.net)(?![a-z0-9])/i;

/** Whether a value contains a host name that differs between Azure's clouds. The specification names it on purpose. */
export function hasCloudHost(value: BicepValue): boolean {
  return cloudHosts.test(printBicep(value));
}

/** Neighbouring literals as one. */
function compact(pieces: readonly Piece[]): readonly Piece[] {
  const compacted: Piece[] = [];
  for (const piece of pieces) {
    const last = compacted.at(-1);
    if (typeof piece === "string" && typeof last === "string") compacted[compacted.length - 1] = last + piece;
    else if (piece !== "") compacted.push(piece);
  }
  return compacted.length === 0 ? [""] : compacted;
}

type Pieces = readonly Piece[];

/** The pieces of a value, with settings for those that differ: one string, or a list of the pieces that differ. */
function varied(
  first: Pieces,
  all: readonly (Pieces | undefined)[],
  { settings, key, description }: Pick<ValueRequest, "settings" | "key" | "description">,
  read: (hole: Hole) => BicepCode,
): readonly BicepValue[] {
  const differing = first.flatMap((piece, index) => {
    const isSame = all.every((pieces) => pieces === undefined || pieces[index] === piece);
    return typeof piece !== "string" || isSame ? [] : [index];
  });
  const literals = all.map((pieces) => pieces && differing.map((index) => String(pieces[index])));
  const isList = differing.length > 1;
  const setting =
    differing.length === 0
      ? undefined
      : settings.add(
          key,
          description,
          literals.map((list) => (isList ? list : list?.[0])),
        );
  return first.map((piece, index) => {
    if (typeof piece !== "string") return read(piece);
    const place = differing.indexOf(index);
    if (place < 0 || !setting) return piece;
    return isList ? new BicepCode(`${setting.code}[${place}]`) : setting;
  });
}

/** The structure of a value, without its literals. */
function shapeOf(pieces: readonly Piece[]): string {
  return JSON.stringify(pieces.map((piece) => (typeof piece === "string" ? "" : piece)));
}

/** A value of literals and settings, as a parameter file writes it; undefined for any other value. */
function valueOfFile(pieces: Pieces): string | BicepCode | undefined {
  const parts = pieces.map((piece): BicepValue | undefined => {
    if (typeof piece === "string") return piece;
    return piece.kind === "setting" ? new BicepCode(readVariable(variableOf("setting", piece.setting))) : undefined;
  });
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  const value = joined(known);
  return value instanceof BicepCode ? value : String(value);
}

/** Reads an environment variable, in a parameter file. One that is not set has its default, so that every file compiles. */
export function readVariable(name: string, standard = ""): string {
  return `readEnvironmentVariable(${quoteBicep(name)}, ${quoteBicep(standard)})`;
}

/** Literals and expressions as one text. */
function joined(parts: readonly BicepValue[]): BicepValue {
  const [first = ""] = parts;
  if (parts.length === 1) return first;
  const inner = parts.map((part) => (part instanceof BicepCode ? `\${${part.code}}` : escapeBicep(String(part))));
  return new BicepCode(`'${inner.join("")}'`);
}
