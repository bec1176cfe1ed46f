// Mistakes in what a specification means: one finding for each, where a person would underline it, with the text to write.
import { test } from "uvu";
import { assertMistake, type Mistake } from "../support/mistakes.ts";

/** A service with further keys. */
const service = (keys: string): string =>
  `services: { api: { image: 'acme/api:1.2', port: 3000, health: { http: /health }, ${keys} }, web: { image: 'acme/web:1.2', port: 3001, health: { http: /h } } }\n`;

const mistakes: readonly Mistake[] = [
  {
    name: "a path as the content of a file",
    text: service("files: { /app/config.yml: «./config.yml» }"),
    code: "model/file-is-path",
    says: "{ source: config.yml }",
  },
  {
    name: "the output of a service that builds none",
    text: `services: { app: { runtime: go@1.26, port: 8080, health: { http: /h }, build: { copyFrom: { dist: «cache» } } }, cache: { image: 'acme/c:1.2', port: 1, health: { http: /h } }, ui: { runtime: node@22, build: npm run build, static: dist, environments: [] } }\n`,
    code: "model/nothing-to-copy",
    says: "'services.cache' to { runtime: node@22",
    instead: "ui",
  },
  {
    name: "builds that copy each other's output",
    text: `services: { a: { runtime: go@1.26, port: 8080, health: { http: /h }, start: ./a, build: { output: out, copyFrom: { x: b } } }, b: { runtime: go@1.26, port: 8081, health: { http: /h }, start: ./b, build: { output: out, copyFrom: { x: «a» } } }, ui: { runtime: node@22, build: npm run build, static: dist, environments: [] } }\n`,
    code: "model/copy-cycle",
    says: "services.b.build.copyFrom.x",
    instead: "ui",
  },
  {
    name: "the administrator of MySQL as its user",
    text: `secrets: { p: P. }\nservices: { db: { engine: mysql@8.4, username: «root», password: "\${secrets.p}" } }\n`,
    code: "model/username-reserved",
    says: "'services.db.username' to app",
    instead: "app",
  },
  {
    name: "an image whose program has a file capability",
    text: "services: { web: { image: «'caddy:2.10'», port: 8080, health: { http: /h } } }\n",
    code: "model/capability-needed",
    says: "'services.web.exceptions' to [{ allow: capability, value: NET_BIND_SERVICE",
    instead: "'acme/web:1.2'",
  },
  {
    name: "an autoscaler without a maximum",
    text: service("scale: { «cpu»: 70% }"),
    code: "model/key-needs-key",
    says: "'services.api.scale.max'",
    instead: "max: 10, cpu",
  },
  {
    name: "two kinds of a health check",
    text: "services: { api: { image: 'a/b:1.2', port: 3000, health: { http: /h, «tcp»: true } } }\n",
    code: "model/two-origins",
    says: "Remove all but one",
  },
  {
    name: "two origins in defaults",
    text: "defaults: { runtime: node@20, «image»: 'a/b:1.2' }\n",
    code: "model/two-origins",
    says: "Remove all but one",
  },
  {
    name: "an external system with the name of a service",
    text: `external: { «api»: "https://api.example" }\n${service("restart: always")}`,
    code: "model/name-taken",
    says: "api-external",
  },
  {
    name: "a value of an environment that is not of the type of its setting",
    text: `config: { WORKERS: 8 }\nenvironments: { prod: { tier: production, config: { WORKERS: 16 } }, dev: { tier: development, config: { WORKERS: «auto» } } }\n${service('env: { W: "${config.WORKERS}" }')}`.replace(
      "WORKERS: 8",
      "WORKERS: { type: integer, value: 8 }",
    ),
    code: "model/setting-of-another-type",
    says: "config.WORKERS",
    instead: "2",
  },
  {
    name: "a limit of a string",
    text: `config: { NAME: { type: string, «min»: 1, value: shop } }\n${service('env: { NAME: "${config.NAME}" }')}`,
    code: "model/setting-key-without-effect",
    says: "'size' or 'list'",
  },
  {
    name: "an image in upper case",
    text: "services: { api: { image: «Redis:7.2», port: 3000, health: { http: /h } } }\n",
    code: "model/invalid-image",
    says: "in lower case",
    instead: "'redis:7.2'",
  },
  {
    name: "a minimum above the maximum of the same layer",
    text: `environments: { prod: { tier: production, services: { api: { scale: { min: 2, max: 4 } } } } }\n${service("scale: { min: 5, max: «2» }")}`,
    code: "model/scale-reversed",
    says: "'services.api.scale.max' to 5",
    instead: "5",
  },
  {
    name: "a minimum above the maximum of the base",
    text: `environments: { prod: { tier: production, services: { api: { scale: { min: «15» } } } } }\n${service("scale: { min: 2, max: 10 }")}`,
    code: "model/scale-reversed",
    says: "'environments.prod.services.api.scale.max' to 15",
    instead: "10",
  },
  {
    name: "a secret as a description",
    text: "secrets: { payments-key: «sk_live_4eC39HqLyjWDarjtT1zdp7dc» }\n",
    code: "model/secret-in-clear",
    says: "Describe the secret in words",
    instead: "Key of the payment provider.",
  },
  {
    name: "a short password as a description",
    text: "secrets: { payments-key: «hunter2» }\n",
    code: "model/secret-in-clear",
    says: "Describe the secret in words",
    instead: "Key of the payment provider.",
  },
  {
    name: "a long password as a description",
    text: "secrets: { payments-key: { description: «correcthorsebatterystaple» } }\n",
    code: "model/secret-in-clear",
    says: "Describe the secret in words",
    instead: "Key of the payment provider.",
  },
  {
    name: "an external system with the name of a job",
    text: 'external: { «clean»: "https://a.example" }\njobs: { clean: { image: "a/b:1.2", start: clean } }\n',
    code: "model/name-taken",
    says: "clean-external",
  },
  {
    name: "several replicas of an engine that has no cluster",
    text: 'services: { db: { engine: mongodb@6.0, password: "${secrets.p}", scale: «3» } }\nsecrets: { p: The password. }\n',
    code: "model/engine-scaled",
    says: "'services.db.scale' to 1",
    instead: "1",
  },
  {
    name: "the current folder as a build command",
    text: "services: { api: { runtime: node@22, start: node a.js, build: «.», port: 3000, health: { http: /h } } }\n",
    code: "dockerfile/not-found",
    says: "remove 'services.api.build' to generate one",
    instead: "npm run build",
  },
  {
    name: "software that is called almost like an engine",
    text: 'services: { db: { engine: «mssql», password: "${secrets.p}" } }\nsecrets: { p: The password. }\n',
    code: "model/unknown-engine",
    says: "Use one of",
  },
  {
    name: "a reference without its brace",
    text: service('env: { A: "«${services.web.url»" }'),
    code: "model/unclosed-reference",
    says: "Write '${services.web.url}'",
    instead: "${services.web.url}",
  },
  {
    name: "an expression of Helm",
    text: service('env: { A: "«{{ .Values.region }}»" }'),
    code: "model/foreign-expression",
    says: "'${config.NAME}'",
  },
  {
    name: "a variable of the shell",
    text: service("env: { A: «$REGION» }"),
    code: "model/foreign-expression",
    says: "'${config.NAME}'",
  },
  {
    name: "an expression of GitHub Actions",
    text: service('env: { A: "«${{ secrets.KEY }}»" }'),
    code: "model/foreign-expression",
    says: "'${secrets.name}'",
  },
  {
    name: "an undeclared secret",
    text: service('env: { A: "«${secrets.partner-key}»" }'),
    code: "model/unknown-reference",
    says: "add 'partner-key: A description.' to 'secrets'",
  },
  {
    name: "an undeclared setting",
    text: service('env: { A: "«${config.REGION}»" }'),
    code: "model/unknown-reference",
    says: "to 'config'",
  },
  {
    name: "a misspelled service in a reference",
    text: service('env: { A: "«${services.wbe.url}»" }'),
    code: "model/unknown-reference",
    says: "${services.web.url}",
  },
  {
    name: "a misspelled dependency",
    text: service("dependsOn: [«wbe»]"),
    code: "model/unknown-service",
    says: "Did you mean 'web'?",
  },
  {
    name: "the start of an engine's name",
    text: 'services: { db: { engine: «mongo»@6.0, password: "${secrets.p}" } }\nsecrets: { p: The password. }\n',
    code: "model/unknown-engine",
    says: "Did you mean 'mongodb'?",
    instead: "mongodb",
  },
  {
    name: "a setting without a value",
    text: "config: { REGION: «{ description: Where it runs. }» }\n",
    code: "model/setting-without-value",
    says: "'config.REGION.value'",
  },
  {
    name: "a service that an environment removes",
    text: `environments: { prod: { tier: production, services: { «web»: null } }, dev: { tier: development } }\n${service('dependsOn: [web], env: { A: "${services.web.url}" }, talksTo: [web]')}`,
    code: "model/removed-in-use",
    says: "'environments.prod.services.api.dependsOn.web' to null",
  },
  {
    name: "a service that another environment lacks",
    text: 'environments: { prod: { tier: production }, dev: { tier: development }, qa: { tier: staging } }\nservices: { api: { image: "a/b:1.2", port: 3000, health: { http: /h }, env: { A: "«${services.web.url}»" }, dependsOn: [web] }, web: { image: "a/b:1.2", port: 3001, health: { http: /h }, environments: [prod] } }\n',
    code: "model/not-in-environment",
    says: "Add 'dev' and 'qa' to 'services.web.environments'",
  },
];

for (const mistake of mistakes) test(`${mistake.name} is one finding`, () => assertMistake(mistake));

test.run();
