import * as assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { type Checks, eventually } from "./checks.ts";
import { Compose, must, run } from "./commands.ts";
import { compileInto } from "./work-folder.ts";

const spec = "tests/e2e/watched/platform.yaml";

/** An answer of Prometheus (https://prometheus.io/docs/prometheus/latest/querying/api/). */
interface Answer<Data> {
  readonly status: string;
  readonly data: Data;
}

interface Target {
  readonly labels: { readonly job: string };
  readonly health: string;
  readonly lastError: string;
}

interface Group {
  readonly rules: readonly { readonly name: string; readonly health: string; readonly lastError?: string }[];
}

interface Notification {
  readonly status: string;
  readonly alerts: readonly { readonly labels: Readonly<Record<string, string>> }[];
}

/**
 * Watches two services with the real Prometheus, Alertmanager and node-exporter, as the output configures them. A service that
 * is stopped fires its alert, and Alertmanager delivers it to a webhook.
 */
export async function checkMonitoring(checks: Checks, folder: string, repository: string): Promise<void> {
  checks.section("Monitoring");
  await compileInto(folder, repository, spec);
  const compose = new Compose(folder, "docker-compose.prod.yml", { VERSION: "e2e" });
  const get = (service: string, ...command: readonly string[]): unknown =>
    JSON.parse(must(["docker", "exec", compose.container(service), ...command]));
  const ask = <Data>(path: string): Data => {
    const address = `http://127.0.0.1:9090/api/v1/${path}`;
    return (get("prometheus", "wget", "-q", "-O", "-", address) as Answer<Data>).data;
  };
  const posts = "import urllib.request; print(urllib.request.urlopen('http://127.0.0.1:8001/posts').read().decode())";
  try {
    const isUp = await checks.check("everything comes up healthy", () => {
      const local = ["--set", "*.platform=", "--set", "*.cache-to=", "--set", "*.cache-from="];
      const built = run(["docker", "buildx", "bake", ...local], { cwd: folder, env: { VERSION: "e2e" } });
      assert.equal(built.code, 0, built.err.split("\n").slice(-30).join("\n"));
      const secrets = run(["scripts/create-secrets.sh", "prod"], { cwd: folder, env: { HOOK: hook } });
      assert.equal(secrets.code, 0, secrets.err);
      compose.up();
    });
    if (!isUp) return;
    await checks.check("Prometheus scrapes the services, the host and itself", async () => {
      const wanted = ["alertmanager", "api", "hook", "node-exporter", "prometheus"];
      const up = (): string =>
        ask<{ activeTargets: readonly Target[] }>("targets?state=active")
          .activeTargets.filter(({ health, labels }) => health === "up" && wanted.includes(labels.job))
          .map(({ labels }) => labels.job)
          .sort()
          .join();
      assert.equal(await eventually(wanted.join(), 90, up), wanted.join());
    });
    await checks.check("every rule is evaluated", () => {
      const rules = ask<{ groups: readonly Group[] }>("rules").groups.flatMap((group) => group.rules);
      assert.ok(rules.length > 30, String(rules.length));
      const bad = rules.filter(({ health }) => health === "err");
      assert.deepEqual(bad, []);
    });
    await checks.check(
      "a service that is stopped fires its alert, which Alertmanager delivers to the webhook",
      async () => {
        must(["docker", "stop", "--time", "5", compose.container("api")]);
        const delivered = (): string =>
          (get("hook", "python", "-c", posts) as readonly Notification[])
            .flatMap(({ alerts }) => alerts.map(({ labels }) => `${labels.alertname} ${labels.service}`))
            .find((alert) => alert === "ServiceDown api") ?? "";
        assert.equal(await eventually("ServiceDown api", 300, delivered), "ServiceDown api");
      },
    );
  } finally {
    compose.run("down", "--volumes", "--timeout", "5");
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where alerts are sent to. */
const hook = "http://hook:8001/";
