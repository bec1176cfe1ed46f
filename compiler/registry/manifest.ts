/** The formats of manifests that hold an image, those for several platforms first. */
export const manifestTypes: readonly string[] = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

/** What a manifest says about platforms: their names, or the digest of the configuration that has the only one. */
export type Contents = { readonly platforms: readonly string[] } | { readonly config: string };

/** Reads a manifest; undefined when it is none of an image. */
export function readManifest(bytes: Uint8Array): Contents | undefined {
  const { manifests, config, layers } = readObject(bytes);
  if (Array.isArray(manifests)) {
    return { platforms: [...new Set(manifests.flatMap((entry) => platformOf(objectOf(objectOf(entry).platform))))] };
  }
  const { digest } = objectOf(config);
  return Array.isArray(layers) && isDigest(digest) ? { config: digest } : undefined;
}

/** The platform that the configuration of an image names. */
export function platformsOfConfig(bytes: Uint8Array): readonly string[] {
  return platformOf(readObject(bytes));
}

/** Whether a text is a digest as lock files hold them. */
export function isDigest(text: unknown): text is string {
  return typeof text === "string" && /^sha256:[0-9a-f]{64}$/.test(text);
}

/** The digest of bytes: that of a manifest, of exactly the bytes that came. */
export async function digestOf(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256:${[...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** `linux/arm64`. Whoever names a variant of it, such as v8, means the same. */
function platformOf({ os, architecture }: Readonly<Record<string, unknown>>): readonly string[] {
  const isPlatform = typeof os === "string" && typeof architecture === "string" && os !== "unknown";
  return isPlatform ? [`${os}/${architecture}`] : [];
}

function readObject(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return {};
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
