import { expect, test } from "vitest";

test("the shop is served", async () => {
  const response = await fetch("http://frontend:8080/");
  expect(await response.text()).toContain("The shop");
});
