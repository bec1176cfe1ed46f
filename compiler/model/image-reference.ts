/**
 * Whether a string is a reference to an image: `[registry[:port]/]path[:tag][@digest]`
 * (https://pkg.go.dev/github.com/distribution/reference).
 */
export function isImageReference(image: string): boolean {
  const [name = "", digest, ...rest] = image.split("@");
  if (rest.length > 0 || image.length > 512) return false;
  if (digest !== undefined && !/^[a-z0-9]+:[0-9a-f]{32,}$/.test(digest)) return false;
  const [, repository = "", tag] = /^(.*?)(?::([^/:]*))?$/s.exec(name) ?? [];
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) return false;
  const [first = "", ...others] = repository.split("/");
  const isRegistry = others.length > 0 && (/[.:A-Z]/.test(first) || first === "localhost");
  if (!isRegistry) return [first, ...others].every(isPathComponent);
  return /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]+)?$/.test(first) && others.every(isPathComponent);
}

/** Lower-case words with a separator between them. */
function isPathComponent(component: string): boolean {
  return component.split(/__|[._]|-+/).every((word) => /^[a-z0-9]+$/.test(word));
}
