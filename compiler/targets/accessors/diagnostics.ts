import { error, warning } from "../../diagnostics/definition.ts";

/** Findings about accessors to configuration. */
export const codes = {
  "accessors/nothing-to-read": warning<{ language: string }>({
    message: ({ language }) => `No service in ${language} has a variable that the module could read.`,
    help: (_, key) => `Remove '${key.replace(/\.path$/, "")}', or list the services of the module in 'services'.`,
    explanation: `
A module contains the variables of the services and jobs that are written in its language, or of those that it lists. Static sites
have none, because a browser reads no variables. Variables that a framework reads itself, such as \`ASPNETCORE_URLS\`, do not count.`,
  }),
  "accessors/nothing-to-validate": warning<Record<never, never>>({
    message: () => "No environment has an environment file that the script could validate.",
    help: () => "Remove 'targets.accessors.manager', or enable the target 'compose' in an environment.",
    explanation: `
The script validates the \`.env\` file and the secret files of Docker Compose. In Kubernetes and Azure, the deployment checks that
every setting has a value.`,
  }),
  "accessors/java-version": error<{ service: string; version: string }>({
    message: ({ service, version }) => `The accessor needs Java 17, but service '${service}' runs Java ${version}.`,
    help: ({ service }) =>
      `Set 'services.${service}.runtime' to java@17 or later, or list other services in 'services'.`,
    explanation: `
The module for Java consists of records, which Java 17 compiles.

    services:
      api: { runtime: java@21, start: java -jar app.jar, port: 8080, health: /health, env: { REGION: eu } }
    targets: { accessors: { java: src/main/java/shop/Config.java } }`,
  }),
  "accessors/not-in-image": warning<{ path: string; service: string; folder: string }>({
    message: ({ path, service, folder }) =>
      `'${path}' is not in the source of service '${service}', which is '${folder}'.`,
    help: ({ service }) => `Write the module to this folder, or add its folder to 'services.${service}.source.shared'.`,
    explanation: `
The image of a service contains the folder and the paths of its \`source\`, and nothing else. A module elsewhere cannot be imported
there. Folders that several services use are in \`source.shared\`.

    services:
      api:
        runtime: python@3.12
        source: { folder: src/api, shared: [src/common] }
        server: uvicorn app.main:app
        port: 8000
        health: /health
        env: { REGION: eu }
    targets: { accessors: { python: src/common/config.py } }`,
  }),
};
