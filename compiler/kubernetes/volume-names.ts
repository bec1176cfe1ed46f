/** Gives names to volumes, or keys to files, of which no two are the same. */
export class VolumeNames {
  readonly #taken: Set<string>;

  /** `taken` are the names that are in use already. */
  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken);
  }

  /** A name for the volume at a path: `/var/run/x` is `var-run-x`. */
  ofPath(path: string): string {
    const words = path.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
    return this.untaken(words.replaceAll(/^-|-$/g, "").slice(0, 60) || "root");
  }

  /** The name, with a number where it is taken. It is then taken. */
  untaken(name: string): string {
    let free = name;
    for (let number = 2; this.#taken.has(free); number++) free = `${name}-${number}`;
    this.#taken.add(free);
    return free;
  }
}
