// The checks of compiled templates find what they are for.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Value, Values } from "./conformance/bicep/arm/functions.ts";
import { programFindings } from "./conformance/bicep/arm/templates.ts";

const identity = {
  type: "Microsoft.ManagedIdentity/userAssignedIdentities",
  name: "api-identity",
};

const id = "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'api-identity')]";

const role = (scope: string, condition: Value = true): Values => ({
  condition,
  type: "Microsoft.Authorization/roleAssignments",
  name: "[guid(resourceGroup().id)]",
  scope,
  properties: { principalId: "[reference('identity').principalId]" },
  dependsOn: ["identity"],
});

/** What is found in a template with the secret SECRET_KEY and the steps of a deployment. */
function findingsIn(resources: Values, outputs: Values = {}): string {
  const template = {
    parameters: {
      key: { type: "securestring" },
      deployApps: { type: "bool" },
      deployJobs: { type: "bool" },
      activeRevisions: { type: "object" },
    },
    variables: {},
    resources,
    outputs,
  };
  const parameters = (env: Readonly<Record<string, string>>): Values => ({
    key: env.SECRET_KEY ?? "",
    deployApps: env.DEPLOY_APPS !== "false",
    deployJobs: env.DEPLOY_JOBS !== "false",
    activeRevisions: {},
  });
  return programFindings({ template, variables: ["SECRET_KEY"], parameters }, "main.bicepparam").join("\n");
}

const faults: readonly (readonly [finding: string, resources: Values, outputs?: Values])[] = [
  ["", { identity }, { id: { value: "[reference('identity').clientId]" } }],
  ["a secret is in 'key.value' of the outputs", {}, { key: { value: "[parameters('key')]" } }],
  ["a secret is in 'tags.key' of", { identity: { ...identity, tags: { key: "[parameters('key')]" } } }],
  ["before it is deployed", { identity, other: { ...identity, name: "[reference('identity').clientId]" } }],
  [
    "whose condition is false",
    { identity: { ...identity, condition: false } },
    { id: { value: "[reference('identity').clientId]" } },
  ],
  ["cannot be called 'a b'", { identity: { ...identity, name: "a b" } }],
  ["is deployed twice", { identity, other: identity }],
  ["is not a part of the foundation", { identity, role: role(id, "[parameters('deployApps')]") }],
  ["its scope does not exist", { identity, role: role("/subscriptions/s/resourceGroups/g/providers/A.B/c/d") }],
  [
    "ResourceNotFound",
    { vault: { existing: true, type: "Microsoft.KeyVault/vaults", name: "v" } },
    { uri: { value: "[reference('vault').vaultUri]" } },
  ],
  [
    "wait for each other",
    { one: { ...identity, dependsOn: ["two"] }, two: { ...identity, name: "two", dependsOn: ["one"] } },
  ],
  ["the function utcNow() is unknown", { identity: { ...identity, name: "[utcNow()]" } }],
  ["has no 'nothing'", { identity }, { id: { value: "[reference('identity').nothing]" } }],
];

for (const [finding, resources, outputs] of faults) {
  test(finding || "a template without faults", () => {
    const found = findingsIn(resources, outputs);
    if (finding === "") assert.is(found, "");
    else assert.ok(found.includes(finding), found);
  });
}

test("a loop, its conditions and nested functions", () => {
  const resources = {
    all: {
      ...identity,
      copy: { name: "all", count: "[length(createArray('a', 'b'))]" },
      name: "[format('it-{0}-{1}', createArray('a', 'b')[copyIndex()], if(equals(copyIndex(), 0), 'first', 'other'))]",
    },
  };
  const value =
    "[format('{0} {1}', reference('all[0]').clientId, join(map(createArray('x'), lambda('y', toLower(lambdaVariables('y')))), ','))]";
  assert.is(findingsIn(resources, { id: { value } }), "");
});

test.run();
