/** An environment of the golden `accessors`, and what an accessor makes of it in every language. */
export interface Case {
  readonly name: string;
  /** What differs from a valid environment; `undefined` is not set. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The problems, in order; empty: the environment is valid. */
  readonly problems?: readonly string[];
  /** The values that differ from those of the valid environment. */
  readonly values?: Readonly<Record<string, string>>;
}

/** A secret that no message and no printed configuration contains. */
export const confidential = "hunter2-is-secret";

/** A valid environment. */
export const valid: Readonly<Record<string, string>> = {
  DATABASE_HOST: "database",
  DATABASE_URL: `postgres://shop:${confidential}@database/shop`,
  LOG_LEVEL: "info",
  MODE: "fast",
  ORIGINS: "https://a.example, https://b.example",
  PARTNER: "https://partner.example/api",
  RATIO: "0.25",
  REGION: "eu-west_1",
  SESSION: "30m",
  SIGNING_KEY: confidential,
  STRICT: "true",
  UPLOAD_LIMIT: "50Mi",
  WORKERS: "8",
  class: "reserved",
};

/** The values of the valid environment: durations in milliseconds, sizes in bytes. */
export const values: Readonly<Record<string, string>> = {
  ...valid,
  ORIGINS: "https://a.example,https://b.example",
  SESSION: "1800000",
  UPLOAD_LIMIT: "52428800",
};

const notSet = (name: string): string => `${name}: is not set`;
const duration = "SESSION: must be a duration such as 500ms, 30s or 5m, from 1m to 1d";
const size = "UPLOAD_LIMIT: must be a size such as 10Mi or 300MB, at most 1Gi";
const workers = "WORKERS: must be an integer from 1 to 64";
const ratio = "RATIO: must be a number from 0 to 1";
const origins = "ORIGINS: must be a list of 1 to 5 items, with commas between the items";
const strict = "STRICT: must be true or false";
const region = "REGION: must be a string that matches [a-z]{2}-[A-Za-z0-9_]+";

function wrong(name: string, problem: string, ...bad: readonly string[]): readonly Case[] {
  return bad.map((value) => ({ name: `${name}=${value}`, env: { [name]: value }, problems: [problem] }));
}

function right(name: string, ...good: readonly (readonly [string, string])[]): readonly Case[] {
  return good.map(([value, read]) => ({ name: `${name}=${value}`, env: { [name]: value }, values: { [name]: read } }));
}

/** The table of cases. `FILE:` stands for a file with the text that follows. */
export const cases: readonly Case[] = [
  { name: "a valid environment", env: {} },
  {
    name: "an empty environment: everything that is missing at once",
    env: Object.fromEntries(Object.keys(valid).map((name) => [name, undefined])),
    problems: Object.keys(valid)
      .filter((name) => name !== "PARTNER")
      .map(notSet),
  },
  {
    name: "several mistakes at once",
    env: { WORKERS: "many", STRICT: "yes", SIGNING_KEY: "" },
    problems: [notSet("SIGNING_KEY"), strict, workers],
  },
  ...wrong("WORKERS", workers, "0", "65", "1.5", "0x10", "08", "1e1", " 8", "8 ", "+8", "９", "99999999999999999999"),
  ...right("WORKERS", ["1", "1"], ["64", "64"]),
  ...wrong("RATIO", ratio, "1.1", "-0.1", ".5", "NaN", "Infinity", "0,5"),
  ...wrong("STRICT", strict, "True", "1", "yes", "on"),
  ...right("STRICT", ["false", "false"]),
  ...wrong("SESSION", duration, "30", "1.5h", "59s", "25h", "1M", "30 m", "999999d"),
  ...right("SESSION", ["60s", "60000"], ["1d", "86400000"], ["90000ms", "90000"]),
  ...wrong("UPLOAD_LIMIT", size, "50", "50M", "2Gi", "50mi", "999999TB", "-1Mi"),
  ...right("UPLOAD_LIMIT", ["1Gi", "1073741824"], ["300MB", "300000000"], ["0Ki", "0"]),
  ...wrong("MODE", "MODE: must be one of fast, exact", "FAST", "fast ", "slow"),
  ...wrong("REGION", region, "eu", "EU-west", "eu-west\n", "eu-wést", "eu-west 1"),
  ...wrong("PARTNER", "PARTNER: must be a URL", "partner.example", "https://", "https:// x"),
  ...wrong("ORIGINS", origins, "a,,b", ",", "a,b,c,d,e,f", "a,"),
  ...right("ORIGINS", ["a", "a"], [" a , b ", "a,b"]),
  ...wrong("LOG_LEVEL", "LOG_LEVEL: must be debug, info, warn or error", "verbose", "Info "),
  { name: "a variable that is not set in every environment", env: { PARTNER: undefined }, values: { PARTNER: "" } },
  {
    name: "a secret in a file",
    env: { SIGNING_KEY: undefined, SIGNING_KEY_FILE: "FILE:from a file\n" },
    values: { SIGNING_KEY: "from a file" },
  },
  {
    name: "only one line break is removed",
    env: { SIGNING_KEY: undefined, SIGNING_KEY_FILE: "FILE: a ü \r\n" },
    values: { SIGNING_KEY: " a ü " },
  },
  {
    name: "a setting in a file",
    env: { WORKERS: undefined, WORKERS_FILE: "FILE:9\n" },
    values: { WORKERS: "9" },
  },
  {
    name: "a variable and its file",
    env: { SIGNING_KEY_FILE: "FILE:x" },
    problems: ["SIGNING_KEY: SIGNING_KEY and SIGNING_KEY_FILE are both set"],
  },
  {
    name: "an empty file",
    env: { SIGNING_KEY: undefined, SIGNING_KEY_FILE: "FILE:\n" },
    problems: [notSet("SIGNING_KEY")],
  },
  {
    name: "a file that does not exist",
    env: { SIGNING_KEY: undefined, SIGNING_KEY_FILE: "/does/not/exist" },
    problems: ["SIGNING_KEY: the file that SIGNING_KEY_FILE names cannot be read"],
  },
];
