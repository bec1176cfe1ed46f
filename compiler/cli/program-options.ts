import { type Command, InvalidArgumentError, Option } from "commander";

/** The options of every command that compiles. */
export function withSelection(command: Command): Command {
  return command
    .addOption(specOption())
    .addOption(
      new Option("-o, --out <folder>", "the output folder, in place of the specification's 'output'").argParser(named),
    )
    .addOption(listOption("--only <target>", "only these targets, with commas between them"))
    .addOption(listOption("--skip <target>", "all targets but these"))
    .addOption(listOption("--env <environment>", "only files of these environments"))
    .addOption(colorOption());
}

/** The options of every command that reports findings. */
export function withReport(command: Command): Command {
  return withFormat(withSelection(command));
}

/** The options of every command whose results machines can read. */
export function withFormat(command: Command): Command {
  return command.addOption(formatOption("pretty, or github in GitHub Actions")).option("-q, --quiet", "only errors");
}

/** How results are written. A command whose result is text says so in CI as well, unless it is asked for another format. */
export function formatOption(usual = "pretty"): Option {
  const formats = ["pretty", "json", "github", "sarif"];
  return new Option("--format <format>", `how results are written (default: ${usual})`).choices(formats);
}

/** Which specifications a command is about. */
export function specOption(): Option {
  return new Option(
    "-s, --spec <path>",
    "the specification, or a pattern for several (default: platform.yaml, then spec/platform.yaml)",
  ).argParser((path: string, before: readonly string[] | undefined) => [...(before ?? []), path]);
}

/** Whether a command uses colours. */
export function colorOption(): Option {
  return new Option("--color <when>", "whether to colour (default: auto)").choices(["auto", "always", "never"]);
}

/** An option that can be given several times, or once with commas. One that names nothing would select nothing. */
export function listOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: readonly string[] | undefined) => {
    const names = value.split(",").filter((part) => part !== "");
    for (const name of names.length > 0 ? names : [""]) named(name);
    return [...(before ?? []), ...names];
  });
}

/** A name, which may come from a variable that is not set. */
function named(value: string): string {
  if (value.trim() === "") throw new InvalidArgumentError("It names nothing.");
  return value;
}
