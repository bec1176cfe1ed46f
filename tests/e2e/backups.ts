import * as assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import type { Checks } from "./checks.ts";
import { Compose, must, type Outcome, run } from "./commands.ts";
import { compileInto } from "./work-folder.ts";

const spec = "tests/e2e/databases/platform.yaml";
/** The destination of the specification, on this machine. */
const destination = "/var/tmp/varai-gen-stored-backups";

/** Backs up a real PostgreSQL, a real Redis and a volume with the generated script, and restores them into empty ones. */
export async function checkBackups(checks: Checks, folder: string, repository: string): Promise<void> {
  checks.section("Backups with Docker Compose");
  buildDatabases(repository);
  await compileInto(folder, repository, spec);
  rmSync(destination, { recursive: true, force: true });
  const compose = new Compose(folder, "docker-compose.prod.yml");
  const script = (...words: readonly string[]): Outcome =>
    run(["scripts/backup.sh", "prod", ...words], { cwd: folder, env: { TMPDIR: folder } });
  const succeeds = (...words: readonly string[]): void => {
    const { code, out, err } = script(...words);
    assert.equal(code, 0, `${out}${err}`);
  };
  const sql = (text: string): string =>
    compose.must("exec", "-T", "database", "psql", "-qAt", "--username=shop", "--dbname=shop", "--command", text);
  const redis = (...words: readonly string[]): string =>
    compose.must(
      "exec",
      "-T",
      "cache",
      "sh",
      "-c",
      'REDISCLI_AUTH="$(cat /run/secrets/database-password)" exec redis-cli "$@"',
      "sh",
      ...words,
    );
  const files = (text: string): string => compose.must("exec", "-T", "files", "sh", "-c", text);
  const snapshots = (service: string): number =>
    script("list")
      .out.split("\n")
      .filter((line) => line.includes(` ${service} `)).length;
  const isEmpty = (): boolean =>
    sql("select count(*) from pg_tables where schemaname = 'public'") === "0" &&
    redis("dbsize") === "0" &&
    files("ls /uploads") === "";

  try {
    const isUp = await checks.check("an environment starts, and is filled", () => {
      must(["scripts/create-secrets.sh", "prod"], folder);
      compose.up();
      sql(
        "create table orders (id int primary key, text text); insert into orders select n, repeat('x', 100) from generate_series(1, 5000) n",
      );
      sql("create role reader; grant select on orders to reader");
      redis("set", "answer", "42");
      files("mkdir /uploads/a && echo hello >/uploads/a/file");
    });
    if (!isUp) return;
    await checks.check("everything is backed up", () => {
      succeeds();
      for (const service of ["cache", "database", "files"]) assert.equal(snapshots(service), 1, script("list").out);
    });
    await checks.check("the backups can be restored into throw-away servers, of which nothing is left", () => {
      succeeds("verify");
      assert.equal(must(["docker", "ps", "--all", "--quiet", "--filter", "name=backup-verify"]), "");
    });
    await checks.check("data is not replaced without --force", () => {
      for (const service of ["cache", "database", "files"]) {
        const { code, err } = script("restore", service);
        assert.equal(code, 1);
        assert.match(err, /Use --force/);
      }
    });
    await checks.check("a dump that is much smaller than the last one is not stored", () => {
      sql("delete from orders where id > 10");
      const { code, err } = script("backup", "database");
      assert.equal(code, 1);
      assert.match(err, /It was not stored/);
      assert.equal(snapshots("database"), 1);
    });
    await checks.check("a dump that fails makes no backup, and ends the script", () => {
      compose.must("stop", "database");
      assert.equal(script("backup", "database").code, 1);
      assert.equal(snapshots("database"), 1);
      compose.up();
    });
    await checks.check("empty servers get all data back", () => {
      compose.must("down", "--volumes", "--timeout", "5");
      compose.up();
      assert.ok(isEmpty());
      for (const service of ["cache", "database", "files"]) succeeds("restore", service);
      assert.equal(sql("select count(*), sum(length(text)) from orders"), "5000|500000");
      assert.match(sql("select relacl from pg_class where relname = 'orders'"), /reader=r/);
      assert.equal(redis("get", "answer"), "42");
      assert.equal(files("cat /uploads/a/file"), "hello");
    });
    await checks.check("Redis keeps what was restored, and what is written then, over a restart", () => {
      redis("set", "later", "1");
      compose.must("restart", "cache");
      compose.up();
      assert.equal(`${redis("get", "answer")} ${redis("get", "later")}`, "42 1");
    });
    await checks.check("--force replaces data", () => {
      sql("delete from orders");
      succeeds("restore", "database", "--force");
      assert.equal(sql("select count(*) from orders"), "5000");
    });
    await checks.check("a repository is encrypted, and one that is damaged is reported", () => {
      assert.equal(run(["grep", "--recursive", "--quiet", "orders", destination]).code, 1);
      rmSync(`${destination}/data`, { recursive: true });
      mkdirSync(`${destination}/data`);
      const { code, err } = script("verify", "database");
      assert.equal(code, 1);
      assert.match(err, /The backup of database cannot be restored/);
    });
  } finally {
    compose.run("down", "--volumes", "--timeout", "5");
    rmSync(destination, { recursive: true, force: true });
  }
}

/** Builds images of the real databases and of restic, from what run.sh has made. */
function buildDatabases(repository: string): void {
  const { VARAI_GEN_DATABASES = "", VARAI_GEN_RESTIC = "" } = process.env;
  must(["docker", "import", VARAI_GEN_DATABASES, "stand-in/databases:12"]);
  const images = {
    files: "files.example/files:1.0",
    postgres: "postgres:17",
    redis: "redis:7-alpine",
    restic: "restic/restic:0.19.1",
  };
  for (const [target, name] of Object.entries(images)) {
    const options = [
      "--quiet",
      "--build-context",
      `restic-folder=${VARAI_GEN_RESTIC}`,
      "--target",
      target,
      "--tag",
      name,
    ];
    must(["docker", "buildx", "build", ...options, `${repository}/tests/e2e/databases`]);
  }
}
