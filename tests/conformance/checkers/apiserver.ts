import { existsSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import type { Checker } from "../checker.ts";
import { linesOf } from "../execute.ts";
import { deploymentsIn, objectsOf, renderers } from "../kubernetes.ts";

interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/**
 * Has a real API server accept every object, without keeping it: defaults, validation, and the Pod Security Standard of
 * the namespace, whose warnings are findings.
 */
export const apiserver: Checker = {
  name: "apiserver",
  tool: { command: "kube-apiserver", group: "apiserver", version: ["--version"], minimum: "1.35" },
  with: renderers,
  needs: { openssl: "openssl", setpriv: "util-linux" },
  jobsIn: deploymentsIn,
  check: async (job, tree, workshop) => {
    const server = await workshop.apiServer();
    const documents = parseAllDocuments(await objectsOf(job, tree, workshop), { version: "1.1", merge: false });
    const objects = documents
      .map((document) => document.toJS() as KubernetesObject | null)
      .filter((object) => object !== null);
    const named = objects.flatMap(({ metadata }) => metadata.namespace ?? []);
    const own = objects.filter(({ kind }) => kind === "Namespace");
    const namespaces = [...new Set(named)].map(
      (name) =>
        own.find(({ metadata }) => metadata.name === name) ?? {
          apiVersion: "v1",
          kind: "Namespace",
          metadata: { name, labels: { "pod-security.kubernetes.io/warn": "privileged" } },
        },
    );
    // A dry run needs the namespace of what it makes.
    const make = () => server.kubectl(["apply", "--filename", "-"], listOf(namespaces));
    const made = await make();
    // Another check may have been faster.
    const retried = made.err.includes("AlreadyExists") ? await make() : made;
    if (retried.code !== 0) return linesOf(retried.err);
    const existing = `${tree.folder}/../existing.yaml`;
    // The system that the platform adopts: applying the output has to change it. Other platforms use the namespaces too.
    const adopted = existsSync(existing) ? namespaces.map(({ metadata }) => metadata.name) : [];
    for (const namespace of adopted) {
      const applied = await server.kubectl(["apply", "--namespace", namespace, "--filename", existing]);
      if (applied.code !== 0) return linesOf(applied.err);
    }
    const { code, err } = await server.kubectl(
      ["apply", "--dry-run=server", "--validate=strict", "--filename", "-"],
      listOf(objects),
    );
    for (const namespace of adopted) {
      const deleted = await server.kubectl(["delete", "--namespace", namespace, "--filename", existing]);
      if (deleted.code !== 0) return linesOf(deleted.err);
    }
    return code !== 0 || err !== "" ? linesOf(err) : [];
  },
};

/** Objects as one, in JSON: readers of YAML disagree about texts such as `yes`. */
function listOf(items: readonly object[]): string {
  return JSON.stringify({ apiVersion: "v1", kind: "List", items });
}
