const { equal, notEqual } = require("node:assert/strict");
const { test } = require("node:test");
const { greeting } = require("../index.js");

test("it greets", () => equal(greeting, "hello"));
test("it runs without root", () => notEqual(process.getuid(), 0));
