// The script that backs up, with simulated docker: the commands of each option, and failures at every command. The containers of
// tests/e2e/backups.ts run it with real databases.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Conditions, ScriptFolder, type ScriptRun } from "../support/operator-scripts.ts";

const specification = `
platform: { name: shop, description: Sells. }
secrets:
  password: { description: Of the databases., generate: password }
  key: { description: Of the store., generate: password }
  secret: { description: Of the store., generate: password }
services:
  cache: { engine: redis@8, password: "\${secrets.password}" }
  database: { engine: postgres@18, password: "\${secrets.password}" }
  documents: { engine: mongodb@8.0, password: "\${secrets.password}" }
  queue: { engine: rabbitmq, username: shop, password: "\${secrets.password}" }
backups:
  services: [cache, database, documents, queue]
  keep: { daily: 3, weekly: 2 }
  to: { url: s3://store/shop, endpoint: "https://s3.example.org", key: "\${secrets.key}", secret: "\${secrets.secret}" }
environments: { prod: { tier: production }, dev: { tier: development } }
targets: { operations: true }
`;

const scripts = new ScriptFolder();
const env = { SECRETS_DIR: `${scripts.folder}/secrets`, TMPDIR: scripts.folder };

test.after(() => scripts.remove());
test.before(async () => {
  await scripts.write(specification, {
    // A database is empty, a volume has no file, a dump is a few bytes, and an earlier one had as many.
    docker: `
case " $* " in
  *" restore --quiet "*)
    for word in "$@"; do
      [[ "\${word}" != *:/backup/* ]] || touch "\${word%%:*}"/{dump.rdb,database.dump,database.archive.gz,roles.sql}
    done
    ;;
  *" snapshots --json "*) echo '[{"summary":{"total_bytes_processed":'"\${EARLIER:-4}"'}}]' ;;
  *" ps --all --quiet "*) echo container ;;
  *" config --format json "*) echo '{"services":{"database":{"image":"postgres:18"},"cache":{"image":"redis:8"},"documents":{"image":"mongo:8.0"}}}' ;;
  *" psql "* | *" dbsize "* | *" mongosh "*) echo "\${ROWS:-0}" ;;
  *"pg_dump"* | *" --rdb -"*) echo dump ;;
  *"mongodump"*) echo dump | "$(type -ap gzip | tail -n 1)" ;;
  *) ;;
esac`,
    sleep: "",
  });
  assert.is(scripts.run("scripts/create-secrets.sh prod", { env }).status, 0);
});

function backup(options: string, conditions: Conditions = {}): ScriptRun {
  return scripts.run(`scripts/backup.sh ${options}`, { ...conditions, env: { ...env, ...conditions.env } });
}

/** What restic was told, in order. */
function resticCalls({ calls }: ScriptRun): readonly string[] {
  return calls.flatMap((call) => call.match(/ restic (?=[a-z])(.*)$/)?.[1] ?? []);
}

test("each service is dumped, stored, and what the retention does not keep is removed", () => {
  const run = backup("prod");
  assert.is(run.status, 0, run.stderr);
  const forget = (name: string): string =>
    `forget --quiet --host shop-prod --tag ${name} --group-by host,tags --keep-last=1 --keep-daily=3 --keep-weekly=2 --prune`;
  assert.equal(
    resticCalls(run).filter((call) => /^(backup|forget|check)/.test(call)),
    [
      ...["cache", "database", "documents"].flatMap((name) => [
        `backup --quiet --host shop-prod --tag ${name} /backup/${name}`,
        forget(name),
      ]),
      "backup --quiet --host shop-prod --tag queue /var/lib/rabbitmq",
      forget("queue"),
      "check --quiet",
    ],
  );
});

test("secrets reach restic as files", () => {
  const { calls } = backup("prod backup cache");
  const restic = calls.filter((call) => call.includes("restic/restic"));
  assert.ok(restic.length > 0);
  for (const call of restic) {
    assert.match(call, /--volume \S+\/secrets\/backup-passphrase:\/run\/secrets\/passphrase:ro/);
    assert.match(call, /--volume \S+\/secrets\/key:\/run\/secrets\/AWS_ACCESS_KEY_ID:ro/);
    assert.match(call, /RESTIC_REPOSITORY=s3:https:\/\/s3\.example\.org\/store\/shop/);
  }
});

