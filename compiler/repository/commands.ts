/** The words of a command line without quotes. */
export function splitWords(command: string): readonly string[] {
  return command.trim().split(/\s+/);
}

/** A script of `package.json` that a command runs, and the workspace member that it belongs to. */
export interface ScriptCall {
  readonly script: string;
  /** The name or folder in `--workspace`, `--filter`, `--cwd` or `workspace`; undefined for the source folder itself. */
  readonly member: string | undefined;
}

/** Commands of the package managers that are not scripts (`npm help`, `pnpm help --all`, `yarn help`). */
const builtin: Readonly<Record<string, ReadonlySet<string>>> = {
  pnpm: new Set(
    "add audit bin cat-file config create dedupe deploy dlx env exec fetch import init install i link list ls node outdated pack patch prune publish rebuild remove root setup store unlink update why".split(
      " ",
    ),
  ),
  yarn: new Set(
    "add audit autoclean bin cache config constraints create dedupe dlx exec explain global help import info init install licenses link list login node npm outdated owner pack patch patch-commit plugin policies publish rebuild remove search set stage tag team unlink unplug up upgrade version versions why workspace workspaces".split(
      " ",
    ),
  ),
};

/** Options whose value is the next word. */
const withValue = new Set(["-w", "--workspace", "-F", "--filter", "--prefix", "-C", "--dir", "--cwd"]);

/**
 * The script that a command runs; undefined for other commands, and for those of several folders. pnpm and Yarn run a
 * program of a package where no script has the name: `isShort` takes the name in `yarn build` for a script.
 */
export function scriptOf(command: readonly string[], isShort = false): ScriptCall | undefined {
  const [manager = "", ...all] = command;
  if (!["npm", "pnpm", "yarn"].includes(manager)) return undefined;
  const { words, options } = separate(all);
  if (["-r", "--recursive", "--workspaces", "-ws", "--if-present"].some((name) => options.has(name))) return undefined;
  const member = ["-w", "--workspace", "-F", "--filter", "--prefix", "-C", "--dir", "--cwd"]
    .map((name) => options.get(name))
    .find((value) => value !== undefined);
  const [first = "", second = "", third = ""] = words;
  if (manager === "yarn" && first === "workspace") {
    const call = scriptOf(["yarn", ...words.slice(2)], isShort);
    return call && third !== "" ? { script: call.script, member: second } : undefined;
  }
  if (first === "run" || first === "run-script") return second === "" ? undefined : { script: second, member };
  if (["test", "t"].includes(first)) return { script: "test", member };
  if (["start", "stop", "restart"].includes(first)) return { script: first, member };
  if (manager === "npm" || first === "" || builtin[manager]?.has(first)) return undefined;
  return isShort ? { script: first, member } : undefined;
}

/** The words before `--`, and the options with their values. */
function separate(all: readonly string[]): { words: readonly string[]; options: ReadonlyMap<string, string> } {
  const end = all.indexOf("--");
  const words: string[] = [];
  const options = new Map<string, string>();
  const rest = [...(end < 0 ? all : all.slice(0, end))];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith("-")) words.push(word);
    else {
      const [name = "", value] = word.split("=", 2);
      options.set(name, value ?? (withValue.has(name) ? (rest.shift() ?? "") : ""));
    }
  }
  return { words, options };
}
