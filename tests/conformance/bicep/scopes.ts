import { dirname, normalize } from "node:path";
import { type Module, moduleOf } from "./module.ts";
import { Scope } from "./scope.ts";
import type { BicepFile } from "./tree.ts";

/** Templates, each with the modules that it deploys, by path. */
export function scopesOf(files: readonly BicepFile[]): ReadonlyMap<string, Scope> {
  const modules = new Map(files.map((file) => [file.path, moduleOf(file)] as const));
  return new Map([...modules].map(([path, module]) => [path, new Scope(module, deployedBy(module, path, modules))]));
}

function deployedBy(module: Module, path: string, modules: ReadonlyMap<string, Module>): ReadonlyMap<string, Module> {
  return new Map(
    module.modules.flatMap(({ name, type }) => {
      const found = modules.get(normalize(`${dirname(path)}/${type}`));
      return found ? [[name, found] as const] : [];
    }),
  );
}
