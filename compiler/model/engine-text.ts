import type { Engine } from "../catalog/engine.ts";
import type { SpecPath } from "../spec/path.ts";
import type { ServiceSpec } from "../spec/spec.ts";
import { secretsDirectory } from "./secrets.ts";
import { joinText, soleSecret, type Text, type TextPart } from "./text.ts";

/** Resolves the references in a string at `path`, from inside `service` if it is given. */
interface Resolver {
  resolve(text: string, path: SpecPath, service?: string): Text;
}

/** The service for which a template of the catalogue is filled in. */
export interface EngineUse {
  readonly name: string;
  readonly engine: Engine;
  readonly service: ServiceSpec;
  readonly references: Resolver;
  /** Whether the value is an address, in which secrets are percent-encoded. */
  readonly inAddress: boolean;
  /** The services that the engine needs, by the name of the need in the catalogue. */
  readonly needs?: ReadonlyMap<string, Omit<EngineUse, "inAddress">>;
}

/** Fills the placeholders of a template of the catalogue, such as `{host}` and `{need.password-file}`. */
export function fillTemplate(template: string, use: EngineUse): Text {
  const parts: TextPart[] = [];
  for (const [piece, need, placeholder] of template.matchAll(/\{(?:([a-z]+)\.)?([a-z-]+)\}|[^{]+|\{/g)) {
    if (placeholder === undefined) parts.push(piece);
    else parts.push(...placeholderOf(placeholder, need === undefined ? use : needed(use, need)));
  }
  return joinText(parts);
}

function needed(use: EngineUse, need: string): EngineUse | undefined {
  const other = use.needs?.get(need);
  return other && { ...other, inAddress: use.inAddress };
}

function placeholderOf(placeholder: string, use: EngineUse | undefined): Text {
  if (!use) return [];
  const { name, engine, service } = use;
  switch (placeholder) {
    case "host":
      return [{ kind: "service", service: name, attribute: "host" }];
    case "port":
      return [{ kind: "service", service: name, attribute: "port" }];
    case "username":
      return [service.username ?? engine.defaults.username ?? ""];
    case "database":
      return [service.database ?? engine.defaults.database ?? ""];
    case "password":
      return encoded(passwordOf(use), use.inAddress);
    case "password-file":
      return [`${secretsDirectory}/${soleSecret(passwordOf(use)) ?? ""}`];
    case "data":
      return [engine.data ?? ""];
    case "url":
      return fillTemplate(engine.url, { ...use, inAddress: true });
    default:
      throw new Error(`the catalogue entry '${engine.name}' uses the unknown placeholder '{${placeholder}}'`);
  }
}

/** The password of an engine; its rules have checked that it is a secret. */
export function passwordOf(use: Omit<EngineUse, "inAddress">): Text {
  return use.service.password === undefined
    ? []
    : use.references.resolve(use.service.password, ["services", use.name, "password"], use.name);
}

function encoded(text: Text, inAddress: boolean): Text {
  if (!inAddress) return text;
  return text.map((part) => (typeof part !== "string" && part.kind === "secret" ? { ...part, encoding: "url" } : part));
}
