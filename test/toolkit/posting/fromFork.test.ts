import { expect, test } from "vitest";
import { fromFork } from "../../../toolkit/posting/index.ts";

test("a fork's report says that it is one, and mentions nobody", () => {
  const body = fromFork("Ask @acme/security about [this](https://evil.example).");
  expect(body).toMatch(/^> \*\*From a fork\.\*\*/);
  expect(body).not.toMatch(/@[\w-]/);
  expect(body).toContain("`[this](https://evil.example)`");
});
