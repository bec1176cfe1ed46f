import { error, warning } from "../definition.ts";

/** Runtimes on another base image than the default. */
const examples: Readonly<Record<string, string>> = {
  python: "python@3.13-alpine",
  node: "node@22-slim",
  go: "go@1.25-bookworm",
  java: "java@21-noble",
  dotnet: "dotnet@9.0-noble",
};

/** Findings about images and how they are built. */
export const images = {
  "model/build-differs": error<{ key: string; environment: string }>({
    message: ({ key }) => `'${key}' is part of the image, and an image is the same in every environment.`,
    help: ({ environment }) => `Set it in 'services', or use 'env' for what differs in ${environment}.`,
    explanation: `
An image is built once, tested, and then deployed to one environment after the other. If environments had different
builds, production would run an image that was never tested. Use \`env\`, \`files\`, \`scale\` or \`resources\` for differences.`,
  }),
  "model/unknown-lockfile": error<{ lockfile: string; language: string; known: readonly string[] }>({
    message: ({ lockfile, language }) => `No package manager for ${language} is known that reads '${lockfile}'.`,
    help: ({ known }, key) => `Set '${key}' to one of ${known.join(", ")}, or '${key}.manager' to the package manager.`,
    explanation: `
Dependencies are installed from the lock file, so that the image holds exactly the locked versions. The name of the
file decides which package manager installs them.`,
  }),
  "model/unpinned-package": warning<{ package: string }>({
    message: ({ package: name }) => `The package '${name}' has no version, so builds are not reproducible.`,
    help: ({ package: name }) =>
      `Add the start of its version after '${name}@'. 'apt-cache policy ${name}' (Debian, Ubuntu) or 'apk policy ${name}' (Alpine) prints it in the base image.`,
    explanation: `
Without a version, two builds of the same commit can install different packages. The start of a version is enough
(\`libpq5@15\`): the build still installs security updates of the distribution, but no other version. The generated
settings of hadolint allow packages without a version only if the specification has some.`,
  }),
  "model/build-program-missing": error<{ program: string; language: string; runtime: string; service: string }>({
    message: ({ program, language, runtime }) =>
      `The build command runs '${program}', which is in images of ${language}, but the runtime is ${runtime}.`,
    help: ({ service }) =>
      `Add a package that contains it to 'services.${service}.packages.build', or build this part as a separate service with its own runtime.`,
    explanation: `
The build command runs in the image of the language of the service, after its dependencies are installed. A front end in another
language is often best a separate service: a static site with its own routes. If the service has to contain the result, install the
other language as a system package, or keep your own Dockerfile with \`build: { dockerfile: Dockerfile }\`.

    services:
      api: { runtime: python@3.12, server: uvicorn app.main:app, port: 8000, routes: shop.example.com }
      web:
        source: frontend
        runtime: node@22
        build: npm run build
        static: dist
        routes: { host: shop.example.com, path: /app }`,
  }),
  "model/package-of-other-system": error<{ package: string; service: string; isAlpine: boolean; instead: string }>({
    message: ({ package: name, service, isAlpine }) => {
      const [own, other] = isAlpine ? ["Debian", "Alpine"] : ["Alpine", "Debian"];
      return `'${name}' is a package of ${own}, but the image of '${service}' is based on ${other}.`;
    },
    help: ({ package: name, instead }) =>
      instead === "" ? `Remove '${name}'; the image has what it contains.` : `Write '${instead}'.`,
    explanation: `
Distributions name the same library differently, and installing an unknown package fails the build. Images of Python and .NET
are based on Debian or Ubuntu by default, other images on Alpine; the variant of \`runtime\` decides.

    services:
      api: { runtime: python@3.12, packages: [libpq5@17], server: "uvicorn app:app", port: 8000, health: /health }`,
  }),
  "model/variant-language": error<{ name: string; language: string }>({
    message: ({ name, language }) => `Variant '${name}' has another language than its service, ${language}.`,
    help: ({ language }) => `Use another base image of the same language, such as '${examples[language] ?? language}'.`,
    explanation: `
A variant is the same program on another base image. Its source, packages and commands are those of the service, so the
language is too. For a program in another language add a service.

    services:
      api:
        runtime: python@3.13
        server: uvicorn app:app
        port: 8000
        variants: { alpine: { runtime: python@3.13-alpine, dockerfile: Dockerfile.alpine } }`,
  }),
  "model/unknown-version": warning<{ language: string; version: string; known: readonly string[] }>({
    message: ({ language, version }) => `There is probably no image of ${language} ${version}.`,
    help: ({ known }) => `Use the version of a tag, such as ${known.slice(-4).join(", ")}.`,
    explanation: `
The version is part of the tag of the official image. A version that varai-gen does not know is mostly a typing error, or
lacks a part: .NET has images of \`8.0\`, not of \`8\`. This is only a warning, because a newer version may exist.`,
  }),
  "model/variant-is-kind": error<{ kind: string; instead: string }>({
    message: ({ kind }) => `'${kind}' is not a variant, because varai-gen chooses the kind of each image.`,
    help: ({ instead }) => `Write '${instead}'.`,
    explanation: `
Images of Java and .NET exist with the tools for a build (JDK, SDK) and without (JRE, ASP.NET). Generated Dockerfiles build in
the former and run in the latter. A variant is the operating system, such as \`noble\` or \`alpine\`.

    services:
      api: { runtime: java@21-noble, port: 8080, health: /health }`,
  }),
  "model/no-cultures": warning<{ service: string; variable: string }>({
    message: ({ service }) => `The base image of '${service}' has no cultures and no time zones.`,
    help: ({ service, variable }) =>
      `Use the variant 'noble' or 'noble-chiseled-extra', or set 'services.${service}.env.${variable}' to "true" if it needs none.`,
    explanation: `
Images of .NET on Alpine, and chiseled images without \`extra\`, lack ICU and the time zone database. There,
\`new CultureInfo("fr-FR")\` ends the process, and SqlClient and \`TimeZoneInfo\` fail. On Alpine, the packages \`icu-libs\`
and \`tzdata\` in \`packages\` add them.

    services:
      api: { runtime: dotnet@10.0-noble-chiseled-extra, start: dotnet Api.dll, port: 8080, health: /health }`,
  }),
  "model/start-needs-sdk": error<{ tool: string; instead: string }>({
    message: ({ tool }) => `'${tool}' is not part of the production image.`,
    help: ({ instead }, key) =>
      `Start ${instead}. Set '${key.replace(/\.start$/, "")}.develop' for the command in development.`,
    explanation: `
The production image contains the result of the build, but neither an SDK nor a build tool. \`start\` runs the result:
\`dotnet App.dll\`, \`/usr/local/bin/<service>\` or \`java -jar app.jar\`.

    services:
      api: { runtime: dotnet@10.0, start: dotnet Api.dll, develop: dotnet watch run, port: 8080, health: /health }`,
  }),
  "model/start-not-built": error<{ command: string; place: string }>({
    message: ({ command }) => `The production image does not contain the program of '${command}'.`,
    help: ({ place }, key) => `Start '${place}', or remove '${key}'.`,
    explanation: `
The default build of Go writes \`/usr/local/bin/<service>\`. That of Maven and Gradle writes \`/app/app.jar\`,
\`/app/quarkus-run.jar\` or \`/app/bin/<project>\`, depending on the plugins of the project. A build with \`output\` copies that folder instead, and \`include\` adds files.

    services:
      web: { runtime: go@1.26, build: { include: [templates] }, port: 8080, health: /health }`,
  }),
  "model/no-package-manager": error<{ key: string; service: string }>({
    message: ({ key, service }) =>
      `'${key}' has no effect on '${service}', because its base image has no package manager.`,
    help: (_, key) => `Remove '${key}', or use a base image with a shell.`,
    explanation: `
Chiseled and distroless images and \`scratch\` have no shell and no package manager, so nothing can be installed. Use
another variant, such as \`dotnet@10.0-noble\` instead of \`dotnet@10.0-noble-chiseled\`.`,
  }),
  "model/nothing-to-copy": error<{ service: string; isBuilt: boolean }>({
    message: ({ service }) => `'services.${service}' has no build output to copy.`,
    help: ({ service, isBuilt }) =>
      isBuilt
        ? `Set 'services.${service}.build' to { command: npm run build, output: dist }, with its command and the folder that it writes.`
        : `Set 'services.${service}' to { runtime: node@22, build: npm run build, static: dist }, or name a service that is built so.`,
    explanation: `
\`build.copyFrom\` copies the folder that another build writes: \`static\` or \`build.output\` of a service with a generated
Dockerfile. Images from registries and the Dockerfiles of the repository have no known folder.

    services:
      web: { runtime: node@22, build: npm run build, static: dist, environments: [] }
      app: { runtime: go@1.26, port: 8080, health: /health, build: { copyFrom: { web/dist: web } } }`,
  }),
  "model/copy-cycle": error<{ cycle: string; path: string }>({
    message: ({ cycle }) => `The builds need the output of each other: ${cycle}.`,
    help: ({ path }) => `Remove '${path}', or another entry of the cycle.`,
    explanation: `
A build starts when the outputs that it copies are complete. In a cycle none of the builds ever starts.`,
  }),
  "model/invalid-image": error<{ image: string }>({
    message: ({ image }) => `'${image}' is not an image reference.`,
    help: () => "Write '[registry/]name:tag', in lower case, such as 'ghcr.io/acme/api:1.2.3'.",
    explanation: `
An image reference is \`[registry[:port]/]name[:tag][@digest]\`, for example:

    services:
      api: { image: "ghcr.io/acme/api:1.2.3", port: 3000, health: /health }

The name is in lower case and has no spaces. Tools disagree about anything else, and Docker Compose would replace \`$NAME\` by
a variable of the machine that runs it.`,
  }),
  "model/image-without-tag": warning<{ image: string }>({
    message: ({ image }) => `'${image}' has no fixed version.`,
    help: () => "Add a version as the tag.",
    explanation: `
Without a tag, or with the tag \`latest\`, every pull can return another version, and a rollback does not restore the
old one. Use a version as the tag; \`varai-gen lock\` pins its digest.`,
  }),
};
