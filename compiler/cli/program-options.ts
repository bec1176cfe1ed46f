import { type Command, InvalidArgumentError, Option } from "commander";

/** Adds the options of all commands that compile. */
export function withSelection(command: Command): Command {
  return command
    .addOption(specOption())
    .addOption(
      new Option("-o, --out <folder>", "write to this folder instead of the specification's 'output'").argParser(named),
    )
    .addOption(listOption("--only <target>", "process only these targets (comma-separated)"))
    .addOption(listOption("--skip <target>", "skip these targets (comma-separated)"))
    .addOption(listOption("--env <environment>", "process only these environments (comma-separated)"))
    .addOption(colorOption());
}

/** Adds the options of all commands that report findings. */
export function withReport(command: Command): Command {
  return withFormat(withSelection(command));
}

/** Adds the options of all commands with machine-readable results. */
export function withFormat(command: Command): Command {
  return command.addOption(formatOption("pretty; github in GitHub Actions")).option("-q, --quiet", "print errors only");
}

/** The output format. Commands that print text have the same default in CI. */
export function formatOption(defaultFormat = "pretty"): Option {
  const formats = ["pretty", "json", "github", "sarif"];
  return new Option("--format <format>", `output format (default: ${defaultFormat})`).choices(formats);
}

/** The specifications of a command. */
export function specOption(): Option {
  return new Option(
    "-s, --spec <path>",
    "specification file, glob pattern, or - to read it from standard input (default: platform.yaml, then spec/platform.yaml)",
  ).argParser((path: string, before: readonly string[] | undefined) => [...(before ?? []), path]);
}

/** The use of colours. */
export function colorOption(): Option {
  return new Option("--color <when>", "use colours (default: auto)").choices(["auto", "always", "never"]);
}

/** A list option: repeated, or with commas. An empty value is an error. */
export function listOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: readonly string[] | undefined) => {
    const names = value.split(",").filter((part) => part !== "");
    for (const name of names.length > 0 ? names : [""]) named(name);
    return [...(before ?? []), ...names];
  });
}

/** Rejects an empty value, which may come from a shell variable that is not set. */
function named(value: string): string {
  if (value.trim() === "") throw new InvalidArgumentError("The value is empty.");
  return value;
}
