import { quoteShell } from "../../literals/shell.ts";
import { inFolder } from "../../model/build-context.ts";
import type { Build } from "../../model/image.ts";
import { packagesBelow } from "../../model/language-commands.ts";
import { goCache } from "../../model/written-folders.ts";
import { secretMounts } from "./build-secrets.ts";
import { runWith } from "./stage.ts";
import type { Toolchain } from "./toolchain.ts";

/**
 * https://go.dev/ref/mod#go-mod-download; a static binary needs no libraries of the image it was built in. GOFLAGS gives
 * a command of the specification the place of the binary.
 */
export function goTools(build: Build): Toolchain {
  const { folder } = build.source;
  const modules = "type=cache,target=/go/pkg/mod";
  const bind = (name: string): string => `type=bind,source=${inFolder(folder, name)},target=${name}`;
  const facts = build.facts?.language === "go" ? build.facts : undefined;
  const manifests = (facts?.manifests ?? ["go.mod", build.lockfile.path]).map(bind);
  const workspace = facts?.workspace ?? [];
  // A vendored module has everything that it needs (https://go.dev/ref/mod#vendoring). In a workspace the command looks for
  // modules on disk in the network, too.
  const download = facts?.isVendored || workspace.length > 0 ? [] : ["go mod download"];
  const binary = `/out/${build.name}`;
  return {
    tools: [],
    prepare: runWith([modules, ...manifests, ...secretMounts(build)], ...download),
    caches: [...(facts?.isVendored ? [] : [modules]), "type=cache,target=/root/.cache/go-build"],
    compile: [`${compileCommand(facts?.usesCgo ?? false)} -o ${binary} ./${build.project ?? ""}`],
    redirect: redirectTo(binary, build, facts?.usesCgo ?? false),
    collect: [],
    built: [binary],
    to: "/usr/local/bin/",
    development: {
      variables: { GOCACHE: goCache, GOFLAGS: `-mod=${facts?.isVendored ? "vendor" : "readonly"}` },
      directories: [goCache],
      // The image of Go lets every user write to its module cache.
      prepare: runWith([...manifests, ...secretMounts(build, build.user)], ...download),
      writesSource: false,
      fetch: [
        ...(workspace.length === 0 || facts?.isVendored
          ? []
          : runWith(
              secretMounts(build, build.user),
              `go list -deps -test ${workspace.map(packagesBelow).map(quoteShell).join(" ")} > /dev/null`,
            )),
        // Compiles dependencies and the standard library, so that `go run` starts within the time of health checks.
        ...runWith([], `go build -o /dev/null ./${build.project ?? ""}`),
      ],
    },
  };
}

/** With cgo, C libraries are linked into the binary as well: the image that runs it has none. */
function compileCommand(usesCgo: boolean): string {
  return usesCgo
    ? "CGO_ENABLED=1 go build -trimpath -ldflags='-s -w -linkmode=external -extldflags=-static'"
    : "CGO_ENABLED=0 go build -trimpath -ldflags='-s -w'";
}

/** The arguments of the build win. */
function redirectTo(binary: string, { build }: Build, usesCgo: boolean): Readonly<Record<string, string>> {
  const { CGO_ENABLED: cgo = usesCgo ? "1" : "0", GOFLAGS: flags } = build?.args ?? {};
  return { CGO_ENABLED: cgo, GOFLAGS: [`-o=${binary}`, ...(flags === undefined ? [] : [flags])].join(" ") };
}
