import type { Service } from "../../model/service.ts";
import type { Text, TextPart } from "../../model/text.ts";
import type { EngineOrigin } from "../../model/workload.ts";
import type { BicepTargetSpec } from "../../spec/spec.ts";

/** The kinds of managed services that replace engines of the catalogue. */
export type ManagedKind = "postgres" | "redis" | "mongo";

/** A service of the catalogue that Azure runs itself. */
export type ManagedService = Service & { readonly origin: EngineOrigin };

/** The engines that Azure has a service for. */
const kinds: Readonly<Record<string, ManagedKind>> = {
  mongodb: "mongo",
  pgvector: "postgres",
  postgres: "postgres",
  redis: "redis",
};

/** How a managed service differs from the container, as notes describe it. */
export const differences: Readonly<Record<ManagedKind, { readonly title: string; readonly what: string }>> = {
  mongo: {
    title: "Azure DocumentDB",
    what: "clients need TLS and 'mongodb+srv://', which has no port, and some features of MongoDB are missing",
  },
  postgres: {
    title: "Azure Database for PostgreSQL",
    what: "clients need TLS, and no user is a superuser",
  },
  redis: {
    title: "Azure Managed Redis",
    what: "clients need TLS, the port is 10000, Azure generates the password, and there is only database 0",
  },
};

/** The ports on which Azure's services are reached. */
export const managedPorts: Readonly<Record<ManagedKind, string>> = { mongo: "10260", postgres: "5432", redis: "10000" };

/** The managed service for an engine, if Azure has one. */
export function kindOfEngine(engine: string): ManagedKind | undefined {
  return Object.hasOwn(kinds, engine) ? kinds[engine] : undefined;
}

/** The managed service that replaces a service; undefined if it runs in a container. */
export function managedKind({ name, origin }: Service, settings: BicepTargetSpec): ManagedKind | undefined {
  if (origin.kind !== "engine" || settings.managed?.[name] === "container") return undefined;
  return kindOfEngine(origin.engine);
}

/** Whether Azure runs a service itself. */
export function isManaged(service: Service, settings: BicepTargetSpec): service is ManagedService {
  return managedKind(service, settings) !== undefined;
}

/** The address of a service as the catalogue has it, and as Azure has it. */
export function addressesOf({ name, origin }: ManagedService, kind: ManagedKind): readonly [from: Text, to: Text] {
  const { url, username = "", database = "", password = "" } = origin;
  const host: TextPart = { kind: "service", service: name, attribute: "host" };
  const secret: TextPart = { kind: "secret", secret: password, encoding: "url" };
  switch (kind) {
    case "postgres":
      return [url, [`postgresql://${username}:`, secret, "@", host, `:5432/${database}?sslmode=require`]];
    case "redis":
      return [url, ["rediss://:", accessKeyOf(name, "url"), "@", host, ":10000/0"]];
    case "mongo": {
      const options = "tls=true&authMechanism=SCRAM-SHA-256&retrywrites=false&maxIdleTimeMS=120000";
      return [url, [`mongodb+srv://${username}:`, secret, "@", host, `/${database}?${options}`]];
    }
  }
}

/** The address of a container of the catalogue, as the catalogue has it and as the ingress has it, which wants TLS. */
export function encryptedAddress({ origin }: Service): readonly (readonly [from: Text, to: Text])[] {
  if (origin.kind !== "engine") return [];
  const [first, ...rest] = origin.url;
  if (typeof first !== "string" || !first.startsWith("http://")) return [];
  return [[origin.url, [first.replace("http://", "https://"), ...rest]]];
}

const accessKey = "access-key:";

/** The key that Azure makes for a service. */
export function accessKeyOf(service: string, encoding: "none" | "url"): TextPart {
  return { kind: "secret", secret: `${accessKey}${service}`, encoding };
}

/** The service whose key it is; undefined for any other secret. */
export function ownerOfAccessKey(secret: string): string | undefined {
  return secret.startsWith(accessKey) ? secret.slice(accessKey.length) : undefined;
}

/** A value in which one part is replaced by another. Both start with a literal. */
export function replaceWithin(text: Text, [from, to]: readonly [Text, Text]): Text {
  for (let start = 0; start + from.length <= text.length; start++) {
    const around = from.map((part, index) => surroundings(text[start + index], part, index, from.length));
    const [before, after] = [around[0], around.at(-1)];
    if (before === undefined || after === undefined || around.includes(undefined)) continue;
    const rest = replaceWithin(text.slice(start + from.length), [from, to]);
    return [...text.slice(0, start), before[0], ...to, after[1], ...rest].filter((part) => part !== "");
  }
  return text;
}

/** What stands before and after a part of a pattern, if it is there: only its ends can have something around them. */
function surroundings(
  part: TextPart | undefined,
  pattern: TextPart,
  index: number,
  length: number,
): readonly [string, string] | undefined {
  if (typeof part !== "string" || typeof pattern !== "string") {
    return JSON.stringify(part) === JSON.stringify(pattern) ? ["", ""] : undefined;
  }
  const isFirst = index === 0;
  const isLast = index === length - 1;
  if (isFirst && isLast) {
    const at = part.indexOf(pattern);
    return at < 0 ? undefined : [part.slice(0, at), part.slice(at + pattern.length)];
  }
  if (isFirst) return part.endsWith(pattern) ? [part.slice(0, part.length - pattern.length), ""] : undefined;
  if (isLast) return part.startsWith(pattern) ? ["", part.slice(pattern.length)] : undefined;
  return part === pattern ? ["", ""] : undefined;
}
