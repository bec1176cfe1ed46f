import { camelCase } from "../../kubernetes/chart-keys.ts";
import { imageParts, releasePlaceholder } from "../../kubernetes/images.ts";
import { type Fields, isMap, type KubernetesObject } from "../../kubernetes/object.ts";
import { type Expression, quoted, root, valueAt } from "./expression.ts";
import { nameExpression } from "./holes.ts";
import { ingressRules, ingressTls } from "./ingress.ts";
import { priorityClassName, replicas } from "./knob-table.ts";
import type { Columns, Field, Merger } from "./merge.ts";
import type { Entry, Guard, Item } from "./node.ts";
import type { Place } from "./place.ts";
import { boolean, string } from "./schema.ts";

/** An object as the base and the environments have it, with those that it depends on. */
export interface ObjectColumns {
  readonly objects: readonly (KubernetesObject | undefined)[];
  /** The HorizontalPodAutoscaler of the same workload. */
  readonly autoscalers: readonly (KubernetesObject | undefined)[];
  /** Whether any environment has a PriorityClass. */
  readonly hasPriority: boolean;
}

type Special = (field: Field, merge: Merger, object: ObjectColumns) => readonly Entry[] | undefined;

/** The fields that knobs make and that no row of the table describes, by their places. */
const specials = new Map<string, Special>([
  ["template.spec.containers[].image", image],
  ["spec.replicas", replicaCount],
  ["template.spec.priorityClassName", priority],
  ["template.spec.volumes[].persistentVolumeClaim.claimName", claimName],
  ["spec.rules", (field, merge) => (field.place.kind === "Ingress" ? ingressRules(field, merge) : undefined)],
  ["spec.tls", (field, merge) => (field.place.kind === "Ingress" ? ingressTls(field, merge) : undefined)],
]);

/** The entries of a field that is special; undefined: it is not. */
export function specialField(field: Field, merge: Merger, object: ObjectColumns): readonly Entry[] | undefined {
  return field.place.isWorkloads ? specials.get(field.place.path)?.(field, merge, object) : undefined;
}

/** Fields that special knobs add to a map. */
export function specialFields({ path, kind, isWorkloads }: Place, { autoscalers }: ObjectColumns): readonly string[] {
  if (!isWorkloads) return [];
  if (path === "template.spec") return ["priorityClassName"];
  return path === "spec" && kind === "Deployment" && autoscalers.some(Boolean) ? ["replicas"] : [];
}

function image({ key, columns, place }: Field, { values, chart }: Merger): readonly Entry[] {
  const parts = columns.map((value) => (typeof value === "string" ? imageParts(value) : undefined));
  const tags = parts.map((part) => part && (part.tag === releasePlaceholder ? "" : part.tag));
  const digests = parts.map((part) => part && (part.digest ?? ""));
  const path = [place.owner, "image"];
  const add = (name: string, description: string, own: Columns): void => {
    const isListed = own.some((value) => value !== undefined && value !== "");
    values.add({ path: [...path, name], description, schema: string, columns: own, isListed });
  };
  add(
    "repository",
    "Repository of the image.",
    parts.map((part) => part?.repository),
  );
  add("tag", "Tag of the image. Default: `image.tag`.", tags);
  add("digest", "Digest of the image, such as `sha256:...`.", digests);
  const text = `include ${quoted(`${chart}.image`)} (dict "image" ${valueAt(path)} "context" ${root})`;
  return [{ key, node: { kind: "expression", text, isString: true } }];
}

/** A fixed number of replicas, unless an autoscaler decides. */
function replicaCount({ key, columns, place }: Field, { values }: Merger, object: ObjectColumns): readonly Entry[] {
  const least = object.autoscalers.map((scaler) => (scaler?.spec as Fields | undefined)?.minReplicas);
  const counts = columns.map((value, index) => (object.objects[index] ? (value ?? least[index]) : undefined));
  const text = values.add({ path: [place.owner, "replicas"], ...replicas, columns: counts });
  const node = { kind: "expression" as const, text, isString: false };
  if (!object.autoscalers.some(Boolean)) return [{ key, node }];
  return [{ key, node, guard: { kind: "if", text: `not ${valueAt([place.owner, "autoscaling", "enabled"])}` } }];
}

function priority({ key, columns, place }: Field, { values, chart }: Merger, object: ObjectColumns): readonly Entry[] {
  const path = ["priorityClassName"];
  const shared = { ...priorityClassName, path, sharedPath: path, columns: columns.map(() => ""), empty: "" };
  const own = values.addShared(place.owner, shared);
  const text = object.hasPriority ? `${own} | default (include ${quoted(`${chart}.priorityClassName`)} ${root})` : own;
  return [{ key, node: { kind: "expression", text: ".", isString: false }, guard: { kind: "with", text } }];
}

/** The value that names a claim of the operator's own for a volume. */
function existingClaim(owner: string, volume: string, { values }: Merger): Expression {
  return values.add({
    path: [owner, "storage", camelCase(volume), "existingClaim"],
    description: "Existing claim to use instead of a new one.",
    schema: string,
    columns: [""],
    isListed: false,
  });
}

function claimName({ key, columns, place }: Field, merge: Merger): readonly Entry[] | undefined {
  const name = columns.find((value) => typeof value === "string");
  const [volume = ""] = place.items;
  if (name === undefined) return undefined;
  const text = `${existingClaim(place.owner, volume, merge)} | default (${nameExpression(name, merge.chart)})`;
  return [{ key, node: { kind: "expression", text, isString: false } }];
}

/** The claim of a StatefulSet's volume is made unless there is one already. */
export function specialGuard({ path, kind, owner, items }: Place, merge: Merger): Guard | undefined {
  if (kind !== "StatefulSet" || path !== "spec.volumeClaimTemplates[]") return undefined;
  return { kind: "if", text: `not ${existingClaim(owner, items[0] ?? "", merge)}` };
}

/** The volumes of a StatefulSet for existing claims. */
export function specialItems({ path, kind, owner }: Place, { objects }: ObjectColumns): readonly Item[] {
  if (kind !== "StatefulSet" || path !== "template.spec.volumes") return [];
  const templates = objects.flatMap((object) => (object?.spec as Fields | undefined)?.volumeClaimTemplates ?? []);
  const names = new Set(
    templates.flatMap((claim) => (isMap(claim) && isMap(claim.metadata) ? claim.metadata.name : [])),
  );
  return [...names].map((name): Item => {
    const claim = { kind: "expression" as const, text: ".", isString: false };
    const volume = { kind: "map" as const, entries: [{ key: "claimName", node: claim }] };
    return {
      kind: "item",
      guard: { kind: "with", text: valueAt([owner, "storage", camelCase(String(name)), "existingClaim"]) },
      node: {
        kind: "map",
        entries: [
          { key: "name", node: { kind: "scalar", value: name } },
          { key: "persistentVolumeClaim", node: volume },
        ],
      },
    };
  });
}

/** The condition on a claim, which is not made where there is one already. */
export function claimCondition(owner: string, volume: string, merge: Merger): Expression {
  return `not ${existingClaim(owner, volume, merge)}`;
}

/** A switch of a workload that is on unless an operator turns it off. */
export function ownSwitch(owner: string, name: string, description: string, { values }: Merger): Expression {
  const path = [owner, ...name.split("."), "enabled"];
  values.add({ path, description, schema: boolean, columns: [true], isListed: false });
  return `dig ${path.slice(1).map(quoted).join(" ")} true ${valueAt([owner])}`;
}
