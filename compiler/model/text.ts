/** A secret in a value. In an address it is percent-encoded (RFC 3986, 2.1). */
export interface SecretPart {
  readonly kind: "secret";
  readonly secret: string;
  readonly encoding: "none" | "url";
}

/** The path of the file in which a secret is mounted. */
export interface SecretFilePart {
  readonly kind: "secret-file";
  readonly secret: string;
}

/** The value of a setting that the operator supplies. */
export interface SettingPart {
  readonly kind: "setting";
  readonly setting: string;
}

/** The address of a service: its host name, its port, or `scheme://host:port`. It depends on the target. */
export interface ServicePart {
  readonly kind: "service";
  readonly service: string;
  readonly attribute: "host" | "port" | "origin";
}

/** A literal, or a part that a target replaces. */
export type TextPart = string | SecretPart | SecretFilePart | SettingPart | ServicePart;

/** A string of the specification, with the references resolved that do not depend on the target. */
export type Text = readonly TextPart[];

/** How a target writes each kind of part. */
export interface TextWriter {
  readonly literal: (text: string) => string;
  readonly secret: (part: SecretPart) => string;
  readonly secretFile: (part: SecretFilePart) => string;
  readonly setting: (part: SettingPart) => string;
  readonly service: (part: ServicePart) => string;
}

/** Writes a value for a target. */
export function writeText(text: Text, writer: TextWriter): string {
  return text.map((part) => writePart(part, writer)).join("");
}

function writePart(part: TextPart, writer: TextWriter): string {
  if (typeof part === "string") return writer.literal(part);
  switch (part.kind) {
    case "secret":
      return writer.secret(part);
    case "secret-file":
      return writer.secretFile(part);
    case "setting":
      return writer.setting(part);
    case "service":
      return writer.service(part);
  }
}

/** The secrets whose values the text contains. */
export function secretsIn(text: Text): readonly string[] {
  return text.flatMap((part) => (isKind(part, "secret") ? [part.secret] : []));
}

/** The secret that the text is, when it is nothing else. */
export function soleSecret(text: Text): string | undefined {
  const [part] = text;
  return text.length === 1 && part !== undefined && isKind(part, "secret") ? part.secret : undefined;
}

/** The secrets whose files the text names. */
export function secretFilesIn(text: Text): readonly string[] {
  return text.flatMap((part) => (isKind(part, "secret-file") ? [part.secret] : []));
}

/** The settings that the text contains. */
export function settingsIn(text: Text): readonly string[] {
  return text.flatMap((part) => (isKind(part, "setting") ? [part.setting] : []));
}

/** The services that the text refers to. */
export function servicesIn(text: Text): readonly string[] {
  return text.flatMap((part) => (isKind(part, "service") ? [part.service] : []));
}

/** The text when it is literal throughout, or undefined. */
export function literalOf(text: Text): string | undefined {
  return text.every((part) => typeof part === "string") ? text.join("") : undefined;
}

function isKind<K extends Exclude<TextPart, string>["kind"]>(
  part: TextPart,
  kind: K,
): part is Extract<TextPart, { kind: K }> {
  return typeof part !== "string" && part.kind === kind;
}

/** The parts with neighbouring literals as one. */
export function joinText(parts: readonly TextPart[]): Text {
  const text: TextPart[] = [];
  for (const part of parts) {
    const last = text.at(-1);
    if (typeof part === "string" && typeof last === "string") text[text.length - 1] = last + part;
    else if (part !== "") text.push(part);
  }
  return text;
}

/** The size of a value: the characters of its literals, and one for each other part. */
export function lengthOfParts(parts: readonly TextPart[]): number {
  return parts.reduce((sum, part) => sum + (typeof part === "string" ? part.length : 1), 0);
}
