import { RunError as PulumiRunError } from "@pulumi/pulumi/errors.js";
import { afterAll, beforeAll, expect, it, vi } from "vitest";

const PULUMI_LOG = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const HOSTILE = "a\u001b[2Jb\rc\u202ed\ne";
const SAFE = "a\\u{1b}[2Jb\\u{d}c\\u{202e}d\ne";

let messages: typeof import("../../../providers/pulumi/messages.ts");

// Other tests of the same process have the real log: here the module is loaded anew, with one that listens.
beforeAll(async () => {
  vi.resetModules();
  vi.doMock("@pulumi/pulumi/log/index.js", () => PULUMI_LOG);
  messages = await import("../../../providers/pulumi/messages.ts");
});
afterAll(() => {
  vi.doUnmock("@pulumi/pulumi/log/index.js");
  vi.resetModules();
});

it("The error that ends a run shows escapes, carriage returns and bidirectional marks as text, and stays Pulumi's own", () => {
  const error = new messages.RunError(HOSTILE);
  expect(error.message).toBe(SAFE);
  expect(PulumiRunError.isInstance(error)).toBe(true);
});

it.each(["info", "warn", "error"] as const)("The log's %s shows them as text", (level) => {
  messages.log[level](HOSTILE);
  expect(PULUMI_LOG[level]).toHaveBeenCalledWith(SAFE);
});
