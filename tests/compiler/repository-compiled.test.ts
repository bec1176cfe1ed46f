// Each rule about Go modules, Java builds and .NET projects, on small repositories in memory.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildOf, compileService, type Files, findingsOf } from "../support/repository.ts";

type Case = readonly [name: string, service: string, files: Files, expected: readonly RegExp[]];

const go = "runtime: go@1.24, start: api, port: 8080";
const frontend = "web: { runtime: node@22, build: npm run build, static: dist, environments: []";
/** A package with a build. */
const frontendFiles: Files = {
  "web/package.json":
    '{ "name": "web", "scripts": { "build": "node build.js", "test": "node --test", "dev": "node dev.js" } }',
  "web/package-lock.json": '{ "lockfileVersion": 3, "packages": { "": { "name": "web" } } }',
};
const main = "package main\n\nfunc main() {}\n";
const embed = (pattern: string): string =>
  `package main\n\nimport _ "embed"\n\n//go:embed ${pattern}\nvar files string\n\nfunc main() {}\n`;
const module = (more: Files, version = "1.24", required = ""): Files => ({
  "api/go.mod": `module x\n\ngo ${version}\n${required}`,
  ...more,
});

const goCases: readonly Case[] = [
  ["a module that fits", go, module({ "api/main.go": main }), []],
  ["no go.mod", go, { "api/main.go": main }, [/^error missing-file: .*'api\/go.mod'/]],
  [
    "no go.sum",
    go,
    module({ "api/main.go": main }, "1.24", "require a.example/b v1.0.0\n"),
    [/^error missing-file: .*'api\/go.sum'/],
  ],
  [
    "a newer Go",
    go,
    module({ "api/main.go": main }, "1.25.1"),
    [/^error runtime-conflict: .*requires Go 1.25.1, but the runtime is go@1.24/],
  ],
  ["a newer patch of the same Go", go, module({ "api/main.go": main }, "1.24.9"), []],
  ["no main package", go, module({ "api/lib.go": "package lib\n" }), [/^error no-main-package: 'api'/]],
  [
    "several main packages",
    go,
    module({ "api/cmd/a/main.go": main, "api/cmd/b/main.go": main }),
    [/^error no-main-package: 'api'/],
  ],
  ["one of several", `${go}, project: cmd/b`, module({ "api/cmd/a/main.go": main, "api/cmd/b/main.go": main }), []],
  ["a test that is package main", go, module({ "api/x_test.go": main }), [/^error no-main-package/]],
  [
    "an embedded file that is missing",
    go,
    module({ "api/main.go": embed("static/*.html") }),
    [/^error embed-matches-nothing: '\/\/go:embed static\/\*.html'/],
  ],
  [
    "embedded files",
    go,
    module({ "api/main.go": embed('static/*.html "all:assets"'), "api/static/a.html": "", "api/assets/.b": "" }),
    [],
  ],
  [
    "embedded files that another build writes",
    `${go}, build: { copyFrom: { ui/dist: web } } }, ${frontend}`,
    module({ ...frontendFiles, "api/ui/ui.go": embed("all:dist"), "api/main.go": main }),
    [],
  ],
  [
    "opened files that another build writes",
    `${go}, build: { copyFrom: { public: web } } }, ${frontend}`,
    module({ ...frontendFiles, "api/main.go": `${main}var files = http.Dir("public")\n` }),
    [/^warning files-not-in-image: .*public/],
  ],
  [
    "an embedded file with a condition",
    go,
    module({ "api/main.go": main, "api/ui.go": `//go:build ui\n\n${embed("dist")}` }),
    [],
  ],
  ["a workspace", go, { "api/go.work": "use ./a\n", "api/a/go.mod": "module a\n" }, []],
];

const java = "runtime: java@21, start: java -jar app.jar, port: 8080";
const pom = (body: string): string => `<project><artifactId>api</artifactId>${body}</project>`;
const plugin = (name: string): string =>
  `<build><plugins><plugin><artifactId>${name}</artifactId></plugin></plugins></build>`;
