import { goFiles, isMain } from "./go.ts";
import { joinPath, parentOf } from "./repository.ts";
import type { SourceCheck } from "./source-check.ts";

/** Code that reads a port from a variable or an option. Then no number in the code is certain. */
const readsPort =
  /(?:getenv|environ|process\.env|LookupEnv|viper|argparse|flag\.(?:Int|String)\w*)\W[^\n]{0,40}port|\bPORT\b[^\n]*(?:process\.env|environ|getenv)/i;

/** Calls that listen on a port which is written as a number, or as a constant that has one. */
const listens: Readonly<Record<string, RegExp>> = {
  node: /\.listen\(\s*(?:\{\s*port\s*:\s*)?(\d{2,5}|[A-Za-z_]\w*)\b/g,
  python: /\b(?:run|run_app|serve|run_server|run_simple)\([^()\n]*\bport\s*=\s*(\d{2,5}|[A-Za-z_]\w*)\b/g,
  go: /\b(?:ListenAndServe|Listen|Run|Start)\(\s*(?:"tcp",\s*)?"[\w.]*:(\d{2,5})"|\bAddr:\s*"[\w.]*:(\d{2,5})"/g,
};

/** The program that `start` runs listens on the port of the specification, if its code has the port as a number. */
export function checkPort(check: SourceCheck): void {
  const { build, source } = check;
  // A server that runs another file gets its port from an option.
  const pattern = listens[build.runtime.language];
  if (!pattern || build.site || build.path[0] === "jobs") return;
  for (const file of programFiles(check)) {
    const text = (source.read(file) ?? "").replace(/^\s*(?:\/\/|#).*$/gm, "");
    if (readsPort.test(text)) return;
    const ports = [...text.matchAll(pattern)].map(([, one = "", other = ""]) => numberOf(one || other, text));
    const [port] = ports;
    if (port === undefined || ports.length > 1 || build.ports.includes(port)) continue;
    const holes = { workload: check.workload, file: source.path(file), port, written: build.port };
    check.report("repository/other-port", build.port === undefined ? "start" : "port", holes);
    return;
  }
}

/** A number, or the value of a constant. */
function numberOf(written: string, text: string): number | undefined {
  if (/^\d+$/.test(written)) return Number(written);
  const found = [
    ...text.matchAll(new RegExp(`^\\s*(?:const|let|var)?\\s*${written}\\s*=\\s*(\\d{2,5})\\s*;?\\s*$`, "gm")),
  ];
  return found.length === 1 ? Number(found[0]?.[1]) : undefined;
}

/** The files of the program that production starts; empty if it is not known. */
function programFiles({ build, source }: SourceCheck): readonly string[] {
  if (build.runtime.language === "go") {
    const folder = joinPath(".", build.project ?? ".");
    return goFiles(source).filter((path) => parentOf(path) === folder && isMain(source.read(path)));
  }
  const [program = "", file = ""] = build.start;
  if (!/^(?:node|python3?)$/.test(program) || !/^(?:\.\/)?[\w./-]+\.(?:py|[cm]?[jt]s)$/.test(file)) return [];
  const path = joinPath(".", file);
  return source.hasFile(path) ? [path] : [];
}
