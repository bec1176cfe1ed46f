import { Command, CommanderError, Option } from "commander";
import { nearest } from "../diagnostics/suggest.ts";
import { isColorful } from "./color.ts";
import { check } from "./commands/check.ts";
import { diff } from "./commands/diff.ts";
import { explain } from "./commands/explain.ts";
import { generate } from "./commands/generate.ts";
import { list } from "./commands/list.ts";
import { type LockOptions, lock } from "./commands/lock.ts";
import { validate } from "./commands/validate.ts";
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
    .addOption(formatOption())
    .action((options: CommonOptions) => run(() => diff(options, terminalFor(options))));
  withReport(command("validate", "say everything that is to be said about the specification")).action(
    (options: CommonOptions) => run(() => validate(options, terminalFor(options))),
  );
  withSelection(command("list", "list the files that the specification compiles to"))
    .option("--exceptions", "list exceptions from the hardening policy instead")
    .option("--catalogue", "list the services of the catalogue instead")
    .option("--templates", "list the built-in templates instead")
    .addOption(formatOption().conflicts(["catalogue", "templates"]))
    .action((options: CommonOptions) => run(() => list(options, terminalFor(options))));
  withFormat(
    command("lock", "pin images by digest, as their registries say; needs the network").addOption(specOption()),
  )
    .option("--update [image...]", "ask again for these images, or for all")
    .addOption(new Option("--check", "only say whether every image is pinned; needs no network").conflicts("update"))
    .addOption(listOption("--mirror <[registry=]address>", "ask there, in place of this registry or of all"))
    .addOption(colorOption())
    .addHelpText("after", lockHelp)
    .action((options: LockOptions) => run(() => lock(options, terminalFor(options))));
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

const lockHelp = `
Images that the lock file has stay as they are; those that nothing names any more are left out. When an image cannot be
resolved, no lock file is written, and the exit code is 2. Credentials are those of 'docker login'.

A mirror may have a path: --mirror docker.io=mirror.example/hub. VARAI_GEN_REGISTRY_MIRROR names mirrors as well, with
commas between them.

Examples:
  varai-gen lock                         pin what is new in platform.yaml
  varai-gen lock --update                ask again what every tag stands for
  varai-gen lock --update python:3.11    one image alone
  varai-gen lock --check                 in CI: fail when an image is not pinned
`;

const examples = `
Examples:
  varai-gen                              generate what platform.yaml says
  varai-gen check                        in CI: fail when the output is not up to date
  varai-gen diff --stat                  what would change, in numbers
  varai-gen validate --spec 'examples/*/platform.yaml'
  varai-gen --only compose --env dev     one target, one environment
  varai-gen lock                         pin images by digest, as their registries say
  varai-gen explain model/port-in-use    what a finding means

Exit codes: 0 all is well; 1 there are findings; 2 the work could not be done.
`;
