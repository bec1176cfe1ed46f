import type { SourceCheck } from "./source-check.ts";

/** Files that protoc and its plugins write, by language. Builds of Java and .NET, and loaders of Node, need none. */
const generated: Readonly<Record<string, RegExp>> = { go: /\.pb\.go$/, python: /_pb2(?:_grpc)?\.py$/ };

/** Where there are .proto files, something has to turn them into code. */
export function checkProtobuf(check: SourceCheck): void {
  const { build, source } = check;
  const pattern = generated[build.runtime.language];
  if (pattern === undefined || build.build?.command || build.facts === undefined) return;
  const [file] = source.find((name) => name.endsWith(".proto"));
  if (file === undefined || source.find((name) => pattern.test(name)).length > 0) return;
  check.report("repository/code-not-generated", "build", { workload: check.workload, file: source.path(file) });
}
