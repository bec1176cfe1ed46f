import { generateKeys, generateReference, generateTypes, type Recipe, updateGoldens } from "./recipe.ts";

/** The key `runbook` of a service, which Compose, Kustomize and Helm express: six files by hand. */
export const key: Recipe = {
  name: "Add a key to the language",
  tests: ["tests/derived.test", "tests/key-table.test", "tests/types.test", "tests/golden.test"],
  cases: ["service.runbook", "everything"],
  steps: [
    {
      does: "Describe it in `schema/language.schema.json`",
      test: "tests/derived.test",
      names: /runbook/,
      edits: [
        {
          file: "schema/language.schema.json",
          before: '        "callerNamespaces": {',
          insert: `        "runbook": {
          "type": "string",
          "description": "The page that says what to do when the service fails.",
          "pattern": "^https://\\\\S+$",
          "examples": ["https://wiki.example.com/api"]
        },
`,
        },
      ],
    },
    {
      does: "Add a field to the type in `compiler/model`",
      test: "tests/types.test",
      names: /runbook/,
      edits: [
        {
          file: "compiler/model/service.ts",
          before: "  /** Namespaces of a cluster that call it",
          insert: "  /** The page that says what to do when it fails. */\n  readonly runbook: string | undefined;\n",
        },
      ],
    },
    {
      does: "Fill it in the `compiler/model/build-*.ts` of its thing",
      test: "tests/types.test",
      names: /runbook/,
      edits: [
        {
          file: "compiler/model/build-service.ts",
          before: "    callerNamespaces: [",
          insert: "    runbook: spec.runbook,\n",
        },
      ],
    },
    {
      does: "Express it in each target",
      test: "tests/golden.test",
      names: /wiki\.everything/,
      edits: [
        {
          file: "compiler/kubernetes/pod.ts",
          before: "    ...exceptionAnnotations(workload),",
          insert:
            '    ...("runbook" in workload && workload.runbook !== undefined && { runbook: workload.runbook }),\n',
        },
      ],
    },
    {
      does: "Express it in each target",
      test: "tests/golden.test",
      names: /wiki\.everything/,
      edits: [
        {
          file: "compiler/targets/compose/service-view.ts",
          replace: "    comments: [workload.description, ",
          by: '    comments: [\n      workload.description,\n      ...("runbook" in workload && typeof workload.runbook === "string" ? [workload.runbook] : []),\n      ',
        },
      ],
    },
    {
      does: "Use it in `tests/golden/everything/platform.yaml`",
      test: "tests/golden.test",
      names: /wiki\.everything/,
      edits: [
        {
          file: "tests/golden/everything/platform.yaml",
          before: "    callerNamespaces: [",
          insert: "    runbook: https://wiki.everything.example/api\n",
        },
      ],
    },
    generateTypes(/npm run generate:types/),
    generateKeys(/service\.runbook/),
    generateReference(/npm run generate:reference/),
    updateGoldens("everything", /npm run test:update/),
  ],
};
