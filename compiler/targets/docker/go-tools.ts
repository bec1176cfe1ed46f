import { inFolder } from "../../model/build-context.ts";
import type { Build } from "../../model/image.ts";
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
  // A module without dependencies has no sums.
  const hasSums = build.facts?.language !== "go" || build.facts.hasSums;
  const manifests = [bind("go.mod"), ...(hasSums ? [bind(build.lockfile.path)] : [])];
  const binary = `/out/${build.name}`;
  return {
    tools: [],
    prepare: runWith([modules, ...manifests, ...secretMounts(build)], "go mod download"),
    caches: [modules, "type=cache,target=/root/.cache/go-build"],
    compile: [`CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o ${binary} ./${build.project ?? ""}`],
    redirect: redirectTo(binary, build),
    collect: [],
    built: [binary],
    to: "/usr/local/bin/",
    development: {
      variables: { GOCACHE: "/tmp/go-build", GOFLAGS: "-mod=readonly" },
      directories: [],
      // The image of Go lets every user write to its module cache.
      prepare: runWith([...manifests, ...secretMounts(build, build.user)], "go mod download"),
      writesSource: false,
      fetch: [],
    },
  };
}

/** The arguments of the build win. */
function redirectTo(binary: string, { build }: Build): Readonly<Record<string, string>> {
  const { CGO_ENABLED: cgo = "0", GOFLAGS: flags } = build?.args ?? {};
  return { CGO_ENABLED: cgo, GOFLAGS: [`-o=${binary}`, ...(flags === undefined ? [] : [flags])].join(" ") };
}
