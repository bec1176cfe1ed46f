import { writeFileSync } from "node:fs";
import type { Outcome } from "./execute.ts";
import { freePort } from "./free-port.ts";
import { startServer, whenReady } from "./server.ts";
import type { Workshop } from "./workshop.ts";

/** An API server of Kubernetes with a store of its own, on ports of this machine that were free. */
export interface ApiServer {
  kubectl(args: readonly string[], input?: string): Promise<Outcome>;
  stop(): Promise<void>;
}

/** The file that kubectl finds the server by: nothing of the user's is read. */
const kubeconfig = (port: number): string => `apiVersion: v1
kind: Config
current-context: test
clusters: [{ name: test, cluster: { server: "https://127.0.0.1:${port}", insecure-skip-tls-verify: true } }]
contexts: [{ name: test, context: { cluster: test, user: test } }]
users: [{ name: test, user: { token: test } }]
`;

/** Starts a server that knows the resources that platforms may use besides its own, and waits until it is ready. */
export async function startApiServer(workshop: Workshop): Promise<ApiServer> {
  const folder = workshop.folder();
  const [client, peer, api] = [await freePort(), await freePort(), await freePort()];
  writeFileSync(`${folder}/tokens.csv`, "test,admin,1,system:masters\n");
  writeFileSync(`${folder}/kubeconfig`, kubeconfig(api));
  const openssl = await workshop.run("openssl", ["genrsa", "-out", "accounts.key", "2048"], { cwd: folder });
  if (openssl.code !== 0) throw new Error(openssl.err);
  const store = startServer(workshop, folder, [
    "etcd",
    ...["--data-dir", `${folder}/etcd`, "--log-level", "error", "--unsafe-no-fsync"],
    ...["--listen-client-urls", `http://127.0.0.1:${client}`, "--advertise-client-urls", `http://127.0.0.1:${client}`],
    ...["--listen-peer-urls", `http://127.0.0.1:${peer}`, "--initial-advertise-peer-urls", `http://127.0.0.1:${peer}`],
    ...["--initial-cluster", `default=http://127.0.0.1:${peer}`],
  ]);
  const server = startServer(workshop, folder, [
    "kube-apiserver",
    ...["--etcd-servers", `http://127.0.0.1:${client}`, "--secure-port", String(api), "--bind-address", "127.0.0.1"],
    ...["--cert-dir", `${folder}/certificates`, "--service-cluster-ip-range", "10.0.0.0/24"],
    ...["--service-account-issuer", "https://kubernetes.default.svc"],
    ...["--service-account-signing-key-file", `${folder}/accounts.key`],
    ...["--service-account-key-file", `${folder}/accounts.key`],
    ...["--authorization-mode", "AlwaysAllow", "--token-auth-file", `${folder}/tokens.csv`],
    // What a privileged namespace admits is the specification's wish, and no business of this server.
    ...["--disable-admission-plugins", "ServiceAccount", "--allow-privileged=true"],
  ]);
  const stop = async (): Promise<void> => {
    await Promise.all([server.end(), store.end()]);
  };
  const kubectl = (args: readonly string[], input?: string): Promise<Outcome> =>
    workshop.run("kubectl", args, {
      cwd: folder,
      env: { KUBECONFIG: `${folder}/kubeconfig` },
      ...(input === undefined ? {} : { input }),
    });
  await whenReady([store, server], async () => (await kubectl(["get", "--raw", "/readyz"])).out === "ok");
  const definitions = `${workshop.toolbox.prefixOf("kubeconform")}/definitions`;
  const created = await kubectl(["create", "--filename", definitions]);
  if (created.code !== 0) {
    await stop();
    throw new Error(created.err);
  }
  return { kubectl, stop };
}
