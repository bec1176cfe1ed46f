import { error, warning } from "../definition.ts";

/** Findings about files of a repository that commands run or package managers read. */
export const repositoryFiles = {
  "repository/not-executable": error<{ script: string; program: string }>({
    message: ({ script, program }) => `'${program}' cannot run: '${script}' is not executable.`,
    help: ({ script, program }) => `Run 'git update-index --chmod=+x ${script}', or write 'sh ${program}'.`,
    explanation: `
Files in an image keep the mode that they have in the repository. Without the execute bit, a command that names the file fails
with "permission denied".`,
  }),
  "repository/windows-line-ends": error<{ script: string }>({
    message: ({ script }) => `'${script}' has the line ends of Windows, with which shells of Linux cannot run it.`,
    help: ({ script }) => `Add '${script} text eol=lf' to '.gitattributes', and run 'git add --renormalize ${script}'.`,
    explanation: `
A carriage return at the end of the first line belongs to the name of the interpreter, so that the kernel reports "no such file or
directory" for a file that exists. Git converts line ends when it checks files out on Windows, unless \`.gitattributes\` sets them.`,
  }),
  "repository/not-checked-out": warning<{ path: string; kind: string; command: string }>({
    message: ({ path, kind }) => `'${path}' is ${kind}, and its content is missing.`,
    help: ({ command }) => `Run '${command}', in CI too.`,
    explanation: `
Images are built from the files of a clone. Submodules are empty folders and files of Git LFS are small pointers until they are
downloaded. In GitHub Actions, \`submodules\` and \`lfs\` of \`actions/checkout\` do that.`,
  }),
  "repository/private-registry": warning<{
    workload: string;
    file: string;
    host: string;
    variable: string | undefined;
  }>({
    message: ({ workload, file, host }) =>
      `'${file}' installs packages from '${host}', but the build of '${workload}' has no secret for it.`,
    help: ({ workload, variable = "REGISTRY_TOKEN" }) =>
      `Declare the secret 'registry-token' under 'secrets:', and set '${workload}.build.secrets' to [{ name: registry-token, variable: ${variable} }].`,
    explanation: `
An image is built without the settings and credentials of your machine. A build secret is mounted while packages are installed
and reaches no layer. A registry that everyone can read needs none.

    services:
      api:
        runtime: node@20
        build: { secrets: [{ name: registry-token, variable: NPM_TOKEN }] }
        start: node server.js
        port: 3000
    secrets: { registry-token: { description: Reads packages. } }`,
  }),
};