const boot = plugin("spring-boot-maven-plugin");
const gradle = (text: string, more: Files = {}): Files => ({
  "api/build.gradle.kts": text,
  "api/settings.gradle.kts": 'rootProject.name = "shop"\n',
  "api/gradlew*": "#!/bin/sh\n",
  "api/gradle/wrapper/gradle-wrapper.jar": "",
  "api/gradle/wrapper/gradle-wrapper.properties":
    "distributionUrl=https\\://services.gradle.org/distributions/gradle-8.10-bin.zip\n",
  ...more,
});
const bootGradle = 'plugins {\n  java\n  id("org.springframework.boot") version "3.4.0"\n}\n';

const javaCases: readonly Case[] = [
  ["Maven with Spring Boot, without a wrapper", java, { "api/pom.xml": pom(boot) }, []],
  [
    "a Java that is too old",
    java,
    { "api/pom.xml": pom(`<properties><java.version>25</java.version></properties>${boot}`) },
    [/^error runtime-conflict: .*requires Java 25 or later/],
  ],
  [
    "a Java that is newer than needed",
    java,
    { "api/pom.xml": pom(`<properties><java.version>1.8</java.version></properties>${boot}`) },
    [],
  ],
  [
    "a wrapper without its properties",
    java,
    { "api/pom.xml": pom(boot), "api/mvnw": "" },
    [/^error missing-file: .*maven-wrapper.properties' for 'mvnw'/],
  ],
  [
    "a wrapper that a command cannot run",
    `${java}, test: ./mvnw verify`,
    { "api/pom.xml": pom(boot), "api/mvnw": "", "api/.mvn/wrapper/maven-wrapper.properties": "" },
    [/^error not-executable: '.\/mvnw' cannot run: 'api\/mvnw'/],
  ],
  [
    "a wrapper that a command can run",
    `${java}, test: ./mvnw verify`,
    { "api/pom.xml": pom(boot), "api/mvnw*": "", "api/.mvn/wrapper/maven-wrapper.properties": "" },
    [],
  ],
  [
    "a wrapper that does not exist",
    `${java}, test: ./mvnw verify`,
    { "api/pom.xml": pom(boot) },
    [/^error missing-file: .*'api\/mvnw' for '.\/mvnw verify'/],
  ],
  ["a plain jar", java, { "api/pom.xml": pom("") }, [/^error nothing-to-start: 'api\/pom.xml' has no plugin/]],
  ["a parent that may bring plugins", java, { "api/pom.xml": pom("<parent><artifactId>p</artifactId></parent>") }, []],
  [
    "a project of modules",
    java,
    { "api/pom.xml": pom("<packaging>pom</packaging><modules><module>web</module></modules>") },
    [/^error nothing-to-start: .*packaging 'pom'/],
  ],
  [
    "a module",
    `${java}, project: web`,
    { "api/pom.xml": pom("<packaging>pom</packaging>"), "api/web/pom.xml": pom(boot) },
    [],
  ],
  [
    "a module that is missing",
    `${java}, project: wbe`,
    { "api/pom.xml": pom("<packaging>pom</packaging>"), "api/web/pom.xml": pom(boot) },
    [/^error missing-file: .*'api\/wbe\/pom.xml'/],
  ],
  ["Gradle with Spring Boot", java, gradle(bootGradle), []],
  ["Gradle without a wrapper", java, { "api/build.gradle.kts": bootGradle }, []],
  [
    "Gradle with an ignored jar",
    java,
    { ...Object.fromEntries(Object.entries(gradle(bootGradle)).filter(([path]) => !path.endsWith(".jar"))) },
    [/^error missing-file: .*gradle-wrapper.jar/],
  ],
  [
    "Gradle that is too old for the JDK",
    "runtime: java@25, start: java -jar app.jar, port: 8080",
    gradle(bootGradle),
    [/^error runtime-conflict: .*requires a Java that Gradle 8.10 supports/],
  ],
  [
    "a toolchain of another JDK",
    java,
    gradle(`${bootGradle}java { toolchain { languageVersion = JavaLanguageVersion.of(17) } }\n`),
    [/^error runtime-conflict: .*toolchain of Java 17/],
  ],
  [
    "a toolchain that is downloaded",
    java,
    gradle(`${bootGradle}java { toolchain { languageVersion = JavaLanguageVersion.of(17) } }\n`, {
      "api/settings.gradle.kts": 'plugins { id("org.gradle.toolchains.foojay-resolver-convention") version "0.8.0" }\n',
    }),
    [],
  ],
  [
    "Gradle without a plugin that makes a program",
    java,
    gradle("plugins {\n  java\n}\n"),
    [/^error nothing-to-start: 'api\/build.gradle.kts'/],
  ],
  [
    "Gradle with a main class, whose jar lacks its libraries",
    java,
    gradle(
      'plugins {\n  java\n  checkstyle\n  id("com.google.protobuf") version "0.9.4"\n}\njar { manifest { attributes("Main-Class": "x.Main") } }\n',
    ),
    [/^error nothing-to-start: 'api\/build.gradle.kts'/],
  ],
  [
    "the same with a build command",
    "runtime: java@21, build: { command: sh ./gradlew assemble, output: target }, start: java -jar server.jar, port: 8080",
    gradle("plugins {\n  java\n}\n"),
    [],
  ],
  ["convention plugins", java, gradle('plugins {\n  id("shop.conventions")\n}\n'), []],
];

const dotnet = "runtime: dotnet@8.0, start: dotnet Api.dll, port: 8080";
const web = (more = "", framework = "<TargetFramework>net8.0</TargetFramework>"): string =>
  `<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup>${framework}</PropertyGroup>${more}</Project>`;
const locked = (more: Files): Files => ({ "api/packages.lock.json": "{}", ...more });

const dotnetCases: readonly Case[] = [
  [
    "tests in two other projects",
    "runtime: dotnet@8.0, project: Api/Api.csproj, port: 8080",
    {
      "api/Api/Api.csproj": web(),
      "api/Api/packages.lock.json": "{}",
      "api/Api.Tests/Api.Tests.csproj":
        '<Project Sdk="Microsoft.NET.Sdk"><PackageReference Include="Microsoft.NET.Test.Sdk" /></Project>',
      "api/Unit/Unit.csproj":
        '<Project Sdk="Microsoft.NET.Sdk"><PackageReference Include="Microsoft.NET.Test.Sdk" /></Project>',
    },
    [/^warning no-tests: 'dotnet test Api\/Api.csproj --no-restore' runs no tests/],
  ],
  ["a project that fits", dotnet, locked({ "api/Api.csproj": web() }), []],
  [
    "no lock file",
    dotnet,
    { "api/Api.csproj": web() },
    [/^warning no-lockfile: .*'api\/packages.lock.json' does not exist/],
  ],
  [
    "another framework",
    "runtime: dotnet@9.0, start: dotnet Api.dll, port: 8080",
    locked({ "api/Api.csproj": web() }),
    [/^error runtime-conflict: .*requires .NET 8.0, but the runtime is dotnet@9.0/],
  ],
  [
    "a framework that rolls forward",
    "runtime: dotnet@9.0, start: dotnet Api.dll, port: 8080",
    locked({ "api/Api.csproj": web("", "<TargetFramework>net8.0</TargetFramework><RollForward>Major</RollForward>") }),
    [],
  ],
  [
    "a framework of Directory.Build.props",
    "runtime: dotnet@9.0, start: dotnet Api.dll, port: 8080",
    locked({
      "api/Api.csproj": web("", ""),
      "api/Directory.Build.props":
        "<Project><PropertyGroup><TargetFramework>net9.0</TargetFramework></PropertyGroup></Project>",
    }),
    [],
  ],
  [
    "an SDK of another version",
    dotnet,
    locked({ "api/Api.csproj": web(), "api/global.json": '{ "sdk": { "version": "9.0.100" } }' }),
    [/^error runtime-conflict: .*requires the SDK 9.0.100/],
  ],
  [
    "an SDK that rolls forward",
    dotnet,
    locked({
      "api/Api.csproj": web(),
      "api/global.json": '{ "sdk": { "version": "7.0.100", "rollForward": "latestMajor" } }',
    }),
    [],
  ],
  [
    "a reference outside",
    dotnet,
    locked({
      "api/Api.csproj": web('<ItemGroup><ProjectReference Include="..\\Core\\Core.csproj" /></ItemGroup>'),
      "Core/Core.csproj": web(),
    }),
    [/^error outside-source: 'api\/Api.csproj' refers to '\.\.\/Core\/Core.csproj'/],
  ],
  [
    "a reference inside",
    `${dotnet}, project: Api/Api.csproj`,
    {
      "api/Api/packages.lock.json": "{}",
      "api/Api/Api.csproj": web('<ItemGroup><ProjectReference Include="..\\Core\\Core.csproj" /></ItemGroup>'),
      "api/Core/Core.csproj": '<Project Sdk="Microsoft.NET.Sdk" />',
    },
    [],
  ],
  [
    "central versions outside",
    dotnet,
    locked({
      "api/Api.csproj": web('<ItemGroup><PackageReference Include="A" /></ItemGroup>'),
      "Directory.Packages.props": "<Project />",
    }),
    [/^error outside-source: .*'Directory.Packages.props'/],
  ],
  [
    "several programs",
    dotnet,
    {
      "api/A/A.csproj": web(),
      "api/B/B.csproj": web(),
      "api/T/T.csproj": web('<PackageReference Include="Microsoft.NET.Test.Sdk" Version="17" />'),
    },
    [/^error several-projects: .*A\/A.csproj, B\/B.csproj/],
  ],
  [
    "another assembly",
    dotnet,
    locked({ "api/Api.csproj": web("", "<TargetFramework>net8.0</TargetFramework><AssemblyName>Shop</AssemblyName>") }),
    [/^error other-assembly: 'start' runs 'Api.dll', but .* makes 'Shop.dll'/],
  ],
  [
    "a project that is missing",
    `${dotnet}, project: Appi.csproj`,
    locked({ "api/Api.csproj": web() }),
    [/^error missing-file: .*'api\/Appi.csproj' to publish/],
  ],
];

const groups = { Go: goCases, Java: javaCases, ".NET": dotnetCases };
for (const [language, cases] of Object.entries(groups)) {
  for (const [name, spec, files, expected] of cases) {
    test(`${language}: ${name}`, async () => {
      const found = await findingsOf(spec, files);
      assert.is(found.length, expected.length, found.join("\n"));
      for (const [index, pattern] of expected.entries()) assert.match(found[index] ?? "", pattern);
    });
  }
}

test("Go: the only main package is the default", async () => {
  const files = module({
    "api/cmd/api/main.go": main,
    "api/tools/gen/main.go": main,
    "api/internal/tables/main.go": main,
    "api/lib.go": "package api\n",
  });
  const { project, facts } = await buildOf(go, files);
  assert.is(project, "cmd/api");
  assert.equal(facts?.language === "go" && [facts.mains, facts.manifests], [
    ["cmd/api", "internal/tables", "tools/gen"],
    ["go.mod"],
  ]);
});

const kinds: readonly (readonly [string, Files, string])[] = [
  ["Spring Boot of Maven", { "api/pom.xml": pom(boot) }, "boot"],
  ["Quarkus of Maven", { "api/pom.xml": pom(plugin("quarkus-maven-plugin")) }, "quarkus"],
  [
    "Quarkus in one jar",
    {
      "api/pom.xml": pom(plugin("quarkus-maven-plugin")),
      "api/src/main/resources/application.properties": "quarkus.package.jar.type=uber-jar\n",
    },
    "quarkus-jar",
  ],
  [
    "an assembly",
    {
      "api/pom.xml": pom(
        plugin("maven-assembly-plugin").replace(
          "</plugin>",
          "<descriptorRef>jar-with-dependencies</descriptorRef></plugin>",
        ),
      ),
    },
    "assembly",
  ],
  ["Spring Boot in a comment", { "api/pom.xml": pom(`<!-- ${boot} -->${plugin("maven-shade-plugin")}`) }, "shade"],
  [
    "a plugin of a profile",
    { "api/pom.xml": pom(`<profiles>${boot}</profiles>${plugin("micronaut-maven-plugin")}`) },
    "micronaut",
  ],
  ["application", gradle("plugins {\n  application\n}\n"), "application"],
  [
    "a plugin of the catalogue",
    gradle("plugins {\n  alias(libs.plugins.quarkus)\n}\n", {
      "api/gradle/libs.versions.toml": '[plugins]\nquarkus = { id = "io.quarkus", version = "3" }\n',
    }),
    "quarkus",
  ],
  [
    "a plugin that is not applied",
    gradle(
      'plugins {\n  id("org.springframework.boot") version "3" apply false\n  id("com.gradleup.shadow") version "8"\n}\n',
    ),
    "shadow",
  ],
  ["a convention plugin", gradle("plugins {\n  java\n}\n", { "api/buildSrc/build.gradle.kts": "" }), "unknown"],
];
for (const [name, files, kind] of kinds) {
  test(`Java: the kind of ${name}`, async () => {
    const { facts } = await buildOf("runtime: java@21, port: 8080", files);
    assert.is(facts?.language === "java" && facts.kind, kind);
  });
}

const layeredPom = (version: string, more = ""): string =>
  pom(
    `<parent><artifactId>spring-boot-starter-parent</artifactId><version>${version}</version></parent>${more}${boot}`,
  );
const applicationGradle = "plugins {\n  application\n}\n";

/** The packaging instructions of the generated Dockerfile, and the commands of the service. */
const packagings: readonly (readonly [string, Files, readonly string[], string, string])[] = [
  [
    "Spring Boot of Maven",
    { "api/pom.xml": layeredPom("3.2.1") },
    ["mvn .* package", "install -D target/\\*.jar /out/app.jar", "COPY --from=build /out/app.jar ./"],
    "java -jar app.jar",
    "spring-boot:run",
  ],
  [
    "Spring Boot with layers",
    { "api/pom.xml": layeredPom("3.4.0") },
    [
      "install -D target/\\*.jar /tmp/app.jar",
      "java -Djarmode=tools -jar /tmp/app.jar extract --layers --destination /out",
      "COPY --from=build /out/dependencies/ ./",
      "COPY --from=build /out/application/ ./",
    ],
    "java -jar app.jar",
    "spring-boot:run",
  ],
  [
    "Spring Boot with layers of another kind",
    { "api/pom.xml": layeredPom("3.4.0", "<layers><enabled>false</enabled></layers>") },
    ["install -D target/\\*.jar /out/app.jar"],
    "java -jar app.jar",
    "spring-boot:run",
  ],
  [
    "a shaded jar",
    { "api/pom.xml": pom(plugin("maven-shade-plugin")) },
    ["rm -f target/original-\\*.jar", "install -D target/\\*.jar /out/app.jar"],
    "java -jar app.jar",
    "",
  ],
  [
    "Quarkus of Maven",
    { "api/pom.xml": pom(plugin("quarkus-maven-plugin")) },
    ["COPY --from=build /source/target/quarkus-app/ ./", "quarkus:go-offline"],
    "java -jar quarkus-run.jar",
    "quarkus:dev",
  ],
  [
    "Quarkus of Gradle",
    gradle('plugins {\n  id("io.quarkus") version "3.15.1"\n}\n'),
    ["./gradlew --no-daemon quarkusBuild", "COPY --from=build /source/build/quarkus-app/ ./", "quarkusGoOffline"],
    "java -jar quarkus-run.jar",
    "quarkusDev",
  ],
  [
    "Spring Boot of Gradle",
    gradle(bootGradle),
    [
      "./gradlew --no-daemon bootJar",
      "install -D build/libs/\\*.jar /tmp/app.jar",
      "COPY --from=build /out/dependencies/ ./",
    ],
    "java -jar app.jar",
    "bootRun",
  ],
  [
    "the application plugin",
    gradle(applicationGradle),
    ["./gradlew --no-daemon installDist", "COPY --from=build /source/build/install/shop/ ./"],
    "/app/bin/shop",
    "run",
  ],
  [
    "the application plugin with another name",
    gradle(`${applicationGradle}application { applicationName = "till" }\n`),
    ["COPY --from=build /source/build/install/till/ ./"],
    "/app/bin/till",
    "run",
  ],
  [
    "shadow",
    gradle('plugins {\n  application\n  id("com.gradleup.shadow") version "8.3.0"\n}\n'),
    ["./gradlew --no-daemon shadowJar", "install -D build/libs/\\*-all.jar /out/app.jar"],
    "java -jar app.jar",
    "run",
  ],
];
for (const [name, files, lines, start, develop] of packagings) {
  test(`Java: the image of ${name}`, async () => {
    const result = await compileService("runtime: java@21, port: 8080", files);
    const [dockerfile] = result.files.filter(({ path }) => path === "Dockerfile");
    assert.ok(dockerfile, result.diagnostics.map(({ message }) => message).join("\n"));
    for (const line of lines) assert.match(dockerfile.text, new RegExp(line));
    const build = await buildOf("runtime: java@21, port: 8080", files);
    assert.is(build.start.join(" "), start);
    assert.is(build.develop?.at(-1) ?? "", develop);
  });
}

/** The variable that sets the port, by the plugins of the build. */
const ports: readonly (readonly [string, Files, string])[] = [
  ["Spring Boot", gradle(bootGradle), "SERVER_PORT"],
  ["Quarkus", gradle('plugins {\n  id("io.quarkus") version "3.15.1"\n}\n'), "QUARKUS_HTTP_PORT"],
  ["Micronaut", gradle('plugins {\n  id("io.micronaut.application") version "4.4.4"\n}\n'), "MICRONAUT_SERVER_PORT"],
  [
    "Micronaut with shadow",
    gradle('plugins {\n  id("com.gradleup.shadow") version "8"\n  id("io.micronaut.application") version "4"\n}\n'),
    "MICRONAUT_SERVER_PORT",
  ],
  ["Micronaut of Maven", { "api/pom.xml": pom(plugin("micronaut-maven-plugin")) }, "MICRONAUT_SERVER_PORT"],
  ["the application plugin", gradle(applicationGradle), "PORT"],
];
for (const [name, files, variable] of ports) {
  test(`Java: the port of ${name}`, async () => {
    const { files: written } = await compileService("runtime: java@21, port: 9100", files);
    const [dockerfile] = written.filter(({ path }) => path === "Dockerfile");
    assert.match(dockerfile?.text ?? "", new RegExp(`^ENV ${variable}=9100$`, "m"));
  });
}

const testProject = web('<PackageReference Include="Microsoft.NET.Test.Sdk" Version="17.0.0" />', "");
const tested: readonly (readonly [string, string, Files, string])[] = [
  [
    "the only test project is the default",
    "",
    { "api/Tests/Tests.csproj": testProject },
    "dotnet test Tests/Tests.csproj --no-restore",
  ],
  [
    "one that the specification names",
    ", test: dotnet test Unit/Unit.csproj",
    { "api/Tests/Tests.csproj": testProject, "api/Unit/Unit.csproj": testProject },
    "dotnet test Unit/Unit.csproj",
  ],
  [
    "one of several paths of tests",
    ", source: { folder: api, paths: [Api], tests: [Tests, Load] }",
    { "api/Tests/Tests.csproj": testProject, "api/Load/Load.csproj": web() },
    "dotnet test Tests/Tests.csproj --no-restore",
  ],
  [
    "one outside of the listed paths is not",
    ", source: { folder: api, paths: [Api] }",
    { "api/Tests/Tests.csproj": testProject },
    "dotnet test Api/Api.csproj --no-restore",
  ],
];
for (const [name, more, files, command] of tested) {
  test(`.NET: ${name}, and restored before the stage of tests runs`, async () => {
    const spec = `runtime: dotnet@8.0, port: 8080, project: Api/Api.csproj${more}`;
    const all = { "api/Api/Api.csproj": web("", "<TargetFramework>net8.0</TargetFramework>"), ...files };
    const build = await buildOf(spec, all);
    assert.is(build.test?.join(" "), command);
    const { files: written } = await compileService(spec, all);
    const [dockerfile] = written.filter(({ path }) => path === "Dockerfile");
    const project = build.test?.[2] ?? "";
    assert.match(dockerfile?.text ?? "", new RegExp(`^RUN dotnet restore ${project}$`, "m"));
  });
}

test(".NET: the only program is the default, with its assembly", async () => {
  const build = await buildOf("runtime: dotnet@8.0, source: { folder: . }, port: 8080", {
    "src/Api/Api.csproj": web("", "<TargetFramework>net8.0</TargetFramework><AssemblyName>Shop.Api</AssemblyName>"),
    "src/Core/Core.csproj": '<Project Sdk="Microsoft.NET.Sdk" />',
    "global.json": "{}",
  });
  assert.is(build.project, "src/Api/Api.csproj");
  assert.equal(build.start, ["dotnet", "Shop.Api.dll"]);
  assert.ok(build.facts?.language === "dotnet");
  assert.equal(build.facts.restoreFiles, ["global.json", "src/Api/Api.csproj", "src/Core/Core.csproj"]);
  assert.is(build.facts.kind, "web");
  assert.is(build.facts.hasLock, false);
});

test.run();
