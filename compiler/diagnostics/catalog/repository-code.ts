import { error, warning } from "../definition.ts";
import { listOf } from "../phrases.ts";
import { didYouMean } from "../suggest.ts";

/** Findings about the source code of services: versions, modules and build plugins. */
export const repositoryCode = {
  "repository/runtime-conflict": error<{ runtime: string; file: string; requirement: string; remedy: string }>({
    message: ({ runtime, file, requirement }) => `'${file}' requires ${requirement}, but the runtime is ${runtime}.`,
    help: ({ remedy }) => remedy,
    explanation: `
A manifest names the versions of the language that the code works with. With another one, installing packages, compiling, or
starting the program fails. Change \`runtime\` or the manifest.

    services:
      api: { runtime: node@22, start: node server.js, port: 3000 }`,
  }),
  "repository/engine-mismatch": warning<{ runtime: string; file: string; range: string }>({
    message: ({ runtime, file, range }) =>
      `'${file}' sets 'engines.node' to '${range}', but the runtime is ${runtime}.`,
    help: (_, key) => `Change '${key}', or 'engines.node'.`,
    explanation: `
By default, npm only warns about \`engines\`, unless \`.npmrc\` contains \`engine-strict=true\`. The code may use what this version of Node does
not have.`,
  }),
  "repository/manager-needs-node": error<{ manager: string; needs: string; runtime: string; file: string }>({
    message: ({ manager, needs, runtime, file }) =>
      `${manager}, which '${file}' names in 'packageManager', needs Node ${needs}, but the runtime is ${runtime}.`,
    help: ({ needs }) => `Use Node ${needs} or later, or an earlier version of the package manager.`,
    explanation: `
The image installs the version of the package manager in \`packageManager\`. It runs on the Node of the image and crashes on a
version that is too old.`,
  }),
  "repository/secret-file-not-read": warning<{ name: string; folder: string }>({
    message: ({ name, folder }) =>
      `'${name}' is a secret, so the service gets the path of a file in '${name}_FILE', which no file in '${folder}' reads.`,
    help: ({ name }) => `Set '${name}: { value: ..., as: env, reason: ... }', or read the file in the program.`,
    explanation: `
Secrets are files by default, and a variable with the suffix \`_FILE\` contains the path. A program that only knows the
variable without the suffix runs as if the secret was not set. Either pass the secret as a variable, which \`docker inspect\`
shows, or read the file in the program. Code of a dependency that reads the file is not found; then ignore the warning.

    services:
      api:
        runtime: python@3.12
        start: python main.py
        develop: python main.py
        port: 8000
        health: /health
        env:
          API_KEY: { value: "\${secrets.api-key}", as: env, reason: The program reads no files. }
    secrets: { api-key: { description: Key of the partner. } }`,
  }),
  "repository/unknown-attribute": error<{ application: string; file: string; attribute: string }>({
    message: ({ application, file, attribute }) => `'${application}': '${file}' does not define '${attribute}'.`,
    help: () => "Write the name of the application object, or a function that makes it with '()'.",
    explanation: `
\`server\` names a module and, after a colon, the application in it. The server imports the module and stops if the name does not
exist at its top level.

    services:
      api: { runtime: python@3.12, server: uvicorn app.main:app, port: 8000 }`,
  }),
  "repository/unknown-module": warning<{ module: string; folder: string; suggestion: string | undefined }>({
    message: ({ module, folder }) => `'${folder}' contains no module '${module}'.`,
    help: ({ suggestion }) =>
      didYouMean(suggestion) ??
      "Write the module relative to the source folder; a package in 'src' needs 'PYTHONPATH'.",
    explanation: `
Python imports modules from the working directory, which is the source folder, and from installed packages. The server stops if
it finds the module in neither.`,
  }),
  "repository/server-not-installed": error<{ server: string; file: string }>({
    message: ({ server, file }) => `'${server}' is not among the packages in '${file}'.`,
    help: ({ server }) => `Add ${server} to the dependencies, and update the lock file.`,
    explanation: `
The image contains the packages of the lock file and nothing else. A server that is only installed on your machine does not
exist there.`,
  }),
  "repository/console-script": error<{ script: string; file: string; owner: string }>({
    message: ({ script, file }) =>
      `'${script}' is a script of '${file}', which exists only where the project is installed.`,
    help: ({ owner }) => `Set '${owner}.lockfile.project: true', or start the module: 'python -m package.module'.`,
    explanation: `
Images install the dependencies of a project and copy its source. They install the project itself only with
\`lockfile.project\`, and the commands in \`[project.scripts]\` are written when it is installed.

    services:
      api:
        runtime: python@3.12
        start: python -m shop.main
        develop: python -m shop.main --reload
        port: 8000`,
  }),
  "repository/no-main-package": error<{ workload: string; folder: string; mains: readonly string[] }>({
    message: ({ workload, folder }) => `'${folder}', the project of '${workload}', has no package main.`,
    help: ({ workload, mains }) =>
      mains.length === 0
        ? `Correct '${workload}.source'; no folder below it has a package main.`
        : `Set '${workload}.project' to ${mains.length === 1 ? "" : "one of "}${mains.join(", ")}.`,
    explanation: `
\`go build\` makes a program of a package main with a function main. Without \`project\` it builds the root of the module.

    services:
      api: { runtime: go@1.24, project: cmd/api, start: api, port: 8080 }`,
  }),
  "repository/embed-matches-nothing": error<{ workload: string; file: string; pattern: string; folder: string }>({
    message: ({ file, pattern }) => `'//go:embed ${pattern}' in '${file}' matches no file.`,
    help: ({ workload, folder }) =>
      `Commit the files. If the build of a service writes them, set '${workload}.build.copyFrom' to { ${folder}: web }, with its name.`,
    explanation: `
Go embeds files when it compiles, and fails if a pattern matches nothing. Files that a build on your machine generated are not
in a clone of the repository. \`build.copyFrom\` fills the folder with the output of another service's build, before Go compiles.
With \`environments: []\` that service runs nowhere.

    services:
      web: { runtime: node@22, build: npm run build, static: dist, environments: [] }
      app: { runtime: go@1.26, port: 8080, health: /health, build: { copyFrom: { web/dist: web } } }`,
  }),
  "repository/files-not-in-image": warning<{
    workload: string;
    file: string;
    paths: readonly string[];
    included: readonly string[];
  }>({
    message: ({ file, paths }) =>
      `'${file}' opens ${listOf(paths, "and")}, which the production image does not contain.`,
    help: ({ workload, paths, included }) =>
      `Set '${workload}.build.include' to [${[...included, ...paths].join(", ")}], or embed the files with 'go:embed'.`,
    explanation: `
The production image of a Go service contains the binary and nothing else of the repository. Files that the program opens by a
relative path have to be included. They are copied to the working directory, \`/app\`.

    services:
      web: { runtime: go@1.26, build: { include: [templates, static] }, port: 8080, health: /health }`,
  }),
  "repository/code-not-generated": warning<{ workload: string; file: string }>({
    message: ({ file }) => `No code is generated from '${file}', and the source contains none.`,
    help: ({ workload }) =>
      `Commit the generated code, or set '${workload}.build' to a command that runs protoc, with its packages in '${workload}.packages.build'.`,
    explanation: `
Go and Python import code that protoc generates from \`.proto\` files. If Git ignores that code, a clone does not contain it, and
the build has to generate it.`,
  }),
  "repository/nothing-to-start": error<{ file: string; kind: string; remedy: string }>({
    message: ({ file, kind }) => `'${file}' ${kind}.`,
    help: ({ remedy }) => remedy,
    explanation: `
The image starts one program with everything that it needs: the executable jar of Spring Boot, the folder of Quarkus, a shaded
jar, or the distribution of Gradle's \`application\` plugin. A plain jar lacks its dependencies, and a project with the packaging
\`pom\` has no jar.`,
  }),
  "repository/other-assembly": error<{ program: string; assembly: string; file: string }>({
    message: ({ program, assembly, file }) => `'start' runs '${program}', but '${file}' makes '${assembly}'.`,
    help: ({ assembly }) => `Write 'dotnet ${assembly}'.`,
    explanation: `
A published program has the name of its project file, unless the project sets \`AssemblyName\`. The case of letters counts.

    services:
      api: { runtime: dotnet@8.0, start: dotnet Shop.Api.dll, port: 8080 }`,
  }),
  "repository/several-projects": error<{ workload: string; projects: readonly string[] }>({
    message: ({ workload, projects }) =>
      `The source of '${workload}' contains several programs: ${projects.join(", ")}.`,
    help: ({ workload }) => `Set '${workload}.project' to one of them.`,
    explanation: `
A service runs one program. \`project\` names it: the project file of .NET, the main package of Go, or the module of Maven or
Gradle.

    services:
      api: { runtime: dotnet@8.0, source: src, project: Api/Api.csproj, start: dotnet Api.dll, port: 8080 }`,
  }),
};
