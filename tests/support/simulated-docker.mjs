// Stands for docker with one Compose project, whose state is a file: a server on a port of the loopback, which it prints. A
// request has lines: VERSION, the number of arguments, the arguments. The answer has the exit code and the output.
// STATE names the file: { envFile, calls, services: { name: { image, replicas } }, containers: [...], broken: [images],
// early: [images] }.
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";

const { STATE = "" } = process.env;

const server = createServer((socket) => {
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
    const [given, count, ...args] = text.split("\n");
    if (args.length <= Number(count)) return;
    const { code, lines } = answer(args.slice(0, Number(count)), given);
    socket.end([code, ...lines].map((line) => `${line}\n`).join(""));
  });
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** What docker prints, and its exit code. */
function answer(args, given) {
  const state = JSON.parse(readFileSync(STATE, "utf8"));
  const version = given || read(state.envFile)?.match(/^VERSION=(.*)$/m)?.[1] || "unset";
  const lines = new Machine(state, version, args).run();
  writeFileSync(STATE, JSON.stringify(state));
  return typeof lines === "number" ? { code: lines, lines: [] } : { code: 0, lines: [lines].flat() };
}

/** A command on a machine. Each command returns what it prints, or its exit code. */
class Machine {
  constructor(state, version, args) {
    Object.assign(this, { state, version, args, last: args.at(-1) });
  }

  run() {
    const [command, ...rest] = this.args;
    const containers = { inspect: this.inspect, rm: this.remove, start: this.start, stop: this.stop, wait: this.wait };
    if (command === "compose") return this.compose(rest.slice(2));
    if (command === "image") return this.image();
    if (command === "network") return this.network();
    return containers[command].call(this, rest);
  }

  compose([verb]) {
    const verbs = { config: this.config, pull: () => [], ps: this.ps, up: this.upAll, logs: () => [] };
    return verbs[verb].call(this);
  }

  config() {
    if (this.has("--hash")) return `${this.last} ${this.hashOf(this.last)}`;
    if (!this.has("json")) return [];
    const services = Object.keys(this.state.services).map((name) => [name, { image: this.imageOf(name) }]);
    return JSON.stringify({ services: Object.fromEntries(services) });
  }

  ps() {
    const { containers, services } = this.state;
    if (!this.has("json"))
      return containers.filter((one) => !services[this.last] || one.service === this.last).map(({ id }) => id);
    return containers.map((one) => {
      const State = one.isRunning ? "running" : "exited";
      return JSON.stringify({ Service: one.service, State, ExitCode: 0, Health: this.healthOf(one) });
    });
  }

  upAll() {
    const { services } = this.state;
    const names = services[this.last] ? [this.last] : Object.keys(services);
    return Math.max(...names.map((name) => this.up(name)));
  }

  /** Compose removes outdated containers first. */
  up(name) {
    const { state } = this;
    const isOld = (one) => one.hash !== this.hashOf(name);
    const own = () => state.containers.filter((one) => one.service === name);
    if (!this.has("--no-recreate")) this.drop(own().filter((one) => isOld(one) || this.has("--force-recreate")));
    const count = this.has("--scale") ? Number(this.option("--scale").split("=")[1]) : state.services[name].replicas;
    const left = own().sort((a, b) => Number(isOld(b)) - Number(isOld(a)));
    this.drop(left.slice(0, Math.max(0, left.length - count)));
    for (let missing = count - left.length; missing > 0; missing -= 1) this.create(name);
    const isBroken = own().some((one) => one.isRunning && this.healthOf(one) !== "healthy");
    return this.has("--wait") && isBroken ? 1 : 0;
  }

  create(service) {
    const { state } = this;
    state.created = (state.created ?? 0) + 1;
    const id = `${service}-${state.created}`;
    const hash = this.hashOf(service);
    const created = { id, service, image: this.imageOf(service), hash, isRunning: false, aliases: [service] };
    state.containers.push(created);
    if (!this.has("--no-start")) this.begin(created);
  }

  /** Starts a container. `early` lists the images of those that get requests before they are healthy. */
  begin(container) {
    container.isRunning = true;
    this.state.early ??= [];
    if (container.aliases.length > 0) this.state.early.push(container.image);
  }

  drop(containers) {
    this.state.containers = this.state.containers.filter((one) => !containers.includes(one));
  }

  image() {
    return JSON.stringify([
      { Id: `id-of-${this.last}`, RepoDigests: [`${this.last.split(":")[0]}@sha256:${this.version}`] },
    ]);
  }

  network() {
    const one = this.container(this.last);
    one.aliases = this.has("--alias") ? [this.option("--alias")] : [];
    return [];
  }

  inspect(ids) {
    return JSON.stringify(
      ids.map((id) => {
        const one = this.container(id);
        const front = { Aliases: [id, ...one.aliases], IPAddress: `10.0.0.${id.split("-")[1]}` };
        return {
          Id: id,
          Image: `id-of-${one.image}`,
          Config: { Labels: { "com.docker.compose.config-hash": one.hash } },
          State: { Running: one.isRunning, Health: { Status: this.healthOf(one) } },
          NetworkSettings: { Networks: { front } },
        };
      }),
    );
  }

  remove(ids) {
    this.drop(ids.map((id) => this.container(id)));
    return [];
  }

  start(ids) {
    for (const id of ids) this.begin(this.container(id));
    return [];
  }

  stop(ids) {
    for (const id of ids) this.container(id).isRunning = false;
    return [];
  }

  /** The exit code of a job. */
  wait([id]) {
    return this.healthOf(this.container(id)) === "healthy" ? "0" : "3";
  }

  has(option) {
    return this.args.includes(option);
  }

  option(name) {
    return this.args[this.args.indexOf(name) + 1];
  }

  container(id) {
    return this.state.containers.find((one) => one.id === id);
  }

  healthOf({ image }) {
    return this.state.broken.includes(image) ? "unhealthy" : "healthy";
  }

  imageOf(name) {
    const { image, isPulled } = this.state.services[name];
    return isPulled ? image : `${image}:${this.version}`;
  }

  hashOf(name) {
    return `hash-of-${this.imageOf(name)}`;
  }
}
