import { buildDistributionOf, uvImage } from "../../model/base-images.ts";
import { inFolder } from "../../model/build-context.ts";
import type { ImageFamily } from "../../model/built-images.ts";
import { pinned } from "../../model/pinned-image.ts";
import type { Platform } from "../../model/platform.ts";
import { secretMounts } from "./build-secrets.ts";
import { installPackages } from "./packages.ts";
import { copyFrom, env, type Instruction, run, runWith } from "./stage.ts";

/** How the dependencies of a Python service are installed. */
export interface Installation {
  /** What is needed before, and does not depend on the service. */
  readonly tools: readonly Instruction[];
  readonly production: readonly Instruction[];
  /** Adds what development and tests need. */
  readonly development: readonly Instruction[];
  /** Installs the project itself, which lies in the working directory; empty unless the specification wants it. */
  readonly project: readonly Instruction[];
}

/** The environment has no pip: nothing is installed into it at run time, and pip takes 15 MB. */
const makeEnvironment = "python -m venv --without-pip /opt/venv";

/** A package manager in an environment that production does not contain. */
function toolEnvironment(name: string, version: string): readonly string[] {
  return [
    makeEnvironment,
    `python -m venv /opt/${name}`,
    `/opt/${name}/bin/pip install --disable-pip-version-check ${name}==${version}`,
  ];
}

/** The commands of a package manager. `bind` is a list of files. */
interface Manager {
  readonly cache: string;
  readonly tools: readonly Instruction[];
  readonly production: readonly [files: readonly string[], command: string];
  /** Undefined where development needs nothing more. */
  readonly development: readonly [files: readonly string[], command: string] | undefined;
  readonly project: string;
}

/** The instructions that install packages. */
export function installationOf(platform: Platform, family: ImageFamily): Installation {
  const { build, packages, runtime } = family;
  const manager = managerOf(platform, family);
  const cache = `type=cache,target=${manager.cache}`;
  const bind = (name: string): string => `type=bind,source=${inFolder(build.source.folder, name)},target=${name}`;
  const install = ([files, command]: Manager["production"]): readonly Instruction[] =>
    runWith([cache, ...files.map(bind), ...secretMounts(build)], command);
  return {
    tools: [...run(...installPackages(packages.build, buildDistributionOf(runtime))), ...manager.tools],
    production: install(manager.production),
    development: manager.development ? install(manager.development) : [],
    project: build.lockfile.project ? install([[], manager.project]) : [],
  };
}

function managerOf(platform: Platform, { build }: ImageFamily): Manager {
  const { path, development, manager, extras } = build.lockfile;
  const files = ["pyproject.toml", path];
  switch (manager) {
    case "poetry": {
      const poetry = "VIRTUAL_ENV=/opt/venv /opt/poetry/bin/poetry install --no-interaction";
      const more = extras.map((extra) => ` --extras ${extra}`).join("");
      const cache = "/root/.cache";
      return {
        cache,
        tools: runWith([`type=cache,target=${cache}`], ...toolEnvironment("poetry", "2.1.4")),
        production: [files, `${poetry} --no-root --only main${more}`],
        development: [files, `${poetry} --no-root${more}`],
        project: `${poetry} --only-root`,
      };
    }
    case "pdm": {
      const pdm = "VIRTUAL_ENV=/opt/venv /opt/pdm/bin/pdm sync";
      const more = extras.map((extra) => ` --group ${extra}`).join("");
      const cache = "/root/.cache";
      return {
        cache,
        tools: runWith([`type=cache,target=${cache}`], ...toolEnvironment("pdm", "2.26.0")),
        production: [files, `${pdm} --no-self --prod${more}`],
        development: [files, `${pdm} --no-self --dev${more}`],
        project: `${pdm} --prod${more}`,
      };
    }
    case "uv": {
      const more = extras.map((extra) => ` --extra ${extra}`).join("");
      return {
        cache: "/root/.cache/uv",
        tools: [
          ...env({ UV_LINK_MODE: "copy", UV_PROJECT_ENVIRONMENT: "/opt/venv" }),
          copyFrom(pinned(platform, uvImage), "/uv", "/usr/local/bin/"),
        ],
        production: [files, `uv sync --frozen --no-install-project --no-dev${more}`],
        development: [files, `uv sync --frozen --no-install-project${more}`],
        project: `uv sync --frozen --inexact --no-dev${more}`,
      };
    }
    default: {
      const facts = build.facts?.language === "python" ? build.facts : undefined;
      const included = facts?.includedRequirements ?? [];
      const includedDevelopment = facts?.includedDevelopmentRequirements ?? [];
      const hasDevelopment = facts?.hasDevelopmentRequirements ?? true;
      const pip = "pip --python /opt/venv install --disable-pip-version-check";
      return {
        cache: "/root/.cache/pip",
        tools: run(makeEnvironment),
        production: [[path, ...included], `${pip} --requirement ${path}`],
        development: hasDevelopment
          ? [[...new Set([development, ...includedDevelopment])], `${pip} --requirement ${development}`]
          : undefined,
        project: `${pip} --no-deps --editable .`,
      };
    }
  }
}

/** Removes tests and compiled files from the virtual environment. */
export const stripCommand =
  "find /opt/venv -depth -type d '(' -name tests -o -name test -o -name __pycache__ ')' -exec rm -rf '{}' +";
