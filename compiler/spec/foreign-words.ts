/** Advice for keys of Compose, Kubernetes or Azure, by key. */
const anywhere: Readonly<Record<string, string>> = {
  annotations: "Add annotations with 'overrides'; the others are generated.",
  args: "Write the whole command in 'start'.",
  autoscaling: "Write 'scale: { min: 2, max: 10, cpu: 70% }'.",
  cap_add: "Write 'exceptions: [{ allow: capability, value: NET_ADMIN, reason: ... }]'.",
  cap_drop: "Remove it; all capabilities are dropped by default.",
  capabilities: "Write 'exceptions: [{ allow: capability, value: NET_ADMIN, reason: ... }]'.",
  cmd: "Write 'start'.",
  command: "Write 'start'.",
  configs: "Write 'files'.",
  container_name: "Remove it; containers are named after their service.",
  containerPort: "Write 'port'.",
  context: "Write 'source' in the service for its source folder.",
  cpus: "Write 'resources: { cpu: 1 }'.",
  cron: "Write 'jobs:' with a 'schedule'.",
  cronjob: "Write 'jobs:' with a 'schedule'.",
  depends_on: "Write 'dependsOn'.",
  deploy: "Write 'scale', 'resources' and 'update'.",
  entrypoint: "Write 'start' for the whole command.",
  env_file: "Write 'env', and declare settings that the operator supplies under 'config:'.",
  environment: "Write 'env'.",
  extends: "Move shared keys to 'defaults:'.",
  healthcheck: "Write 'health: /path', or 'health: { command: ... }'.",
  hostname: "Remove it; the host name of a service is its name.",
  imagePullPolicy: "Remove it; 'varai-gen lock' pins images by digest.",
  ingress: "Write 'routes: host.name'.",
  initContainers: "Write 'jobs:' with 'before: [the service]'.",
  labels: "Add labels with 'overrides'; the others are generated.",
  limits: "Write 'resources: { cpu: 500m, memory: 512Mi }', or 'cpu: 250m..500m' for request and limit.",
  links: "Write 'dependsOn'.",
  livenessProbe: "Write 'health: { live: /path }'.",
  maxReplicas: "Write 'scale: { max: ... }'.",
  mem_limit: "Write 'resources: { memory: 512Mi }'.",
  minReplicas: "Write 'scale: { min: ... }'.",
  network_mode: "Remove it; networks are derived from 'dependsOn' and 'talksTo'.",
  probes: "Write 'health: /path', or 'health: { ready: /path, live: /path }'.",
  privileged: "Write 'exceptions: [{ allow: privileged, reason: ... }]'.",
  read_only: "Remove it; file systems are read-only. Write 'temporary' for writable directories.",
  readinessProbe: "Write 'health: { ready: /path }'.",
  replica: "Write 'scale: 3'.",
  replicas: "Write 'scale: 3', or 'scale: { min: 2, max: 10 }'.",
  requests: "Write 'resources: { cpu: 250m..500m }' for request and limit.",
  restart_policy: "Write 'restart'.",
  secret: "Refer to a secret in 'env' or 'files': '${secrets.name}'.",
  secrets: "Refer to secrets in 'env' or 'files': '${secrets.name}'.",
  security_opt: "Remove it; containers are hardened by default. Write 'exceptions' for exceptions.",
  securityContext: "Remove it; containers are hardened by default. Write 'user' or 'exceptions' to change that.",
  serviceAccountName: "Write 'access' for the permissions of the service.",
  startupProbe: "Write 'health: { start: /path }'.",
  stop_grace_period: "Write 'stop: 30s'.",
  stop_signal: "Write 'stop: { signal: SIGINT }'.",
  target: "Remove it; the tier of the environment determines the stage.",
  terminationGracePeriodSeconds: "Write 'stop: 30s'.",
  tmpfs: "Write 'temporary: [/path]'.",
  volumes: "Write 'storage' for persistent data, 'files' for files, or 'temporary' for temporary directories.",
  workdir: "Remove it; images built from source have the working directory /app.",
  working_dir: "Remove it; images built from source have the working directory /app.",
  volumeMounts: "Write 'storage' for persistent data, 'files' for files, or 'temporary' for temporary directories.",
};

/** Advice for keys of other tools at the top level of the file. */
const atTheTop: Readonly<Record<string, string>> = {
  configs: "Write 'files' in the services that need them.",
  cronjobs: "Write 'jobs:'.",
  env: "Write 'defaults: { env: ... }'.",
  environment: "Write 'defaults: { env: ... }' for variables, or 'environments:' for environments such as dev.",
  name: "Write 'platform: { name: ... }'.",
  version: "Remove it; a specification has no version.",
  volumes: "Write 'storage' in the services with persistent data.",
};

/** Keys that this language has too, but in another form than Compose's list. By key. */
const asLists: Readonly<Record<string, string>> = {
  env: "Write a map: 'env: { NAME: value }'.",
  ports: "Write 'port: 3000' for the port that the service listens on, and 'publish: 8080' to open a port of the host.",
  storage: "Write a map of volumes: 'storage: { data: /path }'.",
};

/** Old names of keys, with the names that they have now. */
const renamed: Readonly<Record<string, string>> = {
  callers: "callerNamespaces",
  config: "accessors",
  expose: "routes",
  hostData: "dataFolder",
  reserve: "request",
  scan: "rescan",
  settings: "parameters",
};

/** Values that other tools have for what this language calls otherwise. */
const values: Readonly<Record<string, string>> = {
  any: "always",
  no: "never",
  none: "never",
  onfailure: "on-failure",
  rollingupdate: "rolling",
  "unless-stopped": "always",
  warn: "warning",
};

/** The word of this language for a value of another tool, if it is one that can stand here. */
export function ownWordFor(value: string, known: readonly string[]): string | undefined {
  const word = values[value.toLowerCase()];
  return word !== undefined && known.includes(word) ? word : undefined;
}

/** The name of today for an old name of a key, where `known` has it. */
export function renamedKey(word: string, known: readonly string[]): string | undefined {
  const name = Object.hasOwn(renamed, word) ? renamed[word] : undefined;
  return name !== undefined && known.includes(name) ? name : undefined;
}

/** Advice for an unknown property that is a word of another tool. */
export function adviceForWord(word: string, isAtTheTop: boolean): string | undefined {
  const own = isAtTheTop && Object.hasOwn(atTheTop, word) ? atTheTop[word] : undefined;
  return own ?? (Object.hasOwn(anywhere, word) ? anywhere[word] : undefined);
}

/** Advice for a list that stands where this language has a map under the same key. */
export function adviceForList(key: string): string | undefined {
  return Object.hasOwn(asLists, key) ? asLists[key] : undefined;
}
