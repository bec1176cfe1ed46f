// Mistakes in keys, types and values: one finding for each, where a person would underline it, with the text to write.
import { test } from "uvu";
import { assertMistake, type Mistake } from "../support/mistakes.ts";

/** A service with further keys. */
const service = (keys: string): string =>
  `services: { api: { image: 'acme/api:1.2', port: 3000, health: { http: /health }, ${keys} }, web: { image: 'acme/web:1.2', port: 3001, health: { http: /h } } }\n`;

const mistakes: readonly Mistake[] = [
  {
    name: "a misspelled key",
    text: service("«dependson»: [web]"),
    code: "schema/unknown-property",
    says: "Did you mean 'dependsOn'?",
  },
  {
    name: "a misspelled required key",
    text: "platform: { name: shop, «descripton»: Sells things. }\n",
    code: "schema/unknown-property",
    says: "Did you mean 'description'?",
  },
  {
    name: "another required key",
    text: service("ports: { admin: { «container»: 9000 } }"),
    code: "schema/unknown-property",
    says: "Write 'number'",
    instead: "number",
  },
  {
    name: "several foreign keys",
    text: service("logging: { «driver»: json-file, options: {} }"),
    code: "schema/unknown-property",
    says: "Valid keys are",
  },
  {
    name: "a key of resources on a service",
    text: service("«pids»: 100"),
    code: "schema/unknown-property",
    says: "'services.api.resources.pids'",
  },
  {
    name: "a key of scale on a service",
    text: service("«min»: 2"),
    code: "schema/unknown-property",
    says: "'services.api.scale.min'",
  },
  {
    name: "a key of a service in an environment",
    text: "environments: { prod: { tier: production, «env»: { A: b } } }\n",
    code: "schema/unknown-property",
    says: "'environments.prod.defaults.env' or 'environments.prod.services.<name>.env'",
  },
  {
    name: "a key of the platform at the top",
    text: "«registry»: ghcr.io/shop\n",
    code: "schema/unknown-property",
    says: "Move it to 'platform.registry'",
  },
  {
    name: "a region in an environment",
    text: "environments: { prod: { tier: production, «region»: westeurope } }\n",
    code: "schema/unknown-property",
    says: "'environments.prod.targets.bicep.region'",
  },
  {
    name: "a key of Compose",
    text: service("«depends_on»: [web]"),
    code: "schema/foreign-word",
    says: "Write 'dependsOn'",
    instead: "dependsOn",
  },
  {
    name: "a missing tier",
    text: "environments: { «prod»: {} }\n",
    code: "schema/missing-property",
    says: "Add 'tier: development' to 'environments.prod'",
  },
  { name: "a time without a unit", text: service("stop: «30»"), code: "schema/wrong-type", says: "Write '30s'" },
  {
    name: "memory without a unit",
    text: service("resources: { memory: «512» }"),
    code: "schema/wrong-type",
    says: "Write '512Mi'",
  },
  {
    name: "a percentage without its sign",
    text: service("scale: { max: 4, cpu: «70» }"),
    code: "schema/wrong-type",
    says: "Write '70%'",
  },
  {
    name: "a port in quotes",
    text: "services: { api: { image: 'a/b:1.2', port: «\"3000\"», health: { http: /h } } }\n",
    code: "schema/wrong-type",
    says: "Write '3000', without quotes",
  },
  {
    name: "a name instead of a list",
    text: service("dependsOn: «web»"),
    code: "schema/wrong-type",
    says: "Write '[web]'",
  },
  { name: "yes for a boolean", text: "targets: { helm: «yes» }\n", code: "schema/wrong-type", says: "Write 'true'" },
  {
    name: "no for a word",
    text: service("restart: «no»"),
    code: "schema/unknown-value",
    says: "Did you mean 'never'?",
  },
  {
    name: "false where only true has a meaning",
    text: "services: { api: { image: 'a/b:1.2', port: 3000, health: { tcp: «false» } } }\n",
    code: "schema/unknown-value",
    says: "Did you mean 'true'?",
  },
  {
    name: "an empty port",
    text: "services: { api: { image: 'a/b:1.2', «port»: , routes: api.shop.example, publish: 80, health: { http: /h } }, web: { image: 'a/b:1.2', port: 3001, health: { http: /h }, env: { A: '${services.api.url}' } } }\n",
    code: "schema/removes-nothing",
    says: "Write a value after 'port:'",
  },
  {
    name: "an empty service",
    text: "services:\n  «api»:\n  web: { image: 'a/b:1.2', port: 3000, health: { http: /h }, dependsOn: [api] }\n",
    code: "schema/wrong-type",
    says: "Write a value after 'api:'",
  },
  {
    name: "a number with a leading zero",
    text: "services: { api: { image: 'a/b:1.2', port: «03004», health: { http: /h } } }\n",
    code: "yaml/ambiguous",
    says: "Write 3004.",
  },
  { name: "a user with a leading zero", text: service("user: «0100»"), code: "yaml/ambiguous", says: "Write 100." },
  {
    name: "a string with a leading zero",
    text: service("env: { CODE: «0123» }"),
    code: "yaml/ambiguous",
    says: 'Write "0123".',
  },
  {
    name: "CPU without a unit",
    text: service("resources: { cpu: «500» }"),
    code: "schema/out-of-range",
    says: "Write '500m'",
    instead: "500m",
  },
  {
    name: "memory in units of CPU",
    text: service("resources: { memory: { request: «250m», limit: 512Mi } }"),
    code: "schema/invalid-value",
    says: "512Mi",
    instead: "256Mi",
  },
  {
    name: "CPU in units of memory",
    text: service("resources: { cpu: { limit: «512Mi» } }"),
    code: "schema/invalid-value",
    says: "500m",
    instead: "500m",
  },
  {
    name: "no port",
    text: "services: { api: { image: 'a/b:1.2', port: «0», health: { http: /h } } }\n",
    code: "schema/out-of-range",
    says: "Write a number from 1 to 65535.",
    instead: "8080",
  },
  {
    name: "no replicas",
    text: service("scale: «0»"),
    code: "schema/out-of-range",
    says: "set it to null",
    instead: "1",
  },
  {
    name: "an empty list",
    text: "edge: { engine: traefik, environments: «[]» }\n",
    code: "schema/out-of-range",
    says: "Add an entry, or remove the key.",
  },
];

for (const mistake of mistakes) test(`${mistake.name} is one finding`, () => assertMistake(mistake));

test.run();
