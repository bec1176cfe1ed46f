import type { Platform } from "../../model/platform.ts";
import { distributionOf, uvImage } from "./base-images.ts";
import type { ImageFamily } from "./images.ts";
import { installPackages } from "./packages.ts";
import { inFolder } from "./source.ts";
import {
  developmentView,
  type FinalStageView,
  joinSteps,
  type ProductionView,
  pinned,
  productionView,
  runWithMounts,
  testView,
} from "./stage-view.ts";
import type { StageNames } from "./stages.ts";

/** What `docker/partials/python` prints. */
export interface PythonView {
  readonly partial: "docker/partials/python";
  readonly title: string;
  readonly base: string;
  readonly stages: StageNames;
  readonly buildSteps: string;
  /** Programs that come from images of their own. */
  readonly tools: readonly { readonly image: string; readonly from: string; readonly to: string }[];
  readonly install: string;
  /** Empty when the file has neither a development nor a test stage. */
  readonly installDevelopment: string;
  readonly development: FinalStageView | null;
  readonly test: FinalStageView | null;
  readonly production: (ProductionView & { readonly dependencies: string }) | null;
}

/** The stages of a Python service: a virtual environment is made once and copied. */
export function pythonView(platform: Platform, family: ImageFamily, file: string, base: string): PythonView {
  const { build, stages, packages, runtime } = family;
  const development = developmentView(family, file, stages.developmentDependencies);
  const test = testView(family, file, stages.developmentDependencies);
  const production = productionView(platform, family, file, base);
  const installs = installationOf(family);
  return {
    partial: "docker/partials/python",
    title: titleOf(family),
    base,
    stages,
    buildSteps: joinSteps(installPackages(packages.build, distributionOf(runtime))),
    tools:
      build.lockfile.manager === "uv" ? [{ image: pinned(platform, uvImage), from: "/uv", to: "/usr/local/bin/" }] : [],
    install: installs.production,
    installDevelopment: development || test ? installs.development : "",
    development,
    test,
    production: production && { ...production, dependencies: stages.dependencies },
  };
}

/** The comment above the stages of a service. */
export function titleOf({ build, variant, runtime }: ImageFamily): string {
  if (variant === "") return `${build.name}: ${build.description}`;
  return `${variant}: the ${build.name} image on ${runtime.language}:${runtime.version}-${runtime.variant}.`;
}

interface Installation {
  readonly production: string;
  readonly development: string;
}

const makeEnvironment = "python -m venv /opt/venv";

/** What makes the virtual environment, and what adds to it what development and tests need. */
function installationOf({ build, strip }: ImageFamily): Installation {
  const { folder } = build.source;
  const { path, development, manager } = build.lockfile;
  const bind = (file: string): string => `type=bind,source=${inFolder(folder, file)},target=${file}`;
  const stripping = strip ? [stripped] : [];
  switch (manager) {
    case "poetry": {
      const mounts = ["type=cache,target=/root/.cache", bind("pyproject.toml"), bind(path)];
      const install = (options: string): readonly string[] => [
        "python -m venv /opt/poetry",
        "/opt/poetry/bin/pip install --disable-pip-version-check poetry==2.1.4",
        ...(options === "--only main" ? [makeEnvironment] : []),
        `VIRTUAL_ENV=/opt/venv /opt/poetry/bin/poetry install --no-interaction --no-root ${options}`.trim(),
        "rm -rf /opt/poetry",
      ];
      return {
        production: runWithMounts(mounts, [...install("--only main"), ...stripping]),
        development: runWithMounts(mounts, install("")),
      };
    }
    case "uv": {
      const mounts = ["type=cache,target=/root/.cache/uv", bind("pyproject.toml"), bind(path)];
      const sync = "UV_LINK_MODE=copy UV_PROJECT_ENVIRONMENT=/opt/venv uv sync --frozen --no-install-project";
      return {
        production: runWithMounts(mounts, [`${sync} --no-dev`, ...stripping]),
        development: runWithMounts(mounts, [sync]),
      };
    }
    default: {
      const install = (file: string): string => `pip install --disable-pip-version-check --requirement ${file}`;
      const cache = "type=cache,target=/root/.cache/pip";
      return {
        production: runWithMounts([cache, bind(path)], [makeEnvironment, install(path), ...stripping]),
        development: runWithMounts([cache, bind(development)], [install(development)]),
      };
    }
  }
}

/** Takes package managers, tests and compiled copies out of the virtual environment. */
const stripped =
  "find /opt/venv -depth -type d '(' -name tests -o -name test -o -name __pycache__ -o -name pip -o -name 'pip-*' ')' -exec rm -rf '{}' +";
