import assert from "node:assert/strict";
import { test } from "node:test";
import { greeting } from "../src/greeting.js";

test("the greeting is one", () => assert.match(greeting, /^hello/));
