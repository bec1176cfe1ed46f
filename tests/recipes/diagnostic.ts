import { type Recipe, updateGoldens } from "./recipe.ts";

const golden = "service-named-as-platform";

const entry = `  "model/service-named-as-platform": warning<{ name: string }>({
    message: ({ name }) => \`The service and the platform are both named '\${name}'.\`,
    help: () => "Rename the service.",
    explanation: \`
Names of images and of networks start with the name of the platform. A service of the same name is hard to tell apart from
the platform in logs and dashboards.\`,
  }),
`;

const rule = `import type { Rule } from "./rule.ts";

/** A service has another name than the platform. */
export const servicesAreNotThePlatform: Rule = ({ platform }, reporter) => {
  for (const { name: environment, services } of platform.environments) {
    for (const { name, path } of services) {
      if (name === platform.name) {
        reporter.report("model/service-named-as-platform", { environment, path, half: "key" }, { name });
      }
    }
  }
};
`;

/** A rule of the model that warns. */
export const diagnostic: Recipe = {
  name: "Add a diagnostic",
  tests: ["tests/catalog.test", "tests/types.test", "tests/golden.test"],
  cases: [golden],
  steps: [
    {
      does: "Add its entry to the file of its family",
      test: "tests/types.test",
      names: /model\/service-named-as-platform/,
      edits: [
        {
          file: "compiler/diagnostics/catalog/services.ts",
          replace: 'import { error, note } from "../definition.ts";',
          by: 'import { error, note, warning } from "../definition.ts";',
        },
        {
          file: "compiler/diagnostics/catalog/services.ts",
          replace: "export const services = {\n",
          by: `export const services = {\n${entry}`,
        },
      ],
    },
    {
      does: "Report it where it is found",
      test: "tests/golden.test",
      names: /services-are-not-the-platform/,
      edits: [{ file: "compiler/model/rules/services-are-not-the-platform.ts", text: rule }],
    },
    {
      does: "Add a rule of the model to `compiler/model/check.ts`",
      test: "tests/golden.test",
      names: /model\/service-named-as-platform/,
      edits: [
        {
          file: "compiler/model/check.ts",
          before: "import { settingsHaveValues }",
          insert: 'import { servicesAreNotThePlatform } from "./rules/services-are-not-the-platform.ts";\n',
        },
        { file: "compiler/model/check.ts", before: "  variablesAreSetOnce,", insert: "  servicesAreNotThePlatform,\n" },
      ],
    },
    {
      does: "Show it in a golden folder",
      test: "tests/golden.test",
      names: new RegExp(`${golden} has no platform\\.yaml`),
      edits: [
        {
          file: `tests/golden/${golden}/platform.yaml`,
          text: `# A service that has the name of the platform.
platform: { name: shop, description: Sells things. }
environments: { dev: { tier: development } }
services:
  shop: { image: "registry.example/shop:1.0", port: 8080, health: / }
`,
        },
      ],
    },
    updateGoldens(golden, /npm run test:update/),
  ],
};
