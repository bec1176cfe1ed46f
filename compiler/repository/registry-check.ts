import type { SourceCheck } from "./source-check.ts";

/** Registries that everyone can read, by host name. */
const open = new Set(
  "api.nuget.org download.pytorch.org files.pythonhosted.org pypi.org pypi.python.org registry.npmjs.org registry.yarnpkg.com test.pypi.org".split(
    " ",
  ),
);

/** A registry that a setting names, and the variable with its credentials. */
interface Registry {
  readonly host: string;
  readonly variable: string | undefined;
}

/** The settings of package managers that name registries, by language, each with patterns of their addresses. */
const settings: Readonly<Record<string, readonly (readonly [file: RegExp, address: RegExp])[]>> = {
  node: [
    [/^\.npmrc$/, /^\s*(?:@[\w.-]+:)?registry\s*=\s*["']?(?:https?:)?\/\/([^/:"'\s]+)/gm],
    [/^\.npmrc$/, /^\s*\/\/([^/:\s]+)[^=\n]*:_(?:authToken|password|auth)\s*=/gm],
    [/^\.yarnrc\.yml$/, /^\s*npmRegistryServer:\s*["']?https?:\/\/([^/:"'\s]+)/gm],
  ],
  python: [
    [/^requirements.*\.txt$/, /^\s*(?:-i|--index-url|--extra-index-url)[\s=]+https?:\/\/(?:[^@/\s]*@)?([^/:\s]+)/gm],
    [
      /^pyproject\.toml$/,
      /^\[\[tool\.(?:uv\.index|poetry\.source|pdm\.source)\]\][^[]*?^url\s*=\s*"https?:\/\/(?:[^@/\s]*@)?([^/:"]+)/gm,
    ],
  ],
  dotnet: [[/^nuget\.config$/i, /<add\s+key="[^"]*"\s+value="https?:\/\/([^/:"]+)/gi]],
};

/** Builds that install packages of private registries have their credentials. */
export function checkRegistries(check: SourceCheck): void {
  const { build, source } = check;
  if ((build.build?.secrets ?? []).length > 0) return;
  for (const [file, address] of settings[build.runtime.language] ?? []) {
    for (const name of source.list().filter((one) => file.test(one))) {
      const text = source.read(name) ?? "";
      const registry = registriesOf(text, address).find(({ host }) => !open.has(host));
      if (!registry) continue;
      const holes = { workload: check.workload, file: source.path(name), ...registry };
      check.report("repository/private-registry", "source", holes);
      return;
    }
  }
}

/** Credentials of settings are variables: `${NPM_TOKEN}`, `%NUGET_TOKEN%`. */
function registriesOf(text: string, address: RegExp): readonly Registry[] {
  const [, braces, percents] = /\$\{(\w+)[^}]*\}|%(\w+)%/.exec(text) ?? [];
  return [...text.matchAll(address)].map(([, host = ""]) => ({ host, variable: braces ?? percents }));
}
