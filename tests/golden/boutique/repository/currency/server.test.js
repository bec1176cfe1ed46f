const { test } = require("node:test");
const assert = require("node:assert");
const { convert } = require("./server.js");

test("converts dollars", () => assert.equal(convert("USD 10.00"), "EUR 9.00"));
test("runs without root", () => assert.notEqual(process.getuid(), 0));
