import type { Platform } from "../../model/platform.ts";
import { baseImagesOf, distributionOf } from "./base-images.ts";
import type { ImageFamily } from "./images.ts";
import { addUser, hasUser, installPackages, runPackages } from "./packages.ts";
import { joinSteps, pinned } from "./stage-view.ts";
import { withLetterFirst } from "./stages.ts";

/** A stage from which others of the same language start. */
export interface BaseView {
  readonly title: string;
  readonly image: string;
  readonly name: string;
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly steps: string;
}

/** The base stages of a Dockerfile, and which of them each family starts from. */
export interface Bases {
  readonly views: readonly BaseView[];
  readonly nameOf: (family: ImageFamily) => string;
}

/** Families whose base would be the same share one stage. */
export function basesOf(platform: Platform, families: readonly ImageFamily[]): Bases {
  const byContent = new Map<string, { readonly view: Omit<BaseView, "name" | "title">; families: ImageFamily[] }>();
  for (const family of families) {
    const view = contentOf(platform, family);
    const key = JSON.stringify(view);
    const entry = byContent.get(key) ?? { view, families: [] };
    entry.families.push(family);
    byContent.set(key, entry);
  }
  const entries = [...byContent.values()];
  const largest = new Map<string, readonly ImageFamily[]>();
  for (const { families: sharing } of entries) {
    const language = sharing[0]?.runtime.language ?? "";
    if (sharing.length > (largest.get(language)?.length ?? 0)) largest.set(language, sharing);
  }
  const names = new Map<ImageFamily, string>();
  const views = entries.map(({ view, families: sharing }) => {
    const name = nameOf(sharing, largest, entries.length === 1);
    for (const family of sharing) names.set(family, name);
    return { ...view, name, title: `${name} is what ${namesOf(sharing)}.` };
  });
  return { views, nameOf: (family) => names.get(family) ?? "" };
}

function nameOf(
  sharing: readonly ImageFamily[],
  largest: ReadonlyMap<string, readonly ImageFamily[]>,
  isOnly: boolean,
): string {
  const [first] = sharing;
  if (!first) return "";
  if (isOnly && first.variant === "") return first.stages.base.replace(`${withLetterFirst(first.build.name)}-`, "");
  const { language } = first.runtime;
  return sharing === largest.get(language) && sharing.length > 1 ? `${language}-base` : first.stages.base;
}

/** `api, auth start from` */
function namesOf(sharing: readonly ImageFamily[]): string {
  const names = sharing.map((family) => (family.variant === "" ? family.build.name : family.variant));
  return `${names.join(", ")} ${names.length === 1 ? "starts" : "start"} from`;
}

function contentOf(platform: Platform, family: ImageFamily): Omit<BaseView, "name" | "title"> {
  const { build, runtime, packages } = family;
  const distribution = distributionOf(runtime);
  const image = baseImagesOf(runtime).run;
  return {
    image: pinned(platform, image),
    env: variablesOf(family),
    steps: joinSteps([
      ...installPackages(runPackages(build, packages.run), distribution),
      ...addUser(build.user, distribution, image),
    ]),
  };
}

/** Variables of the base image. */
function variablesOf({ build, runtime }: ImageFamily): BaseView["env"] {
  const own: Readonly<Record<string, string>> =
    runtime.language === "python"
      ? { PATH: "/opt/venv/bin:$PATH", PYTHONDONTWRITEBYTECODE: "1", PYTHONUNBUFFERED: "1" }
      : {};
  const home: Readonly<Record<string, string>> = hasUser(build.user, baseImagesOf(runtime).run) ? { HOME: "/tmp" } : {};
  // corepack keeps the package managers that it fetches where every user finds them.
  const corepack: Readonly<Record<string, string>> = ["pnpm", "yarn"].includes(build.lockfile.manager)
    ? { COREPACK_HOME: "/opt/corepack" }
    : {};
  // Yarn's own way has no node_modules, which is what the stages hand on. What it knows of them it looks for in the
  // source, over which another is mounted in development.
  const yarn: Readonly<Record<string, string>> =
    build.lockfile.manager === "yarn"
      ? { YARN_INSTALL_STATE_PATH: "/opt/yarn/install-state.gz", YARN_NODE_LINKER: "node-modules" }
      : {};
  return Object.entries({ ...home, ...corepack, ...yarn, ...own }).map(([name, value]) => ({ name, value }));
}
