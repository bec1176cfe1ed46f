import type { Build } from "../../model/image.ts";

/**
 * The mounts of the secrets of a build. They reach no layer. A build without one of them fails, instead of going on
 * without a credential (https://docs.docker.com/reference/dockerfile/#run---mounttypesecret). `user` reads the files;
 * undefined: root.
 */
export function secretMounts({ build }: Build, user?: Build["user"]): readonly string[] {
  const home = user === undefined || user.id === 0 ? "/root" : "/tmp";
  return [...(build?.secrets ?? [])]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, variable, path }) => {
      const place = [
        ...(path === undefined ? [] : [`target=${path.replace(/^~/, home)}`]),
        ...(variable === undefined ? [] : [`env=${variable}`]),
      ];
      const owner = user === undefined || variable !== undefined ? [] : [`uid=${user.id}`];
      return ["type=secret", `id=${name}`, ...place, ...owner, "required"].join(",");
    });
}
