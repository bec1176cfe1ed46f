import { grafanaSecret, serviceWithEngine } from "./monitoring-services.ts";
import { nodeOf, SpecNode } from "./node.ts";

/** The secret with the passphrase of backups, where the specification names none. */
export const passphraseSecret = "backup-passphrase";

/** A specification with the secrets that its keys need and that it neither declares nor names. They are generated. */
export function withAddedSecrets(root: SpecNode): SpecNode {
  const declared = root.child("secrets");
  const added = [grafanaPassword(root), passphrase(root)].flatMap((secret) =>
    secret && !declared?.entries.has(secret.name) ? [secret] : [],
  );
  const [first] = added;
  if (!first) return root;
  const nodes = added.map(
    ({ name, description, key }) => [name, nodeOf({ description, generate: "password" }, key.origin)] as const,
  );
  const secrets = new Map([...(declared?.entries ?? []), ...nodes]);
  return root.with(
    new Map([...root.entries, ["secrets", new SpecNode(secrets, declared?.origin ?? first.key.origin)]]),
  );
}

interface AddedSecret {
  readonly name: string;
  readonly description: string;
  /** The key that needs it. */
  readonly key: SpecNode;
}

/** The password of the Grafana that `observability` adds. */
function grafanaPassword(root: SpecNode): AddedSecret | undefined {
  const layers = [root, ...(root.child("environments")?.entries.values() ?? [])];
  const key = layers.map((layer) => layer.child("observability")?.child("metrics")).find((metrics) => metrics?.entries);
  const services = root.child("services");
  const isListed = services !== undefined && serviceWithEngine(services, "grafana") !== undefined;
  if (!key || key.content === null || key.child("password") || isListed) return undefined;
  return { name: grafanaSecret, description: "Password of Grafana's administrator.", key };
}

function passphrase(root: SpecNode): AddedSecret | undefined {
  const key = root.child("backups");
  if (!key || key.content === null || key.child("encrypt")) return undefined;
  return {
    name: passphraseSecret,
    description: "Encrypts backups. Keep a copy elsewhere: without it, no backup can be read.",
    key,
  };
}
