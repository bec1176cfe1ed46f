import { root } from "../support/sources.ts";
import { type Bench, changeShop, readme, type Scratch, shop } from "./bench.ts";
import type { Check } from "./check.ts";

/** A repository of another language, by the file that its package manager needs. */
const languages = { Python: "requirements.txt", ".NET": "Shop.csproj", Go: "go.mod" };

/** Places in which the command runs, and repositories without package.json. */
export const repositories: readonly Check[] = [
  ...Object.entries(languages).map(([language, manifest]) => ({
    name: `the generated workflows check a ${language} repository without package.json`,
    run: async (bench: Bench) => {
      const scratch = await bench.shop(language);
      scratch.write(manifest, "");
      await scratch.ok("rm -rf node_modules");
      for (const [provider, path, pattern] of [
        ["github", ".github/workflows/verify-generated.yml", /run: (npx .*varai-gen.*)$/m],
        ["gitlab", ".gitlab-ci.yml", /- (npx .*varai-gen.*)$/m],
      ] as const) {
        scratch.write("platform.yaml", shop.replace("ci: false", `ci: { provider: ${provider} }`));
        await scratch.ok("npx --yes varai-gen --force");
        const line = pattern.exec(scratch.read(path))?.[1];
        if (line === undefined) throw new Error(`${path} does not run varai-gen`);
        await scratch.ok(line);
        changeShop(scratch);
        await scratch.ends(1, line, "stale");
      }
    },
  })),
  {
    name: "without a specification the command states what to do",
    run: async (bench) => {
      const scratch = await bench.shop("empty");
      await scratch.ok("rm platform.yaml");
      await scratch.ends(2, "npx varai-gen", "no platform.yaml", "Create platform.yaml");
      await scratch.ends(2, "npx varai-gen check", "Create platform.yaml");
      scratch.write("platform.yaml", shop);
      await scratch.ends(0, "npx varai-gen", "4 created");
      await scratch.ends(0, "npx varai-gen", "3 unchanged");
      const below = scratch.in("web/app");
      await below.ends(2, "npx varai-gen", "--spec ../../platform.yaml");
      await below.ends(0, "npx varai-gen check --spec ../../platform.yaml", "up to date");
    },
  },
  {
    name: "checkouts with CRLF are reported with the remedy, and repaired by the command",
    run: async (bench) => {
      const scratch = await committed(bench, "crlf");
      const clone = "git -c core.autocrlf=true clone --quiet .";
      await scratch.ok(`${clone} ../crlf`);
      const crlf = inFolder(scratch, "../crlf");
      await crlf.ok("grep -q $'\\r' platform.yaml");
      await crlf.ends(1, "varai-gen check", "CRLF line endings", "'* text=auto eol=lf' to .gitattributes");
      await crlf.ok("varai-gen", "varai-gen check");
      await followsTheSpecification(crlf);
      scratch.write(".gitattributes", "* text=auto eol=lf\n");
      await scratch.ok("git add --all", "git commit --quiet -m 'Keep line endings'", `${clone} ../lf`);
      await inFolder(scratch, "../lf").ends(0, "varai-gen check", "up to date");
    },
  },
  {
    name: "the command works in a worktree, below a path with spaces and letters of any script",
    run: async (bench) => {
      const scratch = await committed(bench, "Läden und 店");
      await followsTheSpecification(inFolder(scratch, "."));
      await scratch.ok("git stash --quiet", "git worktree add --quiet -b tree '../ein Baum'");
      await followsTheSpecification(inFolder(scratch, "../ein Baum"));
    },
  },
  {
    name: "a read-only file of the output is updated",
    run: async (bench) => {
      const scratch = await committed(bench, "read-only");
      await scratch.ok("chmod 444 docker-compose.dev.yml");
      changeShop(scratch);
      await scratch.ends(0, "npx varai-gen", "updated");
      await scratch.ends(0, "npx varai-gen check", "up to date");
    },
  },
  {
    name: "the README names only files of the package and URLs, and the version of the package",
    run: async (bench) => {
      const scratch = await bench.shop("readme");
      const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => link);
      const local = links.filter((link) => !link.startsWith("https://"));
      for (const link of local) await scratch.ok(`test -e 'node_modules/varai-gen/${link}'`);
      const { version } = JSON.parse(scratch.read("node_modules/varai-gen/package.json")) as {
        readonly version: string;
      };
      const named = [...readme.matchAll(/varai-gen@([\w.-]*\w)/g)].map(([, name]) => name);
      if (named.length === 0 || named.some((name) => name !== version)) throw new Error(`README.md names ${named}`);
      await scratch.ends(0, `node '${root}dist/varai-gen.cjs' --version`, version);
    },
  },
];

async function committed(bench: Bench, name: string): Promise<Scratch> {
  const scratch = await bench.shop(`${name}/shop`);
  scratch.write(".gitignore", "node_modules/\n.env\n");
  scratch.write(".env", "");
  await scratch.ok("npx varai-gen", "git init --quiet", "git add --all", "git commit --quiet -m 'Add the shop'");
  return scratch;
}

/** Another folder, in which the package that is installed in a scratch folder runs. */
function inFolder(scratch: Scratch, folder: string): Scratch {
  return scratch.in(folder).with({ PATH: `${scratch.folder}/node_modules/.bin:${scratch.env.PATH}` });
}

/** The output is up to date, stale after a change, and up to date again after the command. */
async function followsTheSpecification(scratch: Scratch): Promise<void> {
  await scratch.ends(0, "varai-gen check", "up to date");
  changeShop(scratch);
  await scratch.ends(1, "varai-gen check", "stale");
  await scratch.ends(0, "varai-gen", "updated");
  await scratch.ends(0, "varai-gen check", "up to date");
}
