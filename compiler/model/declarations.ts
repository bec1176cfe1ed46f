import { entryOf } from "../spec/entry.ts";
import { definitionNamed } from "../spec/schema.ts";

/** How to declare what a reference needs; undefined for a reference that can never be resolved. */
export function declarationOf(root: string, [name = "", ...rest]: readonly string[]): string | undefined {
  const isName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name);
  switch (root) {
    case "platform":
      return entryOf(definitionNamed("platform").properties ?? {}, name) && `Set 'platform.${name}'.`;
    case "secrets":
      if (!isName || (rest.length > 0 && rest[0] !== "file")) return undefined;
      return `Declare it: add '${name}: A description.' to 'secrets'.`;
    case "config":
      if (!/^[A-Za-z_]\w*$/.test(name)) return undefined;
      return `Declare it: add '${name}: { required: true, description: What it is for. }' to 'config'.`;
    case "external":
      return isName ? `Declare it: add '${name}: https://api.example.com' to 'external'.` : undefined;
    default:
      return undefined;
  }
}
