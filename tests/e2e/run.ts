// Called by run.sh, in the network of its Docker engine: REPOSITORY WORK-FOLDER [PART...]
import { checkBackups } from "./backups.ts";
import { checkBoutique } from "./boutique.ts";
import { Checks } from "./checks.ts";
import { checkDevelopment } from "./development.ts";
import { examples } from "./examples.ts";
import { checkMonitoring } from "./monitoring.ts";
import { checkPlatform } from "./platform.ts";
import { checkProduction } from "./production.ts";
import { checkRollout } from "./rollout.ts";
import { checkSecrets } from "./secrets.ts";
import { checkSwarm } from "./swarm.ts";
import { checkTestStack } from "./test-stack.ts";
import { fillWorkFolder } from "./work-folder.ts";

const [repository = "", folder = "", ...words] = process.argv.slice(2);
const goldens = `${repository}/tests/golden`;

/** The parts of the run, by the names that select them. */
const parts: Readonly<Record<string, (checks: Checks) => Promise<void>>> = {
  varai: checkVarai,
  swarm: (checks) => checkSwarm(checks, `${folder}/swarm`, `${goldens}/swarm/expected`, "stand-in/node"),
  monitoring: (checks) => checkMonitoring(checks, `${folder}/monitoring`, repository),
  backups: (checks) => checkBackups(checks, `${folder}/backups`, repository),
  rollout: (checks) => checkRollout(checks, `${folder}/rollout`, repository),
  boutique: (checks) => checkBoutique(checks, `${folder}/boutique`, `${goldens}/boutique`),
  ...Object.fromEntries(
    examples.map((example) => [
      example.name,
      (checks: Checks) => checkPlatform(checks, `${folder}/${example.name}`, repository, example),
    ]),
  ),
};

async function checkVarai(checks: Checks): Promise<void> {
  const apps = `${repository}/tests/e2e/apps`;
  const work = `${folder}/varai`;
  fillWorkFolder(work, `${repository}/generated`, apps);
  await checkSecrets(checks, work);
  await checkDevelopment(checks, work);
  await checkProduction(checks, work, apps);
  await checkTestStack(checks, work);
}

const unknown = words.filter((word) => !(word in parts));
if (unknown.length > 0)
  throw new Error(`no part ${unknown.join(", ")}; the parts are ${Object.keys(parts).join(", ")}`);

const checks = new Checks();
for (const [name, part] of Object.entries(parts)) {
  if (words.length === 0 || words.includes(name)) await checks.part(name, () => part(checks));
}
process.exitCode = checks.finish() ? 0 : 1;
