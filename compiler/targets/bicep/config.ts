/** The rules of Bicep's linter that are about the code, each an error. */
const strict = [
  ...["adminusername-should-not-be-literal", "artifacts-parameters", "decompiler-cleanup"],
  ...["explicit-values-for-loc-params", "max-asserts", "max-outputs", "max-params", "max-resources", "max-variables"],
  ...["nested-deployment-template-scoping", "no-conflicting-metadata", "no-deployments-resources", "no-explicit-any"],
  ...[
    "no-hardcoded-env-urls",
    "no-hardcoded-outputs",
    "no-hardcoded-location",
    "no-loc-expr-outside-params",
    "no-module-name",
  ],
  ...["no-unnecessary-dependson", "no-unused-existing-resources", "no-unused-imports", "no-unused-params"],
  ...["no-unused-types", "no-unused-vars", "outputs-should-not-contain-secrets", "prefer-interpolation"],
  ...["prefer-unquoted-property-names", "protect-commandtoexecute-secrets", "secure-parameter-default"],
  ...["secure-params-in-nested-deploy", "secure-params-in-parameters-file", "secure-secrets-in-params"],
  ...[
    "simplify-interpolation",
    "simplify-json-null",
    "stacks-extensibility-compat",
    "use-description-outputs",
    "use-description-params",
  ],
  ...["use-description-type-properties", "use-description-types", "use-description-vars", "use-parent-property"],
  ...["use-recognized-resource-type", "use-user-defined-types", "use-resource-id-functions"],
  ...["use-resource-symbol-reference", "use-safe-access", "use-secure-value-for-secure-inputs"],
  ...["use-stable-resource-identifiers", "use-stable-vm-image", "what-if-short-circuiting"],
];

/** Rules that compare with the day on which they run. An unchanged template must not fail because time passes. */
const off = ["use-recent-api-versions", "use-recent-az-powershell-version", "use-recent-module-versions"];

/** The configuration of Bicep's linter. */
export function bicepConfig(): object {
  const rules = [
    ...strict.map((name) => ({ name, level: "error" })),
    ...off.map((name) => ({ name, level: "off" })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { rules: rules.map((rule, index) => ({ ...rule, comma: index < rules.length - 1 ? "," : "" })) };
}
