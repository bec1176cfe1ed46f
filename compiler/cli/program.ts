import { Command, CommanderError, Option } from "commander";
import { version } from "../built/version.js";
import { nearest } from "../diagnostics/suggest.ts";
import { isColorful } from "./color.ts";
import { check } from "./commands/check.ts";
import { diff } from "./commands/diff.ts";
import { explain } from "./commands/explain.ts";
import { generate } from "./commands/generate.ts";
import { list } from "./commands/list.ts";
import { type LockOptions, lock } from "./commands/lock.ts";
import { type ValidateOptions, validate } from "./commands/validate.ts";
import { describeSystemError, Failure } from "./failure.ts";
import type { CommonOptions } from "./options.ts";
import {
  colorOption,
  formatOption,
  listOption,
  specOption,
  withFormat,
  withReport,
  withSelection,
} from "./program-options.ts";
import { paletteFor, type Terminal } from "./terminal.ts";

/** The parts of the process that the program uses. */
export interface Surroundings extends Omit<Terminal, "isColorful"> {
  readonly isTerminal: boolean;
}

/** The exit codes of all commands: success; findings; failure. */
const exitCodes = { fine: 0, findings: 1, failed: 2 } as const;

/** Runs a command line, without node and the script. Returns the exit code and never throws. */
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
  return `${label} internal error: ${message}\n${trace}${palette.bold("help:")} this is a bug in varai-gen; report it with the specification and the stack trace that VARAI_GEN_DEBUG=1 prints\n`;
}

type Run = (work: () => number | Promise<number>) => Promise<void>;

function programOf(surroundings: Surroundings, run: Run): Command {
  const terminalFor = (options: CommonOptions): Terminal => ({
    ...surroundings,
    isColorful: isColorful(options.color, surroundings.env, surroundings.isTerminal),
  });
  const program = new Command("varai-gen")
    .description("Compiles one platform.yaml to the files that build, run and deploy a platform.")
    .version(version, "--version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ writeOut: (text) => surroundings.out(text), writeErr: (text) => surroundings.err(text) })
    .addHelpText("after", examples);
  const command = (name: string, description: string): Command =>
    program.command(name, name === "generate" ? { isDefault: true } : {}).description(description);

  withReport(command("generate", "write the generated files (default)"))
    .option("--force", "overwrite or delete files that were edited or not generated")
    .allowExcessArguments()
    .action((options: CommonOptions, { args: [unknown] }: Command) => {
      if (unknown !== undefined) throw unknownCommand(unknown, program);
      return run(() => generate(options, terminalFor(options)));
    });
  withReport(command("check", "check that the generated files are up to date; write nothing")).action(
    (options: CommonOptions) => run(() => check(options, terminalFor(options))),
  );
  withSelection(command("diff", "show the changes that generate would make"))
    .option("--stat", "print counts of changed lines only")
    .addOption(formatOption())
    .action((options: CommonOptions) => run(() => diff(options, terminalFor(options))));
  withReport(command("validate", "check the specification; print errors and warnings"))
    .option("-v, --verbose", "print notes too: keys that a target ignores")
    .action((options: ValidateOptions) => run(() => validate(options, terminalFor(options))));
  withSelection(command("list", "list the generated files"))
    .option("--exceptions", "list exceptions from the hardening policy instead")
    .option("--catalogue", "list the engines of the catalogue instead")
    .option("--templates", "list the built-in templates instead")
    .option("--resolved", "list the values of services built from source, with their origins, instead")
    .addOption(formatOption().conflicts(["catalogue", "templates"]))
    .action((options: CommonOptions) => run(() => list(options, terminalFor(options))));
  withFormat(command("lock", "pin images by digest in the lock file; needs the network").addOption(specOption()))
    .option("--update [image...]", "resolve these images again; without names, all images")
    .addOption(new Option("--check", "check that every image is pinned; needs no network").conflicts("update"))
    .addOption(
      listOption("--mirror <[registry=]address>", "use a mirror instead of a registry; without a name, instead of all"),
    )
    .addOption(colorOption())
    .addHelpText("after", lockHelp)
    .action((options: LockOptions) => run(() => lock(options, terminalFor(options))));
  command("explain", "explain a finding by its code")
    .argument("[code]", "a code such as schema/unknown-property (default: list all codes)")
    .addOption(colorOption())
    .action((code: string | undefined, options: CommonOptions) => run(() => explain(code, terminalFor(options))));
  return program;
}

/** An unknown command becomes an argument of the default command. */
function unknownCommand(name: string, program: Command): Failure {
  const suggestion = nearest(
    name,
    program.commands.map((command) => command.name()),
  );
  if (suggestion !== undefined) return new Failure(`unknown command '${name}'`, `Did you mean '${suggestion}'?`);
  const isPath = /[./]/.test(name);
  const help = isPath ? `To pass a specification, use --spec ${name}.` : "Run 'varai-gen --help' to list the commands.";
  return new Failure(`unknown command '${name}'`, help);
}

const lockHelp = `
Pinned images keep their digest; unused entries are removed. If an image cannot be resolved, no lock file is written and
the exit code is 2. Credentials of 'docker login' are used.

A mirror can have a path: --mirror docker.io=mirror.example/hub. The variable VARAI_GEN_REGISTRY_MIRROR also accepts
mirrors, separated by commas.

Examples:
  varai-gen lock                         pin new images of platform.yaml
  varai-gen lock --update                resolve all tags again
  varai-gen lock --update python:3.11    resolve one tag again
  varai-gen lock --check                 fail if an image is not pinned, for CI
`;

const examples = `
Examples:
  varai-gen                              generate the files of platform.yaml
  varai-gen check                        fail if a file is not up to date, for CI
  varai-gen diff --stat                  count the lines that would change
  varai-gen validate --spec 'examples/*/platform.yaml'
  git show :platform.yaml | varai-gen validate --spec -
  varai-gen --only compose --env dev     generate one target for one environment
  varai-gen lock                         pin images by digest
  varai-gen explain model/port-in-use    explain a finding

Exit codes: 0 success; 1 findings or files that are not up to date; 2 failure.
`;
