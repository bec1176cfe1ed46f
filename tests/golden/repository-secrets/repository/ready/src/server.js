const { readFileSync } = require("node:fs");
const url = process.env.DATABASE_URL ?? readFileSync(process.env.DATABASE_URL_FILE, "utf8");
console.log(url.length);
