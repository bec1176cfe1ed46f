import { secretsDirectory } from "../model/secrets.ts";
import { type ServicePart, type Text, type TextWriter, writeText } from "../model/text.ts";
import type { BuildContext } from "./context.ts";
import { serviceName } from "./identity.ts";
import { servicePortOf } from "./ports.ts";

/**
 * A literal in a variable, a command or an argument, where `$(NAME)` refers to a variable and `$$` is a dollar
 * (https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/).
 */
export function escapeReferences(text: string): string {
  return text.replaceAll(/\$(?=[$(])/g, "$$$$");
}

/** Writes the string of a variable or an argument. Settings in it are variables of the same container. */
export function containerText(context: BuildContext): (text: Text) => string {
  return writerOf(context, { literal: escapeReferences, setting: ({ setting }) => `$(${setting})` });
}

/** Writes the content of a mounted file. It contains no setting: the model reports one. */
export function fileText(context: BuildContext): (text: Text) => string {
  return writerOf(context, { literal: (text) => text, setting: () => "" });
}

function writerOf(context: BuildContext, own: Pick<TextWriter, "literal" | "setting">): (text: Text) => string {
  const writer: TextWriter = {
    ...own,
    secret: ({ secret }) => `$(${secret})`,
    secretFile: ({ secret }) => `${secretsDirectory}/${secret}`,
    service: (part) => addressOf(context, part),
  };
  return (text) => writeText(text, writer);
}

/** The address of a service within the namespace: the name and the port of its Service. */
export function addressOf(context: BuildContext, { service, attribute }: ServicePart): string {
  const { environment, scope } = context;
  const called = environment.services.find(({ name }) => name === service);
  const port = called?.ports[0];
  const host = scope.hostOf(service) ?? (called ? serviceName(called, context) : scope.prefix + service);
  const number = port ? servicePortOf(port) : "";
  if (attribute === "host") return host;
  if (attribute === "port") return String(number);
  return `${port?.protocol === "https" ? "https" : "http"}://${host}:${number}`;
}
