import { type Fields, isMap } from "../../kubernetes/object.ts";
import { type Expression, quoted, valueAt } from "./expression.ts";
import { nameExpression } from "./holes.ts";
import type { Field, Merger } from "./merge.ts";
import { type Entry, type Node, Slot } from "./node.ts";
import { placeOfItem } from "./place.ts";
import type { Schema } from "./schema.ts";
import { boolean, string } from "./schema.ts";

/** A path of an Ingress, as far as operators change it. */
interface PathValue {
  readonly path: unknown;
  readonly port: unknown;
}

const hostsSchema: Schema = {
  type: "array",
  items: {
    type: "object",
    additionalProperties: false,
    required: ["host", "paths"],
    properties: {
      host: string,
      paths: {
        type: "array",
        items: {
          type: "object",
          additionalProperties: false,
          required: ["path", "port"],
          properties: { path: string, port: { type: "string", description: "Name of the port." } },
        },
      },
    },
  },
};

/** The rules of an Ingress as a range over its hosts. Undefined where rules differ in more than hosts, paths and ports. */
export function ingressRules({ key, columns, place }: Field, merge: Merger): readonly Entry[] | undefined {
  const lists = columns.map((value) =>
    Array.isArray(value) ? (value as readonly unknown[]).filter(isMap) : undefined,
  );
  const rules = lists.flatMap((list) => list ?? []);
  const paths = rules.flatMap(pathsOf);
  const [rule, path] = [rules[0], paths[0]];
  if (!rule || !path || !allAlike(rules.map(bareRule)) || !allAlike(paths.map((one) => barePath(one))))
    return undefined;
  const hosts = lists.map((list) =>
    list?.map((one) => ({
      host: one.host,
      paths: pathsOf(one).map((own): PathValue => ({ path: own.path, port: portOf(own) })),
    })),
  );
  const over = merge.values.add({
    path: [place.owner, "ingress", "hosts"],
    description: "Hosts with their paths. `port` is the name of a port.",
    schema: hostsSchema,
    columns: hosts,
  });
  const inside = placeOfItem(place, "1");
  const pathNode = merge.node([barePath(path, slot(".path"), slot(".port"))], inside);
  const list: Node = { kind: "list", items: [{ kind: "range", over: ".paths", node: pathNode }] };
  const pattern = { ...rule, host: slot(".host"), http: { ...(rule.http as Fields), paths: new Slot(list) } };
  const node = merge.node([pattern], inside);
  return [{ key, node: { kind: "list", items: [{ kind: "range", over, node }] } }];
}

/** One certificate for all hosts, unless TLS is turned off. Undefined where it is not so. */
export function ingressTls({ key, columns, place }: Field, merge: Merger): readonly Entry[] | undefined {
  const [certificate, ...others] = columns.flatMap((value) => (Array.isArray(value) ? value.filter(isMap) : []));
  const isPlain = certificate && [certificate, ...others].every((one) => Object.keys(one).length === 2);
  const name = certificate?.secretName;
  if (!isPlain || typeof name !== "string" || others.some(({ secretName }) => secretName !== name)) return undefined;
  const path = [place.owner, "ingress", "tls"];
  const { values } = merge;
  const enabled = { path: [...path, "enabled"], description: "Whether the Ingress serves TLS.", schema: boolean };
  values.add({ ...enabled, columns: [true], isListed: false });
  const secretName = values.add({
    path: [...path, "secretName"],
    description: "Secret with the certificate. Default: the Secret that cert-manager creates.",
    schema: string,
    columns: [""],
    isListed: false,
  });
  const hosts: Node = {
    kind: "list",
    items: [{ kind: "range", over: valueAt([place.owner, "ingress", "hosts"]), node: expression(".host", true) }],
  };
  const secret = expression(`${secretName} | default (${nameExpression(name, merge.chart)})`, false);
  const node = merge.node([{ hosts: new Slot(hosts), secretName: new Slot(secret) }], placeOfItem(place, "1"));
  const text: Expression = `dig ${["ingress", "tls", "enabled"].map(quoted).join(" ")} true ${valueAt([place.owner])}`;
  return [{ key, node: { kind: "list", items: [{ kind: "item", node }] }, guard: { kind: "if", text } }];
}

function pathsOf({ http }: Fields): readonly Fields[] {
  const paths = isMap(http) ? http.paths : [];
  return Array.isArray(paths) ? paths.filter(isMap) : [];
}

function portOf({ backend }: Fields): unknown {
  const service = isMap(backend) ? backend.service : undefined;
  const port = isMap(service) ? service.port : undefined;
  return isMap(port) ? port.name : undefined;
}

/** A path of an Ingress with other values. */
function barePath(path: Fields, value: unknown = "", port: unknown = ""): Fields {
  const backend = path.backend as Fields;
  const service = (backend.service ?? {}) as Fields;
  return { ...path, path: value, backend: { ...backend, service: { ...service, port: { name: port } } } };
}

function bareRule(rule: Fields): Fields {
  return { ...rule, host: "", http: { ...(rule.http as Fields), paths: [] } };
}

function allAlike(values: readonly unknown[]): boolean {
  const printed = values.map((value) => JSON.stringify(value));
  return printed.every((text) => text === printed[0]);
}

function slot(text: Expression): Slot {
  return new Slot(expression(text, true));
}

function expression(text: Expression, isString: boolean): Node {
  return { kind: "expression", text, isString };
}
