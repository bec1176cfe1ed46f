import type { DotnetFacts } from "../model/repository-facts.ts";
import type { Inspection, RepositoryDefault } from "./inspection.ts";
import { nameOf, parentOf } from "./repository.ts";
import type { SourceFolder } from "./source-folder.ts";

/** A project file of .NET. */
export interface DotnetProject {
  /** Its path relative to the source. */
  readonly path: string;
  readonly text: string;
  readonly kind: DotnetFacts["kind"];
  readonly isTest: boolean;
}

const isProject = (name: string): boolean => /\.(?:cs|fs|vb)proj$/.test(name);

/** What `dotnet restore` reads besides projects (https://learn.microsoft.com/visualstudio/msbuild/customize-by-directory). */
const restored =
  /^(?:.*\.(?:cs|fs|vb)proj|.*\.slnx?|Directory\.(?:Build|Packages|Solution)\.(?:props|targets)|global\.json|nuget\.config|packages\.lock\.json)$/i;

/** Reads a .NET solution or project. */
export function inspectDotnet(source: SourceFolder): Inspection {
  const projects = readProjects(source);
  const published = publishedProject(source, projects);
  const property = (name: string): string | undefined => published && propertyOf(source, published, name);
  const isTrue = (name: string): boolean => property(name)?.toLowerCase() === "true";
  const facts: DotnetFacts = {
    language: "dotnet",
    hasLock: published !== undefined && source.hasFile(beside(published.path, "packages.lock.json")),
    project: published?.path,
    assembly: published && (property("AssemblyName") || nameOf(published.path).replace(/\.\w+$/, "")),
    kind: published?.kind ?? "unknown",
    frameworks: (property("TargetFrameworks") ?? property("TargetFramework") ?? "")
      .split(";")
      .map((name) => name.trim())
      .filter((name) => /^net\w/.test(name)),
    isAot: isTrue("PublishAot"),
    isSelfContained: isTrue("SelfContained"),
    isInvariant: isTrue("InvariantGlobalization"),
    restoreFiles: source.find((name) => restored.test(name)),
  };
  return {
    facts,
    defaults: [...(published ? defaultsOf(source, published, facts) : []), ...testDefaults(source, projects)],
  };
}

/** All projects below the source. */
export function readProjects(source: SourceFolder): readonly DotnetProject[] {
  return source.find(isProject).map((path) => {
    const text = (source.read(path) ?? "").replace(/<!--[\s\S]*?-->/g, "");
    const isTest = /Microsoft\.NET\.Test\.Sdk|<IsTestProject>\s*true/i.test(text);
    return { path, text, kind: kindOf(text), isTest };
  });
}

function kindOf(text: string): DotnetFacts["kind"] {
  if (/Sdk="Microsoft\.NET\.Sdk\.Web\b|<Sdk\s+Name="Microsoft\.NET\.Sdk\.Web\b/.test(text)) return "web";
  if (/Sdk="Microsoft\.NET\.Sdk\.Worker\b/.test(text)) return "worker";
  if (/<FrameworkReference\s+Include="Microsoft\.AspNetCore\.App"/.test(text)) return "web";
  return /<OutputType>\s*Exe/i.test(text) ? "console" : "unknown";
}

/** The project that the specification names, or the only one that can run. */
function publishedProject(source: SourceFolder, projects: readonly DotnetProject[]): DotnetProject | undefined {
  const { project } = source.spec;
  if (project !== undefined) {
    const named = projects.filter(({ path }) => path === project || parentOf(path) === project.replace(/\/$/, ""));
    return named.length === 1 ? named[0] : undefined;
  }
  const runnable = projects.filter(({ kind, isTest }) => kind !== "unknown" && !isTest);
  return runnable.length === 1 ? runnable[0] : undefined;
}

function defaultsOf(source: SourceFolder, { path }: DotnetProject, facts: DotnetFacts): readonly RepositoryDefault[] {
  const file = source.path(path);
  return [
    { key: "project", value: path, file },
    ...(source.spec.start ||
    facts.isAot ||
    facts.isSelfContained ||
    facts.assembly === undefined ||
    facts.assembly.includes("$(")
      ? []
      : [{ key: "start", value: ["dotnet", `${facts.assembly}.dll`], file }]),
  ];
}

/** The command that tests the only test project of a source, if it is among the listed paths. A single path of tests is that project. */
function testDefaults(source: SourceFolder, projects: readonly DotnetProject[]): readonly RepositoryDefault[] {
  const [tested, ...others] = projects.filter(({ isTest }) => isTest);
  const { paths, tests = [] } = source.spec.source ?? {};
  const isCopied =
    !paths || [...paths, ...tests].some((path) => tested?.path.startsWith(`${path.replace(/\/$/, "")}/`));
  if (!tested || others.length > 0 || tests.length === 1 || !isCopied) return [];
  const value = ["dotnet", "test", tested.path, "--no-restore"];
  return [{ key: "test.command", value, file: source.path(tested.path) }];
}

/** A property of a project. Like in MSBuild, the last value counts; `Directory.Build.props` above the project come first. */
export function propertyOf(source: SourceFolder, { path, text }: DotnetProject, name: string): string | undefined {
  const values = [...text.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`, "g"))].map(([, value = ""]) =>
    value.trim(),
  );
  return values.at(-1) ?? inheritedProperty(source, parentOf(path), name);
}

function inheritedProperty(source: SourceFolder, folder: string, name: string): string | undefined {
  const text = source.read(folder === "." ? "Directory.Build.props" : `${folder}/Directory.Build.props`);
  const found =
    text && new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`).exec(text.replace(/<!--[\s\S]*?-->/g, ""))?.[1];
  // The nearest file counts; it may import others.
  if (found) return found.trim();
  return folder === "." || text !== undefined ? undefined : inheritedProperty(source, parentOf(folder), name);
}

/** A file in the folder of another. */
export function beside(path: string, name: string): string {
  return parentOf(path) === "." ? name : `${parentOf(path)}/${name}`;
}