test("an engine without a dump is stopped while its volume is copied, and started again after a failure", () => {
  const stops = (calls: readonly string[]): readonly string[] =>
    calls.flatMap(
      (call) =>
        call
          .match(/^docker compose --file \S+ (stop|start) (\S+)$/)
          ?.slice(1)
          .join(" ") ?? [],
    );
  const { calls } = backup("prod backup queue");
  assert.equal(stops(calls), ["stop queue", "start queue"]);
  const failAt = calls.findIndex((call) => call.includes(" backup --quiet ")) + 1;
  const failed = backup("prod backup queue", { failAt });
  assert.is(failed.status, 1);
  assert.equal(stops(failed.calls), ["stop queue", "start queue"]);
});

test("one service that cannot be backed up does not keep the others from it", () => {
  const { calls } = backup("prod");
  const failAt = calls.findIndex((call) => call.includes("redis-cli --rdb")) + 1;
  const { status, stderr, ...run } = backup("prod", { failAt });
  assert.is(status, 1);
  assert.match(stderr, /The command backup has failed for: cache\./);
  const stored = resticCalls({ status, stderr, ...run }).filter((call) => call.startsWith("backup"));
  assert.equal(
    stored.map((call) => call.match(/--tag (\S+)/)?.[1]),
    ["database", "documents", "queue"],
  );
});

test("a failure of any command is one of the script", () => {
  const { calls } = backup("prod");
  for (let failAt = 1; failAt <= calls.length; failAt += 1) {
    const { status, stderr } = backup("prod", { failAt });
    assert.is(status, 1, `${calls[failAt - 1]}\n${stderr}`);
  }
});

test("a dump that is less than half of the last one is not stored without --force", () => {
  const refused = backup("prod backup database", { env: { EARLIER: "40000" } });
  assert.is(refused.status, 1);
  assert.match(refused.stderr, /The dump of database has \d+ bytes, the last backup 40000/);
  assert.not.ok(resticCalls(refused).some((call) => call.startsWith("backup")));
  assert.is(backup("prod backup database --force", { env: { EARLIER: "40000" } }).status, 0);
});

test("a restore needs an empty server, or --force", () => {
  const refused = backup("prod restore database", { env: { ROWS: "7" } });
  assert.is(refused.status, 1);
  assert.match(refused.stderr, /has 7 relations\. Use --force/);
  assert.not.ok(resticCalls(refused).some((call) => call.startsWith("restore")));
});

test("--snapshot restores an earlier backup", () => {
  const run = backup("prod restore queue --snapshot 0123abcd");
  assert.is(run.status, 0, run.stderr);
  assert.ok(
    resticCalls(run).includes(
      "restore --quiet --host shop-prod --tag queue 0123abcd:/var/lib/rabbitmq --target /var/lib/rabbitmq",
    ),
  );
});

test("a throw-away server is removed, whether its backup can be restored or not", () => {
  const good = backup("prod verify database", { env: { ROWS: "3" } });
  assert.match(good.stdout, /The database of database has 3 relations\.\nThe backup of database can be restored/);
  const failAt = good.calls.findIndex((call) => call.includes(" pg_restore --no-owner ")) + 1;
  const bad = backup("prod verify database", { failAt });
  assert.is(bad.status, 1);
  assert.match(bad.stderr, /The backup of database cannot be restored/);
  for (const { calls } of [good, bad]) {
    assert.ok(calls.some((call) => call === "docker rm --force --volumes backup-verify-shop-prod-database"));
  }
});

test("a dry run prints commands, and runs none", () => {
  for (const command of ["backup", "list", "restore cache", "restore documents", "restore queue", "verify"]) {
    const { status, stdout, stderr, calls } = backup(`prod ${command} --dry-run`);
    assert.is(status, 0, stderr);
    assert.equal(calls, []);
    assert.match(stdout, /^docker /m);
  }
});

test("a wrong use exits with 2", () => {
  const uses = [
    "",
    "dev",
    "prod reset",
    "prod backup web",
    "prod restore",
    "prod restore cache queue",
    "prod --snapshot",
    "prod --snapshot x",
    "prod --all",
  ];
  for (const use of uses) assert.is(backup(use).status, 2, use);
});

test("the schedule runs backups, and a failure reaches cron's standard error", () => {
  const { stdout } = scripts.run("scripts/schedule.sh prod --dry-run");
  assert.match(
    stdout,
    /^0 2 \* \* \* .*scripts\/backup\.sh prod;.* \|\| echo 'scripts\/backup\.sh prod' has failed >&3; \} 3>&2 \| logger -t shop$/m,
  );
});

test.run();
