import { identityOf, type KubernetesObject, type OwnedObject } from "../../kubernetes/object.ts";
import { isSame } from "./compare.ts";

/** A ConfigMap that Kustomize generates from files, with a hash of its content in its name; without files it is empty. */
export interface ConfigMap {
  readonly name: string;
  readonly behavior: "create" | "replace";
  readonly files: readonly ConfigFile[];
}

/** A file whose name is its key in the ConfigMap. Its path is below the folder of its kustomization. */
export interface ConfigFile {
  readonly path: string;
  readonly text: string;
}

/** The generators of the ConfigMaps among objects, in the kustomization of their workload. */
export function generatorsOf(objects: readonly OwnedObject[]): readonly ConfigMap[] {
  return configMapsIn(objects).map(({ object }) => generatorOf(object, "create", "files"));
}

/** The ConfigMaps of an overlay that the base has with other content, in the kustomization of the overlay. */
export function replacedGenerators(
  objects: readonly OwnedObject[],
  base: ReadonlyMap<string, KubernetesObject>,
): readonly ConfigMap[] {
  return configMapsIn(objects).flatMap(({ workload, object }) => {
    const original = base.get(identityOf(object));
    if (!original || isSame(original.data, object.data)) return [];
    return [generatorOf(object, "replace", workload === undefined ? "files" : `${workload}/files`)];
  });
}

function configMapsIn(objects: readonly OwnedObject[]): readonly OwnedObject[] {
  return objects.filter(({ object }) => object.kind === "ConfigMap");
}

function generatorOf({ metadata, data = {} }: KubernetesObject, behavior: ConfigMap["behavior"], folder: string) {
  const files = Object.entries(data as Readonly<Record<string, string>>).map(([key, text]) => ({
    path: `${folder}/${key}`,
    text,
  }));
  return { name: metadata.name, behavior, files };
}
