import { existsSync } from "node:fs";
import fastGlob from "fast-glob";
import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { filesLike, jobPerFile } from "../trees.ts";

/** The .NET SDK of the machine: that which VARAI_DOTNET names. */
function sdk(): string {
  return `${process.env.VARAI_DOTNET ?? ""}/dotnet`;
}

/** Compiles C# classes of one file with every warning as an error, with the compiler of a .NET SDK and what ASP.NET has. */
export const csharp: Checker = {
  name: "csharp",
  skipped: () => (existsSync(`${sdk()}/dotnet`) ? undefined : "VARAI_DOTNET does not name a .NET SDK"),
  jobsIn: (tree) => jobPerFile(filesLike(tree, /\.cs$/)),
  check: async ({ subject }, { folder }, workshop) => {
    const [compiler = ""] = fastGlob.sync("sdk/*/Roslyn/bincore/csc.dll", { cwd: sdk() }).sort();
    const references = fastGlob.sync("packs/Microsoft.*.App.Ref/*/ref/*/*.dll", { cwd: sdk(), absolute: true });
    const output = `-out:${workshop.folder()}/check.dll`;
    const options = ["-nologo", "-target:library", "-warnaserror", "-warn:4", output];
    const args = [`${sdk()}/${compiler}`, ...options, ...references.map((path) => `-reference:${path}`), subject];
    const env = { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" };
    return complaintsOf(await workshop.run(`${sdk()}/dotnet`, args, { cwd: folder, env }));
  },
};
