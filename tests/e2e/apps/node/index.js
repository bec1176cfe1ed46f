const { readFileSync } = require("node:fs");
const { createServer } = require("node:http");

exports.greeting = "hello";

// A service is healthy when it can read its secrets.
const server = createServer((_, response) => {
  try {
    for (const [name, value] of Object.entries(process.env)) if (name.endsWith("_FILE")) readFileSync(value);
    response.end(exports.greeting);
  } catch (error) {
    response.writeHead(503).end(String(error));
  }
});
process.on("SIGTERM", () => process.exit(0));
if (require.main === module) server.listen(Number(process.env.PORT));
