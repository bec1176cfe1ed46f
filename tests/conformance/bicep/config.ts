import type { Tree } from "../checker.ts";
import { filesLike, textOf } from "../trees.ts";

/** The rules of Bicep's linter, by the area that they are about. Bicep passes over a name that it does not know. */
const rules = new Set(
  [
    "adminusername-should-not-be-literal artifacts-parameters decompiler-cleanup explicit-values-for-loc-params",
    "max-asserts max-outputs max-params max-resources max-variables nested-deployment-template-scoping",
    "no-conflicting-metadata no-deployments-resources no-explicit-any no-hardcoded-env-urls no-hardcoded-location",
    "no-hardcoded-outputs no-loc-expr-outside-params no-module-name no-unnecessary-dependson",
    "no-unused-existing-resources no-unused-imports no-unused-params no-unused-types no-unused-vars",
    "outputs-should-not-contain-secrets prefer-interpolation prefer-unquoted-property-names",
    "protect-commandtoexecute-secrets secure-parameter-default secure-params-in-nested-deploy",
    "secure-params-in-parameters-file secure-secrets-in-params simplify-interpolation simplify-json-null",
    "stacks-extensibility-compat use-description-outputs use-description-params use-description-type-properties",
    "use-description-types use-description-vars use-parent-property use-recent-api-versions",
    "use-recent-az-powershell-version use-recent-module-versions use-recognized-resource-type",
    "use-resource-id-functions use-resource-symbol-reference use-safe-access use-secure-value-for-secure-inputs",
    "use-stable-resource-identifiers use-stable-vm-image use-user-defined-types what-if-short-circuiting",
  ].flatMap((line) => line.split(" ")),
);

const levels = new Set(["error", "warning", "info", "off"]);

interface Config {
  readonly analyzers: { readonly core: { readonly rules: Readonly<Record<string, { readonly level: string }>> } };
}

/** The configurations of Bicep's linter. */
export function configFiles(tree: Tree): readonly string[] {
  return filesLike(tree, /^bicepconfig\.json$/);
}

/** What is wrong with a configuration: a rule that Bicep does not have, one that is left out, a level that is none. */
export function checkConfig(file: string, tree: Tree): readonly string[] {
  const given = (JSON.parse(textOf(tree, file)) as Config).analyzers.core.rules;
  return [
    ...Object.keys(given)
      .filter((name) => !rules.has(name))
      .map((name) => `${file}: 1: Bicep has no rule ${name}`),
    ...[...rules]
      .filter((name) => !Object.hasOwn(given, name))
      .map((name) => `${file}: 1: it does not mention ${name}`),
    ...Object.entries(given)
      .filter(([, { level }]) => !levels.has(level))
      .map(([name, { level }]) => `${file}: 1: ${name} cannot be ${level}`),
  ];
}
