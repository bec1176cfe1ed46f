import { error, note, warning } from "../definition.ts";
import { didYouMean } from "../suggest.ts";

/** Findings about the source code of services: files, commands and packages. Scripts and registries are in `repository-files.ts`, versions and modules in `repository-code.ts`. */
export const repository = {
  "repository/not-checked": note<{ folders: readonly string[] }>({
    message: ({ folders }) =>
      `The source code in ${folders.map((folder) => `'${folder}'`).join(", ")} was not found, so it was not checked.`,
    help: (_, key) => `If the repository contains it, correct '${key}'.`,
    explanation: `
varai-gen reads manifests, lock files and a few other files of each service, and compares them with the specification. It
executes nothing. Where a source folder does not exist, for example because the code is written later, nothing is compared.
Folders are relative to the root of the repository, which is the output folder (\`output\`).`,
  }),
  "repository/missing-file": error<{ workload: string; file: string; user: string; remedy: string }>({
    message: ({ workload, file, user }) => `'${workload}' needs '${file}' ${user}, but it does not exist.`,
    help: ({ remedy }) => remedy,
    explanation: `
The image cannot be built without this file. Paths are relative to the root of the repository, which is the output folder
(\`output\`). Git may ignore a file that exists on your machine only.`,
  }),
  "repository/wrong-case": error<{ path: string; found: string }>({
    message: ({ path, found }) => `'${path}' does not exist, but '${found}' does.`,
    help: ({ found }, key) => `Write '${found}' in '${key}'.`,
    explanation: `
Images are built on Linux, where the case of letters counts. On Windows and macOS the path works, and the build fails in CI.`,
  }),
  "repository/env-not-ignored": warning<{ file: string; variable: string }>({
    message: ({ file, variable }) => `Git does not ignore '${file}', which will contain the secret of '${variable}'.`,
    help: () => "Add the line '.env' to .gitignore.",
    explanation: `
A secret with \`as: env\` is a variable of the container. Docker Compose reads its value from the file \`.env\` beside the Compose
file, which varai-gen creates once and the operator fills in. Committed, the secret is in the history of the repository for good.`,
  }),
  "repository/left-out": warning<{ workload: string; file: string; path: string; key: string }>({
    message: ({ workload, file }) =>
      `The image of '${workload}' does not contain '${file}', which .dockerignore excludes.`,
    help: ({ workload, path, key }) => `Add '${path}' to '${workload}.${key}' if the service needs it.`,
    explanation: `
The generated \`.dockerignore\` excludes private keys, logs and files with variables wherever they are in the source, so that a
build on a developer's machine does not put them into an image. Certificates have the extension of keys, and
\`.env.production\` can be meant for the build. Files that the specification names are included.`,
  }),
  "repository/outside-source": error<{ file: string; path: string; remedy: string }>({
    message: ({ file, path }) => `'${file}' refers to '${path}', which the source of the service does not contain.`,
    help: ({ remedy }) => remedy,
    explanation: `
An image is built from the folder in \`source\` alone, so a path that leads out of it does not exist there. Build the service
from a folder that contains both.

    services:
      api:
        runtime: node@20
        source: { folder: ., paths: [packages/api, packages/shared] }
        start: node packages/api/server.js
        port: 3000`,
  }),
  "repository/unknown-script": error<{
    command: string;
    script: string;
    file: string;
    suggestion: string | undefined;
    known: readonly string[];
  }>({
    message: ({ command, script, file }) => `'${command}' runs the script '${script}', which '${file}' does not have.`,
    help: ({ suggestion, known }) =>
      didYouMean(suggestion) ??
      (known.length === 0 ? "Add the script." : `Add the script, or use one of ${known.join(", ")}.`),
    explanation: `
A command of npm, pnpm or Yarn runs a script of \`package.json\`. Without the script the command fails: at build time, or when
the container starts.`,
  }),
  "repository/no-script": warning<{ key: string; workload: string; command: string; script: string; file: string }>({
    message: ({ command, script, file }) =>
      `The default command '${command}' fails: '${file}' has no script '${script}' that does something.`,
    help: ({ key, workload, script }) =>
      `Add the script '${script}', set '${workload}.${key}' to another command, or to false to leave the stage out.`,
    explanation: `
The development image runs \`npm run dev\`, and the test image \`npm test\`, unless \`develop\` or \`test\` name another command.
\`false\` leaves the stage out. \`npm init\` writes a test script that only fails.

    services:
      api:
        runtime: node@20
        start: node server.js
        develop: node --watch server.js
        test: node --test
        port: 3000`,
  }),
  "repository/outdated-lockfile": error<{ lockfile: string; manifest: string; difference: string; command: string }>({
    message: ({ lockfile, manifest, difference }) => `'${lockfile}' does not match '${manifest}': ${difference}.`,
    help: ({ command }) => `Run '${command}' and commit the lock file.`,
    explanation: `
Images install exactly what the lock file records, and the package manager refuses a lock file that does not fit its manifest.
It has to be updated together with the manifest.`,
  }),
  "repository/several-lockfiles": warning<{ workload: string; lockfiles: readonly string[]; used: string }>({
    message: ({ workload, lockfiles, used }) =>
      `'${workload}' has the lock files ${lockfiles.join(" and ")}; '${used}' is used.`,
    help: ({ workload }) => `Delete all but one, or set '${workload}.lockfile'.`,
    explanation: `
Each lock file belongs to another package manager, and only one of them is kept up to date. The wrong one installs old
versions, or none that fit.`,
  }),
  "repository/no-lockfile": warning<{ workload: string; file: string; remedy: string }>({
    message: ({ workload, file }) => `The packages of '${workload}' are not locked: '${file}' does not exist.`,
    help: ({ remedy }) => remedy,
    explanation: `
Without a lock file, each build can install other versions of packages. \`dotnet restore --locked-mode\` does not fail without
one: it has no effect.`,
  }),
  "repository/other-manager": error<{ manager: string; file: string; declared: string; workload: string }>({
    message: ({ manager, file, declared }) =>
      `The lock file belongs to ${manager}, but '${file}' names ${declared} in 'packageManager'.`,
    help: ({ workload, declared }) =>
      `Set '${workload}.lockfile' to the lock file of ${declared}, or correct 'packageManager'.`,
    explanation: `
\`packageManager\` of \`package.json\` names the package manager and its version. Corepack refuses to run another one, and the
lock file of another one is probably outdated.`,
  }),
  "repository/install-scripts": warning<{ packages: readonly string[]; workload: string }>({
    message: ({ packages }) =>
      `${packages.join(", ")}: ${packages.length === 1 ? "this package needs its" : "these packages need their"} install script, which does not run.`,
    help: ({ workload }) => `Set '${workload}.lockfile.scripts: true', or replace the package.`,
    explanation: `
Packages can run scripts while they are installed. Most attacks on npm use them, so by default they do not run. A few packages
compile or download a native library in theirs and cannot be loaded without it.

    services:
      api:
        runtime: node@20
        lockfile: { path: package-lock.json, scripts: true }
        start: node server.js
        port: 3000`,
  }),
  "repository/native-packages": warning<{ package: string; needs: readonly string[]; key: string; workload: string }>({
    message: ({ package: name, needs, key }) =>
      `'${name}' needs ${needs.join(", ")}, which 'packages.${key}' does not contain.`,
    help: ({ workload, key, needs }) => `Add to '${workload}.packages.${key}': ${needs.join(", ")}.`,
    explanation: `
The package has no prebuilt library for the base image: it is compiled during installation, or it loads a system library when it
starts. Pin the versions of the system packages, or choose another base image.

    services:
      api:
        runtime: python@3.12
        packages: { build: [build-essential, libpq-dev], run: [libpq5@17] }
        server: uvicorn app.main:app
        port: 8000`,
  }),
  "repository/prisma-client": warning<{ file: string; version: string }>({
    message: ({ file, version }) =>
      `Prisma ${version} of '${file}' generates its client into node_modules, but no build command runs 'prisma generate'.`,
    help: () =>
      "Move to Prisma 7, whose generator 'prisma-client' writes to a source folder, or allow install scripts.",
    explanation: `
Up to version 6, the generator \`prisma-client-js\` writes the client into \`node_modules/.prisma\` in an install script, which does
not run by default. Production images install packages separately from the build, so a client generated by the build is missing.`,
  }),
  "repository/browser": warning<{ package: string; file: string }>({
    message: ({ package: name, file }) =>
      `'${name}' in the dependencies of '${file}' starts a browser, which the production image does not contain.`,
    help: ({ package: name }) =>
      `Move it to 'devDependencies' if only tests need it; otherwise use ${name}-core with a browser in a separate service.`,
    explanation: `
Puppeteer and Playwright download a browser in an install script, and the browser needs many system libraries. A separate
service that runs a browser image is smaller and can be isolated.`,
  }),
  "repository/start-not-in-image": warning<{ program: string; output: string; workload: string; isSource: boolean }>({
    message: ({ program, output }) =>
      `'start' runs '${program}', but the production image contains only '${output}' of the build.`,
    help: ({ workload, program, isSource }) =>
      isSource
        ? `Set '${workload}.build.output' to '.', which keeps the whole folder, or add '${program}' to '${workload}.build.include'.`
        : `Set '${workload}.build.output' to the folder that contains the program.`,
    explanation: `
The production image of a Node service with a build command contains its packages and the folder \`build.output\`, which is
\`dist\` by default. A program elsewhere does not exist there.

    services:
      api:
        runtime: node@20
        build: { command: npm run build, output: build }
        start: node build/server.js
        port: 3000`,
  }),
};
