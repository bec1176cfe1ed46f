import { cpSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { filesLike, jobPerFile } from "../trees.ts";

/** The compiled standard library, which takes a minute. */
const cache = `${process.env.XDG_CACHE_HOME || `${homedir()}/.cache`}/varai-gen/go`;

/** Formats and vets Go packages of one file. */
export const go: Checker = {
  name: "go",
  needs: { go: "golang-go" },
  jobsIn: (tree) => jobPerFile(filesLike(tree, /\.go$/)),
  check: async ({ subject }, tree, workshop) => {
    const folder = workshop.folder();
    cpSync(`${tree.folder}/${subject}`, `${folder}/source.go`);
    writeFileSync(`${folder}/go.mod`, "module check\n\ngo 1.22\n");
    const env = { GOFLAGS: "-mod=mod", GOTOOLCHAIN: "local", GOCACHE: cache };
    const format = await workshop.run("gofmt", ["-d", "source.go"], { cwd: folder });
    const vet = await workshop.run("go", ["vet", "./..."], { cwd: folder, env });
    return [format, vet].flatMap(complaintsOf);
  },
};
