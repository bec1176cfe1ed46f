import { Command, CommanderError, Option } from "commander";
import { nearest } from "../diagnostics/suggest.ts";
import { check } from "./commands/check.ts";
import { diff } from "./commands/diff.ts";
import { explain } from "./commands/explain.ts";
import { generate } from "./commands/generate.ts";
import { list } from "./commands/list.ts";
import { validate } from "./commands/validate.ts";
import { describeSystemError, Failure } from "./failure.ts";
import { type CommonOptions, isColorful } from "./options.ts";
import { paletteFor, type Terminal } from "./terminal.ts";
import { version } from "./version.ts";

/** What the program is given of the process that it runs in. */
export interface Surroundings extends Omit<Terminal, "isColorful"> {
  readonly isTerminal: boolean;
}

/** The exit code of every command: all is well; there are findings; the work could not be done. */
const exitCodes = { fine: 0, findings: 1, failed: 2 } as const;

/** Runs a command line, without the names of node and the script. The result is the exit code; nothing is thrown. */
export async function runProgram(args: readonly string[], surroundings: Surroundings): Promise<number> {
  let exitCode: number = exitCodes.fine;
  const program = programOf(surroundings, async (work) => {
    exitCode = await work();
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.failed;
    surroundings.err(failureText(error, surroundings));
    return exitCodes.failed;
  }
}

function failureText(error: unknown, { env, isTerminal }: Surroundings): string {
  const palette = paletteFor(isColorful("auto", env, isTerminal));
  const label = palette.error("error:");
  if (error instanceof Failure) {
    return `${label} ${error.message}\n${error.help === undefined ? "" : `${palette.bold("help:")} ${error.help}\n`}`;
  }
  const described = error instanceof Error ? describeSystemError(error) : undefined;
  if (described !== undefined) return `${label} ${described}\n`;
  const message = error instanceof Error ? error.message : String(error);
  const trace = env.VARAI_GEN_DEBUG && error instanceof Error ? `${error.stack}\n` : "";
  return `${label} this is a bug of varai-gen: ${message}\n${trace}${palette.bold("help:")} please report it with the specification; VARAI_GEN_DEBUG=1 shows where it happened\n`;
}

type Run = (work: () => number | Promise<number>) => Promise<void>;

function programOf(surroundings: Surroundings, run: Run): Command {
  const terminalFor = (options: CommonOptions): Terminal => ({
    ...surroundings,
    isColorful: isColorful(options.color, surroundings.env, surroundings.isTerminal),
  });
  const program = new Command("varai-gen")
    .description("Compiles one platform.yaml to every file needed to build, run, deploy and watch a platform.")
    .version(version, "--version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help of a command")
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ writeOut: (text) => surroundings.out(text), writeErr: (text) => surroundings.err(text) })
    .addHelpText("after", examples);
  const command = (name: string, description: string): Command =>
    program.command(name, name === "generate" ? { isDefault: true } : {}).description(description);

  withReport(command("generate", "write what the specification compiles to (default)"))
    .option("--force", "overwrite and delete files that people have changed")
    .allowExcessArguments()
    .action((options: CommonOptions, { args: [unknown] }: Command) => {
      if (unknown !== undefined) throw unknownCommand(unknown, program);
      return run(() => generate(options, terminalFor(options)));
    });
  withReport(command("check", "say whether the output is up to date; write nothing")).action((options: CommonOptions) =>
    run(() => check(options, terminalFor(options))),
  );
  withSelection(command("diff", "show what generate would change"))
    .option("--stat", "only count lines")
    .action((options: CommonOptions) => run(() => diff(options, terminalFor(options))));
  withReport(command("validate", "say everything that is to be said about the specification")).action(
    (options: CommonOptions) => run(() => validate(options, terminalFor(options))),
  );
  withSelection(command("list", "list the files that the specification compiles to"))
    .option("--exceptions", "list exceptions from the hardening policy instead")
    .option("--catalogue", "list the services of the catalogue instead")
    .option("--templates", "list the built-in templates instead")
    .action((options: CommonOptions) => run(() => list(options, terminalFor(options))));
  command("explain", "explain a code of a finding")
    .argument("[code]", "the code, such as schema/unknown-property; without it, list all codes")
    .addOption(colorOption())
    .action((code: string | undefined, options: CommonOptions) => run(() => explain(code, terminalFor(options))));
  return program;
}

/** What is no command ends up as an argument of the one that is run by default. */
function unknownCommand(name: string, program: Command): Failure {
  const suggestion = nearest(
    name,
    program.commands.map((command) => command.name()),
  );
  if (suggestion !== undefined) return new Failure(`there is no command '${name}'`, `Did you mean '${suggestion}'?`);
  const isPath = /[./]/.test(name);
  const help = isPath ? `To name a specification: --spec ${name}` : "'varai-gen --help' lists the commands.";
  return new Failure(`there is no command '${name}'`, help);
}

/** The options of every command that compiles. */
function withSelection(command: Command): Command {
  return command
    .addOption(
      new Option(
        "-s, --spec <path>",
        "the specification, or a pattern for several (default: platform.yaml, then spec/platform.yaml)",
      ).argParser((path: string, before: readonly string[] | undefined) => [...(before ?? []), path]),
    )
    .option("-o, --out <folder>", "the output folder, in place of the specification's 'output'")
    .addOption(listOption("--only <target>", "only these targets, with commas between them"))
    .addOption(listOption("--skip <target>", "all targets but these"))
    .addOption(listOption("--env <environment>", "only files of these environments"))
    .addOption(colorOption());
}

/** The options of every command that reports findings. */
function withReport(command: Command): Command {
  return withSelection(command)
    .addOption(
      new Option("--format <format>", "how results are written (default: pretty, or github in GitHub Actions)").choices(
        ["pretty", "json", "github", "sarif"],
      ),
    )
    .option("-q, --quiet", "only errors");
}

function colorOption(): Option {
  return new Option("--color <when>", "whether to colour (default: auto)").choices(["auto", "always", "never"]);
}

/** An option that can be given several times, or once with commas. */
function listOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: readonly string[] | undefined) => [
    ...(before ?? []),
    ...value.split(",").filter((part) => part !== ""),
  ]);
}

const examples = `
Examples:
  varai-gen                              generate what platform.yaml says
  varai-gen check                        in CI: fail when the output is not up to date
  varai-gen diff --stat                  what would change, in numbers
  varai-gen validate --spec 'examples/*/platform.yaml'
  varai-gen --only compose --env dev     one target, one environment
  varai-gen explain model/port-in-use    what a finding means

Exit codes: 0 all is well; 1 there are findings; 2 the work could not be done.
`;
