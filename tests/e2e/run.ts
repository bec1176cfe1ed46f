// Called by run.sh, in the network of its Docker engine: GENERATED APPS WORK-FOLDER
import { checkBoutique } from "./boutique.ts";
import { Checks } from "./checks.ts";
import { checkDevelopment } from "./development.ts";
import { checkProduction } from "./production.ts";
import { checkSecrets } from "./secrets.ts";
import { checkSwarm } from "./swarm.ts";
import { checkTestStack } from "./test-stack.ts";
import { fillWorkFolder } from "./work-folder.ts";

const [generated = "", apps = "", folder = ""] = process.argv.slice(2);
const checks = new Checks();
fillWorkFolder(folder, generated, apps);
await checkSecrets(checks, folder);
await checkDevelopment(checks, folder);
await checkProduction(checks, folder, apps);
await checkTestStack(checks, folder);
await checkSwarm(checks, folder, `${apps}/../../golden/swarm/expected`, "stand-in/node");
await checkBoutique(checks, folder, `${apps}/../../golden/boutique`);
process.exitCode = checks.finish() ? 0 : 1;
