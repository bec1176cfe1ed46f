import type { Text, TextPart } from "./text.ts";

/** The value of a secret, or the path of its file. */
export function secret(name: string, attribute: string | undefined): Text | undefined {
  if (attribute === undefined) return [{ kind: "secret", secret: name, encoding: "none" }];
  return attribute === "file" ? [{ kind: "secret-file", secret: name }] : undefined;
}

/** A part of the address of a service; undefined for an unknown attribute. */
export function addressOf(service: string, attribute: string, protocol: string): Text | undefined {
  const host: TextPart = { kind: "service", service, attribute: "host" };
  const port: TextPart = { kind: "service", service, attribute: "port" };
  const speaksHttp = ["http", "https", "http2"].includes(protocol);
  switch (attribute) {
    case "host":
      return [host];
    case "port":
      return [port];
    case "address":
      return [host, ":", port];
    case "url":
      return speaksHttp ? [{ kind: "service", service, attribute: "origin" }] : [`${protocol}://`, host, ":", port];
    default:
      return undefined;
  }
}

/** A string that is known, if it is set. */
export function literal(text: string | undefined): Text | undefined {
  return text === undefined ? undefined : [text];
}
