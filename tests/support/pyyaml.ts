import { spawnSync } from "node:child_process";

/** What PyYAML, a reader of YAML 1.1, makes of a text: the values of its documents, or what it says is wrong. */
export type PythonReading = { readonly value: readonly unknown[] } | { readonly problem: string };

const program = `
import json, sys, yaml
loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
def plain(value):
    if isinstance(value, dict):
        return {("" if isinstance(key, str) else type(key).__name__ + " ") + str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value if isinstance(value, (str, int, bool, type(None))) else type(value).__name__ + " " + str(value)
def read(text):
    try:
        return {"value": plain(list(yaml.load_all(text, loader)))}
    except Exception as error:
        return {"problem": str(error)}
json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
`;

/**
 * Reads texts with PyYAML, in one process. A key that is no text has its type in front, and so has a value that JSON
 * has no word for. Undefined where there is no Python with PyYAML: said loudly, because less is tested then.
 */
export function readWithPython(texts: readonly string[]): readonly PythonReading[] | undefined {
  const { status, stdout, stderr } = spawnSync("python3", ["-c", program], {
    input: JSON.stringify(texts),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return JSON.parse(stdout);
  process.stdout.write(`\nNOT TESTED: there is no python3 with PyYAML here (${stderr ?? "no python3"})\n`);
  return undefined;
}
