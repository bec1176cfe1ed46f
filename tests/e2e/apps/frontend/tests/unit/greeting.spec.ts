import { expect, test } from "vitest";
import { greeting } from "../../src/greeting";

test("the greeting is one", () => expect(greeting).toMatch(/^hello/));
