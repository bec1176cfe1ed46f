// Asks the real tools about every file that varai-gen has written in this repository: npm run conformance -- --help
import { openCache } from "./cache.ts";
import type { Checker, Tree } from "./checker.ts";
import { checkers } from "./checkers/index.ts";
import { type Exception, exceptions } from "./exceptions.ts";
import { judge } from "./judge.ts";
import { type Options, readOptions, usage } from "./options.ts";
import { testChecker } from "./self-test.ts";
import { prepareTools } from "./tools.ts";
import { findTrees } from "./trees.ts";
import { unchecked } from "./unchecked.ts";
import { openWorkshop, type Workshop } from "./workshop.ts";

/** How many checks there were, and how many of them failed. */
interface Tally {
  checks: number;
  failures: number;
}

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(
    args,
    checkers.map(({ name }) => name),
  );
  if (!options) {
    say(usage);
    return 0;
  }
  const chosen = checkers.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
  const all = findTrees();
  const trees = all.filter(
    ({ name }) => options.trees.length === 0 || options.trees.some((part) => name.includes(part)),
  );
  if (trees.length === 0) throw new Error(`no tree is called ${options.trees.join(" or ")}`);
  const toolbox = await prepareTools(chosen);
  const workshop = openWorkshop(toolbox);
  const stop = (): void => void workshop.close().finally(() => process.exit(130));
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    const tally = await checkAll(chosen, trees, options, workshop);
    say(`${tally.checks - tally.failures} passed, ${tally.failures} failed\n`);
    return tally.failures === 0 ? 0 : 1;
  } finally {
    await workshop.close();
  }
}

async function checkAll(
  chosen: readonly Checker[],
  trees: readonly Tree[],
  options: Options,
  workshop: Workshop,
): Promise<Tally> {
  const tally: Tally = { checks: 0, failures: 0 };
  const used = new Set<Exception>();
  const fail = (message: string): void => {
    tally.failures += 1;
    say(`${message}\n`);
  };
  const cache = openCache(options.usesCache);
  for (const checker of chosen) {
    const reason = checker.skipped?.();
    if (reason !== undefined) {
      const count = trees.flatMap((tree) => checker.jobsIn(tree)).length;
      say(`SKIPPED ${checker.name}: ${count} checks were not made: ${reason}\n`);
      continue;
    }
    const started = performance.now();
    const examples = await testChecker(checker, workshop);
    tally.checks += examples.length;
    for (const { name, problem } of examples) if (problem) fail(`${name}: ${checker.name}: ${problem}`);
    const verdicts = await judge(checker, trees, workshop, cache);
    tally.checks += verdicts.length;
    for (const { tree, subject, findings, excepted } of verdicts) {
      for (const exception of excepted) used.add(exception);
      if (findings.length > 0) fail(findings.map((finding) => lineOf(tree, subject, checker, finding)).join("\n"));
    }
    const version = checker.tool ? ` ${workshop.toolbox.versions.get(checker.tool.command)}` : "";
    const findings = verdicts.flatMap((verdict) => verdict.findings).length;
    const cached = verdicts.filter(({ isFromCache }) => isFromCache).length;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const numbers = `${findings} findings in ${verdicts.length} checks, ${cached} of them from the cache`;
    say(`${`${checker.name}${version}`.padEnd(24)} ${numbers}; ${examples.length} bad examples; ${seconds} s\n`);
  }
  for (const problem of unusedEntries(chosen, trees, options, used)) {
    tally.checks += 1;
    fail(problem);
  }
  return tally;
}

/** Exceptions that nothing needs any more, so that the tables do not outlive their reasons. */
function unusedEntries(
  chosen: readonly Checker[],
  trees: readonly Tree[],
  options: Options,
  used: ReadonlySet<Exception>,
): readonly string[] {
  const wasAsked = ({ checker, tree }: Exception): boolean =>
    chosen.some(({ name }) => name === checker) && trees.some(({ name }) => name === tree);
  const isWhole = options.only.length === 0 && options.trees.length === 0;
  const unused = exceptions.filter((exception) => !used.has(exception) && (isWhole || wasAsked(exception)));
  const empty = isWhole
    ? unchecked.filter(({ path }) => !trees.some((tree) => tree.files.some((file) => path.test(file))))
    : [];
  return [
    ...unused.map(({ checker, tree, finding }) => `${tree}: ${checker}: no finding needs the exception ${finding}`),
    ...empty.map(({ path }) => `no file needs the entry ${path} of unchecked.ts`),
  ];
}

/** `generated/Dockerfile: hadolint: 12 DL3008 ...` */
function lineOf(tree: string, subject: string, checker: Checker, finding: string): string {
  const [file = "", ...rest] = finding.split(": ");
  return subject === ""
    ? `${tree}/${file}: ${checker.name}: ${rest.join(": ")}`
    : `${tree}/${subject}: ${checker.name}: ${finding}`;
}

function say(text: string): void {
  process.stdout.write(text);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
