/** A parsed image name: `nginx:1.27` is `library/nginx` of the registry `docker.io`. */
export interface Reference {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

/** The default registry. */
export const dockerHub = "docker.io";

const domain =
  /^(?:(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])(?:\.(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]))*|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?$/;
const repositoryName = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const tagName = /^\w[\w.-]{0,127}$/;

/**
 * Parses an image name by Docker's rules (github.com/distribution/reference); undefined if it is invalid. The default tag is
 * `latest`.
 */
export function parseReference(image: string): Reference | undefined {
  const [, named = "", tag = "latest"] = /^(.+?)(?::([^:/]*))?$/.exec(image) ?? [];
  const { registry, path } = splitRegistry(named);
  const repository = registry === dockerHub && !path.includes("/") ? `library/${path}` : path;
  const isName = domain.test(registry) && repositoryName.test(repository) && repository.length <= 255;
  return isName && tagName.test(tag) ? { registry, repository, tag } : undefined;
}

/** The first part is a registry if it looks like a host name, otherwise a namespace of Docker Hub. */
function splitRegistry(named: string): { readonly registry: string; readonly path: string } {
  const slash = named.indexOf("/");
  const first = named.slice(0, Math.max(0, slash));
  if (!/[.:A-Z]/.test(first) && first !== "localhost") return { registry: dockerHub, path: named };
  return { registry: first === "index.docker.io" ? dockerHub : first, path: named.slice(slash + 1) };
}
