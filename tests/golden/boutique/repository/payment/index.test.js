const { test } = require("node:test");
const assert = require("node:assert");
const { charge } = require("./index.js");

test("charges a card", () => assert.equal(charge("4111111111111111"), "charged 1111"));
test("runs without root", () => assert.notEqual(process.getuid(), 0));
