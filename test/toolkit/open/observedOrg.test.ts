import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { observedOrg } from "../../../toolkit/open/observedOrg.ts";

const ORG = "58f5d08e-c7f5-4f60-b254-92c700bbecf8";

const behaviour = (id: string, observedAt: string) => ({
  formatVersion: 1,
  tool: { name: "genesys-access", version: "0" },
  organization: { id },
  observedAt,
  run: "0123abcd",
  complete: true,
  questions: [],
  switches: {},
  left: [],
  notAsked: [],
});

function project(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), "observed-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "stacks"));
  for (const [name, value] of Object.entries(files))
    writeFileSync(join(folder, "stacks", name), typeof value === "string" ? value : JSON.stringify(value));
  return folder;
}

it("the newest file of the spec's org is found beside the spec, and what cannot be read is told", () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
  onTestFinished(() => told.mockRestore());
  const folder = project({
    "org-behaviour.json": behaviour(ORG, "2026-11-01T00:00:00.000Z"),
    "org-behaviour.new.json": behaviour(ORG.toUpperCase(), "2026-11-20T00:00:00.000Z"),
    "org-behaviour.other.json": behaviour("00000000-0000-0000-0000-000000000000", "2026-11-25T00:00:00.000Z"),
    "org-behaviour.broken.json": "{",
    "behaviour.json": behaviour(ORG, "2026-11-28T00:00:00.000Z"),
  });
  expect(observedOrg("stacks/prod.yaml", ORG, folder)?.file).toBe("stacks/org-behaviour.new.json");
  expect(told.mock.calls.flat()).toEqual(["stacks/org-behaviour.broken.json is left out: it is no JSON."]);
  expect(observedOrg("elsewhere/prod.yaml", ORG, folder)).toBeUndefined();
});
