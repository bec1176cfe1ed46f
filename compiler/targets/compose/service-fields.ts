import type { BuildView } from "./build-view.ts";
import type { DeployView } from "./deploy.ts";
import type { SecretUse } from "./secrets.ts";
import type { VolumeView } from "./volumes.ts";

/** A service of a Compose file, with everything that it may have. `serviceBody` decides about order and form. */
export interface ServiceView {
  readonly comments: readonly string[];
  readonly name: string;
  readonly image: string | null;
  readonly build: BuildView | null;
  readonly dependsOn: readonly DependencyView[];
  readonly volumes: readonly VolumeView[];
  readonly secrets: readonly SecretUse[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  /** In Compose's short form. */
  readonly ports: readonly string[];
  readonly networks: readonly string[];
  readonly networkMode: string | null;
  readonly command: readonly string[];
  readonly entrypoint: readonly string[];
  readonly restart: string;
  readonly healthcheck: HealthcheckView | null;
  readonly logging: { readonly size: string; readonly files: string };
  readonly user: string;
  readonly capAdd: readonly string[];
  readonly deploy: DeployView;
  readonly watch: readonly string[];
  readonly init: boolean;
  readonly pid: string | null;
  readonly isPrivileged: boolean;
  readonly profiles: readonly string[];
  readonly isReadOnly: boolean;
  readonly stopGracePeriod: string;
  readonly stopSignal: string | null;
  readonly tmpfs: readonly string[];
}

/** The health check of a container; times with their unit. */
export interface HealthcheckView {
  readonly test: readonly string[];
  readonly interval: string;
  readonly timeout: string;
  readonly retries: number;
  readonly startPeriod: string;
}

/** An entry of `depends_on`. */
export interface DependencyView {
  readonly name: string;
  readonly condition: string;
}
