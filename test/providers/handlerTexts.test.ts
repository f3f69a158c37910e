import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { RESOURCES } from "../../access/resources/index.ts";
import { division, oauthClient, role, roleGrant } from "../../providers/handlers.ts";
import { EARLIER_HANDLER_TEXTS, HANDLER_TEXTS } from "../../providers/handlerTexts.ts";

const handlers = { division, oauthClient, role, roleGrant };
const golden = readFileSync(new URL("../golden/handlers.txt", import.meta.url), "utf8");

it("keeps the provider texts byte by byte: every old state holds them", () => {
  const lines = Object.values(RESOURCES).map(({ token, handler }) => `${token} ${HANDLER_TEXTS[handler]}\n`);
  expect(lines.join("")).toBe(golden);
  expect(Object.values(RESOURCES).map(({ handler }) => handler)).toEqual(Object.keys(HANDLER_TEXTS));
});

it("still knows the texts of the states before there was a package", () => {
  for (const [name, text] of Object.entries(EARLIER_HANDLER_TEXTS)) {
    expect(text).toBe(`exports.handler=()=>require("./providers/handlers.ts").${name}`);
  }
});

it.each(Object.keys(handlers))("names a module that this checkout resolves by the package's own name: %s", (name) => {
  const module = { exports: {} as { handler?: () => unknown } };
  const text = HANDLER_TEXTS[name as keyof typeof handlers];
  new Function("exports", "require", text)(module.exports, createRequire(import.meta.url));
  expect(Object.keys(module.exports.handler?.() ?? {})).toContain("create");
});

it("has small texts that name exports with every method of a provider", () => {
  for (const [name, text] of Object.entries(HANDLER_TEXTS)) {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(125);
    const handler = handlers[name as keyof typeof handlers];
    expect(Object.keys(handler).sort()).toEqual(["check", "configure", "create", "delete", "diff", "read", "update"]);
  }
});
