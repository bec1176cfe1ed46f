import type { SpecPath } from "../spec/path.ts";
import type { ServiceSpec } from "../spec/spec.ts";
import type { EngineParts } from "./engine-service.ts";
import type { Service } from "./service.ts";
import { secretFilesIn, servicesIn } from "./text.ts";
import type { Tools } from "./tools.ts";
import type { EnvironmentVariable, MountedFile } from "./workload.ts";

/** The secrets that a service serves or checks certificates with. */
export function tlsFiles(spec: ServiceSpec, tools: Tools, path: SpecPath): readonly string[] {
  const { tls } = spec;
  if (!tls) return [];
  const named = { certificate: tls.certificate, key: tls.key, ...(tls.clients && { clients: tls.clients.authority }) };
  return Object.entries(named).flatMap(([key, text]) => {
    const at = [...path, "tls", key];
    const { text: value, isWhole } = tools.references.read(text, at);
    const secret = tools.derived.nameOf(value, `${path.at(-1)}-${key}`);
    if (secret === undefined && isWhole)
      tools.context.report("model/not-a-secret", { path: at }, { what: `'tls.${key}'` });
    return secret ?? [];
  });
}

/** The secrets that reach a container as files. */
export function mountedSecrets(
  env: readonly EnvironmentVariable[],
  files: readonly MountedFile[],
  engine: EngineParts | undefined,
  further: readonly string[],
): readonly string[] {
  const names = [
    ...env.flatMap((variable) => (variable.as === "file" && variable.secret !== undefined ? [variable.secret] : [])),
    ...env.flatMap((variable) => secretFilesIn(variable.value)),
    ...files.flatMap(({ content }) => (content.kind === "text" ? secretFilesIn(content.text) : [])),
    ...(engine?.secrets ?? []),
    ...further,
  ];
  return [...new Set(names)].sort();
}

/** The services that one waits for, refers to or names. */
export function talksTo(
  name: string,
  spec: ServiceSpec,
  env: readonly EnvironmentVariable[],
  files: readonly MountedFile[],
  dependsOn: Service["dependsOn"],
): readonly string[] {
  const names = [
    ...(spec.talksTo ?? []),
    ...dependsOn.filter((dependency) => dependency.kind === "service").map((dependency) => dependency.name),
    ...env.flatMap((variable) => servicesIn(variable.value)),
    ...files.flatMap(({ content }) => (content.kind === "text" ? servicesIn(content.text) : [])),
  ];
  return [...new Set(names)].filter((other) => other !== name).sort();
}
