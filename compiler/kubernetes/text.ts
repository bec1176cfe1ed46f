import type { Environment } from "../model/platform.ts";
import { secretsDirectory } from "../model/secrets.ts";
import { type ServicePart, type Text, type TextWriter, writeText } from "../model/text.ts";

/**
 * A literal of a variable, a command or an argument, in which `$(NAME)` refers to a variable and `$$` is a dollar
 * (https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/).
 */
export function escapeReferences(text: string): string {
  return text.replaceAll(/\$(?=[$(])/g, "$$$$");
}

/** Writes the text of a variable or an argument. Settings in it are variables of the same container. */
export function containerText(environment: Environment): (text: Text) => string {
  return writerOf(environment, { literal: escapeReferences, setting: ({ setting }) => `$(${setting})` });
}

/** Writes the text of a mounted file. It holds no setting: the check of the target has seen to that. */
export function fileText(environment: Environment): (text: Text) => string {
  return writerOf(environment, { literal: (text) => text, setting: () => "" });
}

function writerOf(environment: Environment, own: Pick<TextWriter, "literal" | "setting">): (text: Text) => string {
  const writer: TextWriter = {
    ...own,
    secret: ({ secret }) => `$(${secret})`,
    secretFile: ({ secret }) => `${secretsDirectory}/${secret}`,
    service: (part) => addressOf(environment, part),
  };
  return (text) => writeText(text, writer);
}

/** Where a service of the namespace is reached: by the name of its Service, on the port that it listens on. */
export function addressOf(environment: Environment, { service: name, attribute }: ServicePart): string {
  const port = environment.services.find((candidate) => candidate.name === name)?.ports[0];
  if (attribute === "host") return name;
  if (attribute === "port") return String(port?.number ?? "");
  return `${port?.protocol === "https" ? "https" : "http"}://${name}:${port?.number ?? ""}`;
}
