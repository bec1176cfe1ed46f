import { oneLine } from "../../literals/comment.ts";
import type { Environment, Platform } from "../../model/platform.ts";
import { secretsDirectory } from "../../model/secrets.ts";
import type { ServicePart, Text, TextWriter } from "../../model/text.ts";
import { writeText } from "../../model/text.ts";

/** A literal of a Compose file, in which `$` starts a variable (Compose specification, Interpolation). */
export function escapeDollars(text: string): string {
  return text.replaceAll("$", "$$$$");
}

/** A required variable, with the message that Compose prints when it is not set. */
export function required(variable: string, message: string): string {
  return `\${${variable}:?${oneLine(message).replaceAll(/[{}$]/g, "")}}`;
}

/** The variable with the value of a secret, for programs that cannot read files. */
export function secretVariable(secret: string): string {
  return secret.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
}

/** Writes values for the Compose files of an environment. */
export function composeText(platform: Platform, environment: Environment): (text: Text) => string {
  const writer: TextWriter = {
    literal: escapeDollars,
    secret: ({ secret }) => {
      const declared = platform.secrets.find((candidate) => candidate.name === secret);
      return required(secretVariable(secret), declared?.description ?? secret);
    },
    secretFile: ({ secret }) => `${secretsDirectory}/${secret}`,
    setting: ({ setting }) => {
      const declared = platform.settings.find((candidate) => candidate.name === setting);
      return required(setting, declared?.description || `Set ${setting}`);
    },
    service: (part) => address(environment, part),
  };
  return (text) => writeText(text, writer);
}

/** The address of a service for other services of the same network: its host name and the port it listens on. */
export function address(environment: Environment, { service: name, attribute }: ServicePart): string {
  const service = environment.services.find((candidate) => candidate.name === name);
  const host = service?.hostname ?? name;
  const port = service?.ports[0];
  if (attribute === "host") return host;
  if (attribute === "port") return String(port?.number ?? "");
  const scheme = port?.protocol === "https" ? "https" : "http";
  return `${scheme}://${host}:${port?.number ?? ""}`;
}
