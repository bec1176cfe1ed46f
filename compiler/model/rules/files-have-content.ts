import { formatPath } from "../../spec/path.ts";
import { writtenWorkloads } from "./layers.ts";
import type { SpecRule } from "./rule.ts";

/** A string in `files` is the content of a file and not the path of one. */
export const filesHaveContent: SpecRule = ({ spec }, reporter) => {
  for (const { path, spec: workload } of writtenWorkloads(spec)) {
    for (const [file, written] of Object.entries(workload.files ?? {})) {
      const content = written?.content;
      if (content === undefined || !isPath(content, file)) continue;
      const source = content.replace(/^\.\//, "");
      const holes = { file, content, source, owner: formatPath(path) };
      reporter.report("model/file-is-path", { path: [...path, "files", file, "content"] }, holes, {
        replacement: `{ source: ${source} }`,
      });
    }
  }
};

/** Whether a content is `./x`, `../x`, or has the file name of the mounted file. A line break makes it content. */
function isPath(content: string, file: string): boolean {
  if (!/^[\w./@+-]+$/.test(content)) return false;
  return /^\.{1,2}\//.test(content) || content.split("/").at(-1) === file.split("/").at(-1);
}
