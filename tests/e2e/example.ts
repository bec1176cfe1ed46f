/** A test suite of a platform: a test stage, and the file whose greeting is edited so that it has to fail. */
export interface Suite {
  readonly dockerfile: string;
  readonly target: string;
  readonly file: string;
}

/** A Compose file of a platform, and what holds while it runs. */
export interface Deployment {
  readonly file: string;
  /** The argument of scripts/create-secrets.sh; without one, secrets come from elsewhere. */
  readonly secrets?: string;
  /** Folders of the host that have to exist, relative to the platform's folder, which belong to this user. */
  readonly folders?: { readonly user: number; readonly paths: readonly string[] };
  /** Files that an operator makes by hand, and what they hold. */
  readonly files?: Readonly<Record<string, string>>;
  /** Connections that work, as `caller host:port`. */
  readonly open: readonly string[];
  /** Connections that do not work. Two callers of a service share its network, so they can reach each other. */
  readonly closed: readonly string[];
  /** Services whose root file system is writable, by an exception of their engine. */
  readonly writable?: readonly string[];
  /** Services that run as root, by an exception of their engine. */
  readonly privileged?: readonly string[];
}

/** A platform of the folder `examples`, with applications in place of its own. */
export interface Example {
  readonly name: string;
  readonly needs?: "dotnet";
  /** Files and folders of `apps` by the path that they are copied to. */
  readonly sources: Readonly<Record<string, string>>;
  /** Variables of scripts, builds and Compose files. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly suites: readonly Suite[];
  readonly deployments: readonly Deployment[];
}
