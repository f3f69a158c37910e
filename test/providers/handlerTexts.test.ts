import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { RESOURCES } from "../../access/resources/index.ts";
import { division, oauthClient, role, roleGrant } from "../../providers/handlers.ts";
import { HANDLER_TEXTS } from "../../providers/handlerTexts.ts";

const handlers = { division, oauthClient, role, roleGrant };
const golden = readFileSync(new URL("../golden/handlers.txt", import.meta.url), "utf8");

it("keeps the provider texts byte by byte: every old state holds them", () => {
  const lines = Object.values(RESOURCES).map(({ token, handler }) => `${token} ${HANDLER_TEXTS[handler]}\n`);
  expect(lines.join("")).toBe(golden);
  expect(Object.values(RESOURCES).map(({ handler }) => handler)).toEqual(Object.keys(HANDLER_TEXTS));
});

it("has small texts that name exports with every method of a provider", () => {
  for (const [name, text] of Object.entries(HANDLER_TEXTS)) {
    expect(Buffer.byteLength(text)).toBeLessThan(100);
    const handler = handlers[name as keyof typeof handlers];
    expect(Object.keys(handler).sort()).toEqual(["check", "configure", "create", "delete", "diff", "read", "update"]);
  }
});
