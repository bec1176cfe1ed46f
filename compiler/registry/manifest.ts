/** The media types of image manifests, multi-platform types first. */
export const manifestTypes: readonly string[] = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

/** The platforms of a manifest, or the digest of the configuration of a single-platform image. */
export type Contents = { readonly platforms: readonly string[] } | { readonly config: string };

/** Parses a manifest; undefined if it does not belong to an image. */
export function readManifest(bytes: Uint8Array): Contents | undefined {
  const { manifests, config, layers } = readObject(bytes);
  if (Array.isArray(manifests)) {
    return { platforms: [...new Set(manifests.flatMap((entry) => platformOf(objectOf(objectOf(entry).platform))))] };
  }
  const { digest } = objectOf(config);
  return Array.isArray(layers) && isDigest(digest) ? { config: digest } : undefined;
}

/** The platform in the configuration of an image. */
export function platformsOfConfig(bytes: Uint8Array): readonly string[] {
  return platformOf(readObject(bytes));
}

/** Whether a string is a valid digest. */
export function isDigest(text: unknown): text is string {
  return typeof text === "string" && /^sha256:[0-9a-f]{64}$/.test(text);
}

/** The digest of the given bytes. */
export async function digestOf(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256:${[...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** `linux/arm64`, without a variant such as v8. */
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
