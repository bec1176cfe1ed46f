import { inFolder } from "../../model/build-context.ts";
import type { ImageFamily } from "../../model/built-images.ts";
import { pinned } from "../../model/pinned-image.ts";
import type { Platform } from "../../model/platform.ts";
import { distributionOf, uvImage } from "./base-images.ts";
import {
  baseStage,
  developmentStages,
  isIn,
  ownDirectories,
  productionBase,
  productionStage,
  type TargetStages,
} from "./common-stages.ts";
import { installPackages } from "./packages.ts";
import { copySource } from "./source.ts";
import { copyFrom, env, type Instruction, run, runWith, type Stage } from "./stage.ts";

/** The stages of a Python service. A virtual environment is made once and copied to production. */
export function pythonStages(platform: Platform, family: ImageFamily, file: string): TargetStages {
  const { build, stages, strip } = family;
  const base = baseStage(platform, family, {
    PATH: "/opt/venv/bin:$PATH",
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONUNBUFFERED: "1",
  });
  const installs = installationOf(platform, family);
  const dependencies: Stage = {
    name: stages.dependencies,
    role: "dependencies",
    scope: "private",
    from: {
      name: `${stages.dependencies}-base`,
      role: "dependencies",
      scope: "shareable",
      from: base,
      instructions: installs.tools,
      settings: {},
    },
    instructions: installs.production,
    settings: {},
  };
  const stripped: Stage = {
    name: stages.productionDependencies,
    role: "productionDependencies",
    scope: "private",
    from: dependencies,
    instructions: run(stripCommand),
    settings: {},
  };
  const forDevelopment = [
    ...installs.development,
    ...(isIn(file, family, "development") ? run(...ownDirectories(build)) : []),
    ...copySource(build.source, "development"),
  ];
  return {
    ...developmentStages(family, file, dependencies, forDevelopment, env({ PYTEST_ADDOPTS: "-p no:cacheprovider" })),
    ...(isIn(file, family, "production") && {
      production: productionStage(platform, family, productionBase(family, base), [
        copyFrom(strip ? stripped : dependencies, "/opt/venv", "/opt/venv"),
        ...copySource(build.source, "production"),
      ]),
    }),
  };
}

/** How the dependencies of a Python service are installed. */
interface Installation {
  /** What is needed before, and does not depend on the service. */
  readonly tools: readonly Instruction[];
  readonly production: readonly Instruction[];
  /** Adds what development and tests need. */
  readonly development: readonly Instruction[];
}

const makeEnvironment = "python -m venv /opt/venv";

function installationOf(platform: Platform, { build, packages, runtime }: ImageFamily): Installation {
  const { folder } = build.source;
  const { path, development, manager } = build.lockfile;
  const bind = (name: string): string => `type=bind,source=${inFolder(folder, name)},target=${name}`;
  const system = installPackages(packages.build, distributionOf(runtime));
  switch (manager) {
    case "poetry": {
      const cache = "type=cache,target=/root/.cache";
      const mounts = [cache, bind("pyproject.toml"), bind(path)];
      const install = "VIRTUAL_ENV=/opt/venv /opt/poetry/bin/poetry install --no-interaction --no-root";
      return {
        tools: [
          ...run(...system),
          ...runWith(
            [cache],
            makeEnvironment,
            "python -m venv /opt/poetry",
            "/opt/poetry/bin/pip install --disable-pip-version-check poetry==2.1.4",
          ),
        ],
        production: runWith(mounts, `${install} --only main`),
        development: runWith(mounts, install),
      };
    }
    case "uv": {
      const mounts = ["type=cache,target=/root/.cache/uv", bind("pyproject.toml"), bind(path)];
      const sync = "uv sync --frozen --no-install-project";
      return {
        tools: [
          ...run(...system),
          ...env({ UV_LINK_MODE: "copy", UV_PROJECT_ENVIRONMENT: "/opt/venv" }),
          copyFrom(pinned(platform, uvImage), "/uv", "/usr/local/bin/"),
        ],
        production: runWith(mounts, `${sync} --no-dev`),
        development: runWith(mounts, sync),
      };
    }
    default: {
      const cache = "type=cache,target=/root/.cache/pip";
      const install = (name: string): readonly Instruction[] =>
        runWith([cache, bind(name)], `pip install --disable-pip-version-check --requirement ${name}`);
      return {
        tools: run(...system, makeEnvironment),
        production: install(path),
        development: install(development),
      };
    }
  }
}

/** Removes package managers, tests and compiled files from the virtual environment. */
const stripCommand =
  "find /opt/venv -depth -type d '(' -name tests -o -name test -o -name __pycache__ -o -name pip -o -name 'pip-*' ')' -exec rm -rf '{}' +";
