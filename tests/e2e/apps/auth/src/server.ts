// A service that tells how it was started: the tests ask it, and it asks the kernel.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { about, reach, write } from "./about.js";
import { letsIn } from "./database.js";
import { greeting } from "./greeting.js";

/** A setting, or the content of the file that holds it. */
function setting(name: string): string {
  const file = process.env[`${name}_FILE`];
  return file === undefined ? (process.env[name] ?? "") : readFileSync(file, "utf8");
}

async function ready(): Promise<[number, string]> {
  try {
    return (await letsIn(setting("MONGODB_URI"))) ? [200, "ready"] : [503, "the database denies access"];
  } catch (error) {
    return [503, String(error)];
  }
}

async function answer({ pathname, searchParams }: URL): Promise<[number, unknown]> {
  switch (pathname) {
    case "/health/live":
      return [200, "alive"];
    case "/health/ready":
      return ready();
    case "/greeting":
      return [200, greeting];
    case "/about":
      return [200, about(setting)];
    case "/write":
      return [200, write(searchParams.get("folder") ?? "")];
    case "/reach":
      return [200, await reach(searchParams.get("host") ?? "", Number(searchParams.get("port")))];
    default:
      return [404, "not found"];
  }
}

const server = createServer((request, response) => {
  answer(new URL(request.url ?? "/", "http://localhost")).then(([status, body]) => {
    response.writeHead(status, { "content-type": "application/json", connection: "close" });
    response.end(JSON.stringify(body));
  });
});
process.on("SIGTERM", () => server.close(() => process.exit(0)));
server.listen(3001);
