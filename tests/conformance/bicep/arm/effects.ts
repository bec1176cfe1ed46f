import { type Instance, idOf, type Place, type Progress, pathOf } from "./deploy.ts";
import { evaluate, type Scope } from "./evaluate.ts";
import { textOf, type Value, type Values } from "./functions.ts";
import type { World } from "./world.ts";

/** The functions whose results depend on the place of the deployment, and on what exists at that moment. */
export function effectsOf(world: World, place: Place, progress: Progress): Scope["effects"] {
  const group = `/subscriptions/s/resourceGroups/${place.group}`;
  return {
    deployment: () => ({ name: place.name }),
    environment: () => ({ name: "AzureCloud", suffixes: { storage: "core.windows.net" } }),
    listKeys: (target) => world.keysOf(addressOf(textOf(target), place, progress)),
    reference: (target, _, kind) => {
      const symbol = textOf(target);
      const found = stateOf(symbol, world, place, progress);
      return textOf(kind ?? "") === "full" ? found : propertiesOf(found, symbol);
    },
    resourceGroup: () => ({ id: group, name: place.group, location: "westeurope" }),
    resourceId: (type, ...names) => `${group}/providers/${pathOf(textOf(type), names.map(textOf))}`,
    subscription: () => ({ id: "/subscriptions/s", subscriptionId: "s" }),
    subscriptionResourceId: (type, ...names) => `/subscriptions/s/providers/${pathOf(textOf(type), names.map(textOf))}`,
    tenant: () => ({ tenantId: "t" }),
  };
}

function propertiesOf(found: Value, symbol: string): Value {
  const { outputs, properties } = found as Values;
  if (outputs !== undefined) return found;
  if (properties === undefined) throw new Error(`${symbol} has no properties`);
  return properties;
}

/** What a resource looks like now. Throws if it does not exist yet, or if this template does not deploy it. */
function stateOf(symbol: string, world: World, place: Place, progress: Progress): Value {
  const instance = instanceOf(symbol, progress);
  if (instance.isExisting) return world.get(addressIn(instance, place));
  if (!instance.isDeployed) throw new Error(`${place.name} reads ${symbol}, whose condition is false`);
  const result = progress.done.get(symbol);
  if (result === undefined) throw new Error(`${place.name} reads ${symbol} before it is deployed`);
  return result;
}

function instanceOf(symbol: string, { known }: Progress): Instance {
  const instance = known.get(symbol);
  if (!instance) throw new Error(`there is no resource ${symbol}`);
  return instance;
}

function addressOf(symbol: string, place: Place, progress: Progress): string {
  const instance = instanceOf(symbol, progress);
  if (!instance.isExisting && !progress.done.has(symbol)) throw new Error(`${symbol} is not deployed yet`);
  return addressIn(instance, place);
}

function addressIn({ body, scope }: Instance, place: Place): string {
  return idOf(evaluate(body, scope) as Values, place.group);
}
