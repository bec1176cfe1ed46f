import { engines } from "../catalog/engine.ts";
import { nearest } from "../diagnostics/suggest.ts";
import { entryOf } from "../spec/entry.ts";
import type { SpecPath } from "../spec/path.ts";
import { definitionNamed } from "../spec/schema.ts";
import type { ServiceSpec } from "../spec/spec.ts";
import { parseAddress } from "./address.ts";
import type { EnvironmentContext } from "./context.ts";
import { declarationOf } from "./declarations.ts";
import { reportAbsent } from "./dependencies.ts";
import { fillTemplate } from "./engine-text.ts";
import { mainPortOf } from "./main-port.ts";
import { hasOrigin } from "./origin.ts";
import { addressOf, literal, secret } from "./reference-values.ts";
import { resolvedSettingsOf } from "./resolved-settings.ts";
import { joinText, lengthOfParts, literalOf, soleSecret, type Text, type TextPart } from "./text.ts";

/**
 * The parts of a string: `$${`, a reference, one without its closing brace, and everything else. No reference is longer than 4096
 * characters; without a limit, each `${` would be searched to the end of the string.
 */
const pieces =
  /(\$\$\{)|\$\{(?!\{)([^}]{0,4096})\}|(\$\{(?:platform|environment|services?|secrets|config|external)\.[\w.-]*)|[^$]+|\$/g;

/** How long a string may become, in characters: settings that refer to others grow with each step. */
const maxLength = 1024 * 1024;

/** Resolves `${...}` in strings, in one environment and, inside a service, from that service. */
export class References {
  readonly #context: EnvironmentContext;
  /** The settings that are being resolved, to notice one that refers to itself. */
  readonly #resolving: readonly string[];

  constructor(context: EnvironmentContext, resolving: readonly string[] = []) {
    this.#context = context;
    this.#resolving = resolving;
  }

  /** The text with its references resolved. Reports the ones that lead nowhere, at `path`. */
  resolve(text: string, path: SpecPath, service?: string): Text {
    return this.read(text, path, service).text;
  }

  /** The secret that the text is, and nothing else. Reports any other text; `what` has to be a secret. */
  resolveSecret(text: string, path: SpecPath, what: string): string | undefined {
    const { text: resolved, isWhole } = this.read(text, path);
    const secret = soleSecret(resolved);
    if (secret === undefined && isWhole) this.#context.report("model/not-a-secret", { path }, { what });
    return secret;
  }

  /** The text, which may refer only to what is known when the files are written. Undefined where something is not. */
  resolveLiteral(text: string, path: SpecPath, service?: string): string | undefined {
    const { text: resolved, isWhole } = this.read(text, path, service);
    const literal = literalOf(resolved);
    if (literal === undefined) this.#context.report("model/reference-not-literal", { path }, { text });
    return isWhole ? literal : undefined;
  }

  /** The text, and whether every reference in it leads somewhere. */
  read(text: string, path: SpecPath, service?: string): { readonly text: Text; readonly isWhole: boolean } {
    const parts: TextPart[] = [];
    let isWhole = true;
    let isUnclosed = false;
    // $${ writes ${ and starts no reference; ${{ is an expression of GitHub's.
    for (const [piece, escaped, reference, unclosed] of text.matchAll(pieces)) {
      if (escaped) parts.push("${");
      else if (unclosed !== undefined) {
        if (!isUnclosed)
          this.#context.report("model/unclosed-reference", { path, within: unclosed }, { reference: unclosed });
        isUnclosed = true;
        isWhole = false;
      } else if (reference === undefined) parts.push(piece);
      else {
        const found = this.#refer(reference, { path, service });
        if (found) parts.push(...found);
        else isWhole = false;
      }
    }
    if (lengthOfParts(parts) <= maxLength) return { text: joinText(parts), isWhole };
    this.#context.report("model/string-too-long", { path }, { limit: "1 MiB" });
    return { text: [], isWhole: false };
  }

  #refer(reference: string, from: { path: SpecPath; service: string | undefined }): Text | undefined {
    const [root = "", ...rest] = reference.split(".");
    const found = this.#lookUp(root, rest, from.service, from.path);
    // A service without an origin is reported at its own place.
    const service = root === "services" ? entryOf(this.#context.environment.services, rest[0] ?? "") : undefined;
    if (found || (service && !hasOrigin(service))) return found;
    const spot = { path: from.path, within: `\${${reference}}` };
    if (root === "services" && !service && reportAbsent(this.#context, rest[0] ?? "", spot)) return undefined;
    const isUnset = root === "platform" && entryOf(definitionNamed("platform").properties ?? {}, rest.join("."));
    const suggestion = isUnset ? undefined : nearest(reference, this.#known(from.service));
    this.#context.report(
      "model/unknown-reference",
      spot,
      { reference, suggestion, declaration: declarationOf(root, rest) },
      { ...(suggestion !== undefined && { replacement: `\${${suggestion}}` }) },
    );
    return undefined;
  }

  #lookUp(root: string, rest: readonly string[], service: string | undefined, path: SpecPath): Text | undefined {
    const [name = "", attribute] = rest;
    const { spec, environment } = this.#context;
    switch (root) {
      case "platform":
        return rest.length === 1 ? literal(entryOf(this.#platform(), name)) : undefined;
      case "environment":
        return rest.length === 1
          ? literal(entryOf({ name: environment.name, tier: environment.tier }, name))
          : undefined;
      case "service":
        return service !== undefined && name === "name" ? [service] : undefined;
      case "secrets":
        return entryOf(spec.secrets, name) ? secret(name, attribute) : undefined;
      case "config":
        return this.#setting(name, path);
      case "external":
        return this.#external(name, attribute);
      case "services":
        return this.#service(name, attribute);
      default:
        return undefined;
    }
  }

  #platform(): Readonly<Record<string, string | undefined>> {
    const { platform } = this.#context.spec;
    return { ...platform, domain: this.#context.environment.domain ?? platform.domain };
  }

  #setting(name: string, path: SpecPath): Text | undefined {
    const setting = entryOf(this.#context.environment.config, name);
    if (!setting) return undefined;
    if (setting.value === undefined) return [{ kind: "setting", setting: name }];
    if (this.#resolving.includes(name)) {
      for (const part of this.#resolving) resolvedSettingsOf(this.#context).cyclic.add(part);
      this.#context.report("model/setting-cycle", { path }, { setting: name });
      return [];
    }
    const { values, cyclic } = resolvedSettingsOf(this.#context);
    const known = values.get(name);
    if (known) return known;
    const inner = new References(this.#context, [...this.#resolving, name]);
    const text = inner.resolve(setting.value, ["config", name, "value"]);
    if (!cyclic.has(name)) values.set(name, text);
    return text;
  }

  #external(name: string, attribute: string | undefined): Text | undefined {
    const system = entryOf(this.#context.spec.external, name);
    if (!system || !attribute) return undefined;
    if (entryOf(this.#context.environment.mocks, name)) return addressOf(name, attribute, "http");
    const { host, port } = parseAddress(system.url);
    const parts = { url: system.url, host, port: String(port), address: `${host}:${port}` };
    return literal(entryOf(parts, attribute));
  }

  #service(name: string, attribute: string | undefined): Text | undefined {
    const service = entryOf(this.#context.environment.services, name);
    if (!service || !attribute) return undefined;
    const engine = service.engine && engines.get(service.engine.name);
    if (attribute === "url" && engine) {
      return fillTemplate(engine.url, { name, engine, service, references: this, inAddress: true });
    }
    const port = mainPortOf(service);
    return port ? addressOf(name, attribute, port.protocol) : undefined;
  }

  /** Everything that can be referred to, for suggestions. */
  #known(service: string | undefined): readonly string[] {
    const { spec, environment } = this.#context;
    const attributes = [".url", ".host", ".port", ".address"];
    const all = (section: string, names: object | undefined, suffixes: readonly string[]): string[] =>
      Object.keys(names ?? {}).flatMap((name) => suffixes.map((suffix) => `${section}.${name}${suffix}`));
    return [
      ...Object.entries(this.#platform()).flatMap(([key, value]) => (value === undefined ? [] : [`platform.${key}`])),
      "environment.name",
      "environment.tier",
      ...(service === undefined ? [] : ["service.name"]),
      ...all("secrets", spec.secrets, ["", ".file"]),
      ...all("config", environment.config, [""]),
      ...all("external", spec.external, attributes),
      ...all("services", addressable(environment.services), attributes),
    ];
  }
}

/** The services that others can reach. */
function addressable(services: Readonly<Record<string, ServiceSpec>>): object {
  return Object.fromEntries(Object.entries(services).filter(([, service]) => mainPortOf(service)));
}
