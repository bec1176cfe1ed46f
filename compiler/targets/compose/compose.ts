import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import { secretsScript } from "../paths.ts";
import { problemOfEnv, verbatim } from "../read-back.ts";
import type { Artifact, Target } from "../target.ts";
import { type ComposeFile, composeFiles } from "./compose-file.ts";
import { edgeOf, edgeView } from "./edge-view.ts";
import { composeView } from "./file-view.ts";
import { helperImages } from "./helper-images.ts";
import { composeText } from "./interpolate.ts";
import { operatorInputs } from "./operator-inputs.ts";
import { secretsScriptView } from "./secrets-script.ts";
import { checkSwarm, hasSwarmFile, swarmFile, swarmPath, swarmView } from "./swarm.ts";
import { envView } from "./variables.ts";
import { agentConfigurationPath, agentView } from "./vault-agent.ts";
import { renderedPath } from "./volumes.ts";

/** A Compose file for each environment and stack, and the files that these mount. */
export const compose: Target<"compose"> = {
  name: "compose",
  isDefault: true,
  tiers: ["development", "test", "staging", "production"],
  formats: { "compose/env": problemOfEnv, "compose/file": verbatim },
  withoutHeading: [/^config\/[^/]+\/[^/]+\//],
  images: imagesOf,
  operatorInputs,
  plan: planFiles,
};

/** The images that Compose pulls: of engines, of services with `image`, and of its helper services. */
function imagesOf(platform: Platform): readonly string[] {
  const services = platform.environments.flatMap((environment) => [...environment.services, ...environment.jobs]);
  const pulled = services.filter((service) => service.origin.kind !== "built").map((service) => service.image);
  return [...new Set([...pulled, ...helperImages(platform)])];
}

function planFiles(platform: Platform, reporter: Reporter): readonly Artifact[] {
  const files = composeFiles(platform, reporter);
  for (const file of files) checkProvider(file, reporter);
  return [
    ...files.map((file) => ({
      path: file.path,
      template: "compose/compose.yaml",
      view: composeView(file),
      environment: file.environment.name,
      namedBy: file.namedBy,
    })),
    ...files.filter(hasSwarmFile).map((file) => swarmArtifact(file, reporter)),
    ...files.flatMap(edgeArtifacts),
    ...files.flatMap(agentArtifacts),
    ...mountedArtifacts(files),
    ...envArtifacts([...files, ...files.filter(hasSwarmFile).map(swarmFile)]),
    ...scriptArtifacts(platform, files),
  ];
}

function swarmArtifact(file: ComposeFile, reporter: Reporter): Artifact {
  checkSwarm(file, reporter);
  return {
    path: swarmPath(file),
    template: "compose/compose.yaml",
    view: swarmView(file),
    environment: file.environment.name,
    namedBy: { environment: file.environment.name, path: ["targets", "compose", "swarm"] },
  };
}

function checkProvider({ secrets, environment }: ComposeFile, reporter: Reporter): void {
  if (secrets.provider !== "vault" || secrets.address !== undefined) return;
  reporter.report(
    "compose/vault-address",
    { environment: environment.name, path: ["targets", "compose", "secrets"] },
    {},
  );
}

function edgeArtifacts(file: ComposeFile): readonly Artifact[] {
  const found = edgeOf(file);
  if (!found) return [];
  const view = edgeView(file, found.edge);
  return found.service.files.flatMap(({ content }) =>
    content.kind === "generated"
      ? [
          {
            path: content.source,
            template: `edge/${content.source.split("/").at(-1) ?? ""}`,
            view,
            environment: file.environment.name,
          },
        ]
      : [],
  );
}

function agentArtifacts(file: ComposeFile): readonly Artifact[] {
  if (file.secrets.provider !== "vault") return [];
  const environment = file.environment.name;
  return [{ path: agentConfigurationPath(file), template: "compose/agent.hcl", view: agentView(file), environment }];
}

/** Mounted files whose content is part of the specification. Stacks share them with their environment. */
function mountedArtifacts(files: readonly ComposeFile[]): readonly Artifact[] {
  const artifacts = new Map<string, Artifact>();
  for (const file of files) {
    // Compose does not interpolate mounted files, so `$` is not escaped.
    const write = composeText(file.platform, file.environment);
    for (const workload of [...file.services, ...file.jobs, ...file.tests]) {
      for (const { path, content } of workload.files) {
        if (content.kind !== "text") continue;
        const text = write(content.text).replaceAll("$$", "$");
        artifacts.set(renderedPath(file, workload, path), {
          path: renderedPath(file, workload, path),
          template: "compose/file",
          view: { text },
          environment: file.environment.name,
          namedBy: { environment: file.environment.name, path: [...workload.path, "files", path], half: "key" },
        });
      }
    }
  }
  return [...artifacts.values()];
}

/** For each folder with Compose or stack files, the template of `.env`, and `.env` itself, which is written once. */
function envArtifacts(files: readonly ComposeFile[]): readonly Artifact[] {
  const byTemplate = new Map<string, ComposeFile[]>();
  const byFolder = new Map<string, ComposeFile[]>();
  for (const file of files) {
    const folder = file.path.split("/").slice(0, -1).join("/");
    const path = (name: string): string => (folder === "" ? name : `${folder}/${name}`);
    const template = path(file.settings.envTemplate);
    byTemplate.set(template, [...(byTemplate.get(template) ?? []), file]);
    byFolder.set(path(".env"), [...(byFolder.get(path(".env")) ?? []), file]);
  }
  return [
    ...[...byTemplate].map(([path, users]) => ({
      path,
      template: "compose/env",
      view: envView(users, false),
      ...(users[0] && {
        namedBy: { environment: users[0].environment.name, path: ["targets", "compose", "envTemplate"] },
      }),
    })),
    ...[...byFolder].map(([path, users]) => ({
      path,
      template: "compose/env",
      view: envView(users, true),
      ...(users[0] && { namedBy: users[0].namedBy }),
      isOnce: true,
      isPrivate: true,
    })),
  ];
}

function scriptArtifacts(platform: Platform, files: readonly ComposeFile[]): readonly Artifact[] {
  const view = secretsScriptView(platform, files);
  if (!view) return [];
  return [
    { path: secretsScript, template: "compose/create-secrets.sh", view, isExecutable: true },
    { path: `${view.folder}/.gitignore`, template: "compose/gitignore", view: { specName: platform.specName } },
  ];
}
