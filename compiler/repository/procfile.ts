import { splitWords } from "./commands.ts";
import type { RepositoryDefault } from "./inspection.ts";
import type { SourceFolder } from "./source-folder.ts";

/**
 * The start command of the process `web` in a Procfile (https://devcenter.heroku.com/articles/procfile), if it needs no shell.
 * `$PORT` is the port of the specification. Commands that call a package manager do not start the program itself.
 */
export function procfileDefault(source: SourceFolder): readonly RepositoryDefault[] {
  const { start, server, static: site, port } = source.spec;
  if (start || server || site) return [];
  const [, written = ""] = /^web:\s*(\S.*)$/m.exec(source.read("Procfile") ?? "") ?? [];
  const number = port?.number;
  const command = number === undefined ? written : written.replace(/\$\{?PORT(?::-\d+)?\}?(?!\w)/g, String(number));
  const isPlain =
    command !== "" &&
    !/[|&;<>$`"'\\*?(){}~]/.test(command) &&
    !/^(?:\w+=|npm|pnpm|yarn|poetry|uv|pipenv)\b/.test(command);
  return isPlain ? [{ key: "start", value: splitWords(command), file: source.path("Procfile") }] : [];
}
