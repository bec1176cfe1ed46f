import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fastGlob from "fast-glob";

/** A type of Azure's. ../azure-types/README.md says how it is written. */
export type AzureType =
  | "string"
  | "int"
  | "bool"
  | "any"
  | { readonly string: { readonly min?: number; readonly max?: number; readonly pattern?: string } }
  | { readonly int: { readonly min?: number; readonly max?: number } }
  | { readonly enum: readonly string[]; readonly open?: boolean }
  | { readonly array: AzureType }
  | { readonly ref: string };

/** An object type. */
export interface ObjectType {
  readonly object: Readonly<Record<string, readonly [flags: string, type: AzureType]>>;
  readonly additional?: AzureType;
  /** The property that says which one of the elements it is. */
  readonly by?: string;
  readonly elements?: Readonly<Record<string, AzureType>>;
}

interface Data {
  readonly resources: Readonly<Record<string, AzureType>>;
  readonly types: Readonly<Record<string, ObjectType>>;
}

/** The type of a resource, and the types that it refers to. */
export interface ResourceType {
  readonly body: ObjectType;
  typeOf(name: string): ObjectType;
}

const folder = fileURLToPath(new URL("../azure-types/", import.meta.url));

const known: ReadonlyMap<string, ResourceType> = new Map(
  fastGlob.sync("microsoft.*.json", { cwd: folder }).flatMap((file) => {
    const { resources, types } = JSON.parse(readFileSync(folder + file, "utf8")) as Data;
    const typeOf = (name: string): ObjectType => {
      const type = types[name];
      if (!type) throw new Error(`${file} has no type ${name}`);
      return type;
    };
    return Object.entries(resources).map(([name, body]) => {
      if (typeof body !== "object" || !("ref" in body)) throw new Error(`${file}: ${name} is no object`);
      return [name.toLowerCase(), { body: typeOf(body.ref), typeOf }] as const;
    });
  }),
);

/** The type of a resource, by its name and version; undefined for one that is not known. */
export function resourceType(name: string): ResourceType | undefined {
  return known.get(name.toLowerCase());
}
