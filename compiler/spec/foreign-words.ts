/** What to write instead of words that Compose, Kubernetes or Azure have taught people. By word; the advice is a sentence. */
const anywhere: Readonly<Record<string, string>> = {
  annotations: "Annotations are computed; an 'overrides' entry adds one.",
  args: "Write the whole command in 'start'.",
  autoscaling: "Write 'scale: { min: 2, max: 10, cpu: 70% }'.",
  cap_add: "Write 'exceptions: [{ allow: capability, value: NET_ADMIN, reason: ... }]'.",
  cap_drop: "All capabilities are dropped already.",
  capabilities: "Write 'exceptions: [{ allow: capability, value: NET_ADMIN, reason: ... }]'.",
  command: "Write 'start' for the command that a service or a job runs.",
  configs: "Write 'files' for files that are mounted.",
  container_name: "Containers are named after their service.",
  containerPort: "Write 'port'.",
  context: "Write 'source' in the service for the folder of its source.",
  cpus: "Write 'resources: { cpu: 1 }'.",
  cronjob: "Write 'jobs:' with a 'schedule'.",
  depends_on: "Write 'dependsOn'.",
  deploy: "Write 'scale', 'resources' and 'update'.",
  entrypoint: "Write 'start' for the whole command.",
  env_file: "Write 'env', and 'config:' for what is set outside of the repository.",
  environment: "Write 'env'.",
  extends: "Put what services share under 'defaults:'.",
  healthcheck: "Write 'health: /path', or 'health: { command: ... }'.",
  hostname: "A service is reached by its own name.",
  imagePullPolicy: "Images are pulled by digest where a lock file has one.",
  ingress: "Write 'expose: host.name'.",
  initContainers: "Write 'jobs:' with 'before: [the service]'.",
  labels: "Labels are computed; an 'overrides' entry adds one.",
  limits: "Write 'resources: { cpu: 500m, memory: 512Mi }', or 'cpu: 250m..500m' for reserve and limit.",
  livenessProbe: "Write 'health: { live: /path }'.",
  maxReplicas: "Write 'scale: { max: ... }'.",
  mem_limit: "Write 'resources: { memory: 512Mi }'.",
  minReplicas: "Write 'scale: { min: ... }'.",
  network_mode: "Networks are computed from who talks to whom; see 'dependsOn' and 'talksTo'.",
  privileged: "Write 'exceptions: [{ allow: privileged, reason: ... }]'.",
  read_only: "File systems are read-only already; 'temporary' names directories that are writable.",
  readinessProbe: "Write 'health: { ready: /path }'.",
  replica: "Write 'scale: 3'.",
  replicas: "Write 'scale: 3', or 'scale: { min: 2, max: 10 }'.",
  requests: "Write 'resources: { cpu: 250m..500m }': reserve and limit.",
  restart_policy: "Write 'restart'.",
  secret: "Refer to a secret in 'env' or 'files': '${secrets.name}'.",
  secrets: "Refer to secrets in 'env' or 'files': '${secrets.name}'.",
  security_opt: "Containers are hardened already; 'exceptions' loosens that.",
  securityContext: "Containers are hardened already; 'user' and 'exceptions' change that.",
  serviceAccountName: "Write 'access' for what the service may do.",
  startupProbe: "Write 'health: { start: /path }'.",
  stop_grace_period: "Write 'stop: 30s'.",
  stop_signal: "Write 'stop: { signal: SIGINT }'.",
  target: "Stages are chosen by the tier of the environment.",
  terminationGracePeriodSeconds: "Write 'stop: 30s'.",
  tmpfs: "Write 'temporary: [/path]'.",
  volumes: "Write 'storage' for data, 'files' for files, 'temporary' for scratch space.",
  volumeMounts: "Write 'storage' for data, 'files' for files, 'temporary' for scratch space.",
};

/** Words that mean something else on the outermost level of the file. */
const atTheTop: Readonly<Record<string, string>> = {
  configs: "Write 'files' in the services that need them.",
  cronjobs: "Write 'jobs:'.",
  env: "Write 'defaults: { env: ... }'.",
  environment: "Write 'defaults: { env: ... }' for variables, 'environments:' for dev, staging and so on.",
  name: "Write 'platform: { name: ... }'.",
  version: "A specification has no version of its own.",
  volumes: "Write 'storage' in the services that have data.",
};

/** Keys that this language has too, but in another form than Compose's list. By key. */
const asLists: Readonly<Record<string, string>> = {
  env: "Write a map: 'env: { NAME: value }'.",
  ports: "Write 'port: 3000' for the port it listens on and 'publish: 8080' to open one on the host.",
  storage: "Write a map of volumes: 'storage: { data: /path }'.",
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

/** Advice for an unknown property that is a word of another tool. */
export function adviceForWord(word: string, isAtTheTop: boolean): string | undefined {
  const own = isAtTheTop && Object.hasOwn(atTheTop, word) ? atTheTop[word] : undefined;
  return own ?? (Object.hasOwn(anywhere, word) ? anywhere[word] : undefined);
}

/** Advice for a list that stands where this language has a map under the same key. */
export function adviceForList(key: string): string | undefined {
  return Object.hasOwn(asLists, key) ? asLists[key] : undefined;
}
