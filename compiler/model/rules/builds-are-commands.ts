import { formatPath } from "../../spec/path.ts";
import { writtenWorkloads } from "./layers.ts";
import type { SpecRule } from "./rule.ts";

/** `build` is a command and not a folder, which it is in Compose. */
export const buildsAreCommands: SpecRule = ({ spec }, reporter) => {
  for (const { path, spec: service } of writtenWorkloads(spec)) {
    const command: unknown = service.build?.command;
    const [word = "", ...rest] = Array.isArray(command) ? (command as readonly string[]) : [];
    if (rest.length > 0 || !/^(\.{1,2}|.*\/)$/.test(word)) continue;
    const folder = word.replace(/^\.\/(?=.)/, "").replace(/\/$/, "");
    reporter.report(
      "model/build-is-folder",
      { path: [...path, "build", "command"] },
      { folder, owner: formatPath(path) },
    );
  }
};
