import { error, warning } from "../definition.ts";
import { listOf } from "../phrases.ts";

/** Findings about the source code of services: commands that fail, or do nothing, in an image. */
export const repositoryCommands = {
  "repository/manager-not-in-image": error<{ manager: string; command: string; script: string | undefined }>({
    message: ({ manager, command }) => `'${command}' needs ${manager}, which the production image does not contain.`,
    help: ({ script }) =>
      script === undefined
        ? "Start the program itself; programs of packages are in PATH."
        : `Start the program itself; programs of packages are in PATH. The script runs '${script}'.`,
    explanation: `
Package managers are installed in the stages that install and build. The production image contains Node and npm, and the programs
of the installed packages are in its \`PATH\`. A program that starts without a package manager also gets signals directly.

    services:
      api: { runtime: node@22, build: { command: pnpm run build, output: .next }, start: next start, port: 3000 }`,
  }),
  "repository/own-install-script": warning<{ script: string; text: string; file: string; workload: string }>({
    message: ({ script, text, file }) =>
      `The script '${script}' of '${file}' does not run when packages are installed: '${text}'.`,
    help: ({ workload }) =>
      `Run it in the build command, or set '${workload}.lockfile.scripts' to true, which also runs the scripts of packages.`,
    explanation: `
By default, no script runs while packages are installed, as most attacks on npm use one. That includes scripts of the package
itself, which often patch packages, generate code or download a browser.

    services:
      api: { runtime: node@22, lockfile: { path: package-lock.json, scripts: true }, start: node server.js, port: 3000 }`,
  }),
  "repository/other-output": warning<{ folder: string; output: string; file: string }>({
    message: ({ folder, output, file }) => `'static' is '${folder}', but '${file}' writes the site to '${output}'.`,
    help: ({ output }, key) =>
      output.startsWith("..")
        ? "Pass a folder below the source to the build command, such as 'vite build --outDir dist'."
        : `Set '${key}' to ${output}.`,
    explanation: `
The image of a static site contains the folder in \`static\`, relative to the source folder. A build that writes to another folder
leaves it empty or missing, and a folder outside the source does not exist in the image.

    services:
      web: { runtime: node@22, build: npm run build, static: dist, port: 8080 }`,
  }),
  "repository/test-not-installed": warning<{ workload: string; file: string }>({
    message: ({ file }) => `The default test command 'pytest' fails: '${file}' does not install pytest.`,
    help: ({ workload, file }) => `Add pytest to '${file}', or set '${workload}.test'.`,
    explanation: `
The test image contains the packages of production and those for development: of \`requirements-dev.txt\`, or of the groups of
uv, Poetry or pdm. A Django project without pytest runs its tests with \`python manage.py test\`.

    services:
      api:
        runtime: python@3.12
        server: uvicorn app.main:app
        test: python -m unittest
        port: 8000`,
  }),
  "repository/other-port": warning<{ workload: string; file: string; port: number; written: number | undefined }>({
    message: ({ workload, file, port, written }) =>
      written === undefined
        ? `'${file}' listens on port ${port}, but '${workload}.port' is not set.`
        : `'${file}' listens on port ${port}, but '${workload}.port' is ${written}.`,
    help: ({ workload, port }) => `Set '${workload}.port' to ${port}, or read the port from the variable PORT.`,
    explanation: `
The port is a number in the code of the program, so nothing can change it. Health checks and other services call the port in the
specification; without one the service is a worker that nothing calls.

    services:
      api: { runtime: node@22, start: node server.js, port: 3000, health: /health }`,
  }),
  "repository/no-tests": warning<{ command: string; workload: string; projects: readonly string[] }>({
    message: ({ command }) => `'${command}' runs no tests: the project is not a test project, so the command succeeds.`,
    help: ({ workload, projects: [first, ...others] }) =>
      `Set '${workload}.test' to "dotnet test ${first}"${others.length > 0 ? `, or to the command for ${listOf(others, "or")}` : ""}.`,
    explanation: `
\`dotnet test\` of a project without Microsoft.NET.Test.Sdk exits with 0 and runs nothing. The default command names the project of
the service.

    services:
      api:
        runtime: dotnet@8.0
        project: Api/Api.csproj
        test: dotnet test Api.Tests/Api.Tests.csproj
        port: 8080`,
  }),
};
