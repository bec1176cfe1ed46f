import type { Tree } from "./checker.ts";
import { filesLike } from "./trees.ts";

// Which files of a tree are of which kind. Names alone do not tell: a specification chooses them.

/** Compose files. */
export function composeFiles(tree: Tree): readonly string[] {
  return filesLike(tree, /\.ya?ml$/, /^services:$/m);
}

/** Files that Compose reads variables from. */
export function environmentFiles(tree: Tree): readonly string[] {
  return filesLike(tree, /^\.env(\.|$)/);
}

/** Dockerfiles. */
export function dockerfiles(tree: Tree): readonly string[] {
  return filesLike(tree, /^(.+\.)?Dockerfile(\..+)?$/).filter((file) => !file.endsWith(".dockerignore"));
}

/** Bake files: what Docker builds, together. */
export function bakeFiles(tree: Tree): readonly string[] {
  return filesLike(tree, /\.hcl$/, /^target "/m);
}

/** Whole configurations of nginx, as opposed to parts of one. */
export function nginxFiles(tree: Tree): readonly string[] {
  return filesLike(tree, /\.conf$/, /^events \{$/m);
}

/** Shell scripts. */
export function shellScripts(tree: Tree): readonly string[] {
  return filesLike(tree, /\.(ba)?sh$/);
}

/** Everything in YAML. The templates of a chart are none before Helm has rendered them. */
export function yamlFiles(tree: Tree): readonly string[] {
  return filesLike(tree, /\.ya?ml$/).filter((file) => !isChartTemplate(tree, file));
}

function isChartTemplate(tree: Tree, file: string): boolean {
  const [folder] = file.split("/templates/");
  return folder !== file && tree.files.includes(`${folder}/Chart.yaml`);
}

/** The files of a folder that are in the tree, of those names. */
export function present(tree: Tree, ...files: readonly string[]): readonly string[] {
  return files.filter((file) => tree.files.includes(file));
}

/** Configurations of the Vault agent. */
export function vaultAgentFiles(tree: Tree): readonly string[] {
  return filesLike(tree, /\.hcl$/, /^auto_auth \{$/m);
}

/** Workflows of GitHub Actions. */
export function workflowFiles(tree: Tree): readonly string[] {
  return tree.files.filter((file) => /(^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(file));
}

/** Configurations of Renovate. */
export function renovateFiles(tree: Tree): readonly string[] {
  return tree.files.filter((file) => /(^|\/)renovate\.json$/.test(file));
}

/** Configurations of Dependabot. */
export function dependabotFiles(tree: Tree): readonly string[] {
  return tree.files.filter((file) => /(^|\/)\.github\/dependabot\.ya?ml$/.test(file));
}

/** Pipelines of GitLab CI. */
export function gitlabFiles(tree: Tree): readonly string[] {
  return filesLike(tree, /^\.gitlab-ci\.yml$/);
}

/** Pipelines of Azure Pipelines, and their templates. */
export function azurePipelinesFiles(tree: Tree): readonly string[] {
  return tree.files.filter((file) => /^azure-pipelines(\/[^/]+)?\.yml$/.test(file));
}

/** Configurations of Trivy. */
export function trivyFiles(tree: Tree): readonly string[] {
  return filesLike(tree, /^(trivy-scan|container-security)\.yml$/);
}
