import type { AccessorModule } from "./modules.ts";
import { pascal, wordsOf } from "./names.ts";

/** The command that checks the environment of a container; empty where the program itself has to do it. */
export function commandOf({ language, path, services }: AccessorModule, isSingle: boolean): string {
  const [first] = services;
  const argument = isSingle ? "" : " SERVICE";
  switch (language) {
    case "python":
      return `python ${path}${argument}`;
    case "typescript": {
      const loader = `load${isSingle ? "" : pascal(wordsOf(first?.name ?? ""))}Config`;
      return `node -e 'import("./config.js").then((config) => config.check(config.${loader}))'`;
    }
    case "java": {
      const parts = path.split("/");
      const name = (parts.at(-1) ?? "").replace(/\.java$/, "");
      return `java -cp CLASSPATH ${[javaPackage(parts), name].filter((part) => part !== "").join(".")}${argument}`;
    }
    default:
      return "";
  }
}

/** The package of a module in Go: the name of its folder, in letters and digits. */
export function goPackage(parts: readonly string[]): string {
  const name = (parts.at(-2) ?? "main").toLowerCase().replaceAll(/[^a-z0-9]+/g, "");
  return /^[a-z]/.test(name) ? name : "config";
}

/** The package of a module in Java: the folders below `java`; empty where there is no folder with this name. */
export function javaPackage(parts: readonly string[]): string {
  const start = parts.lastIndexOf("java");
  return start === -1 ? "" : parts.slice(start + 1, -1).join(".");
}
