import { RunError as PulumiRunError } from "@pulumi/pulumi/errors.js";
import { error, info, warn } from "@pulumi/pulumi/log/index.js";
import { expect, it, vi } from "vitest";
import { log, RunError } from "../../../providers/pulumi/sdk.ts";

vi.mock("@pulumi/pulumi/log/index.js", () => ({ info: vi.fn(), warn: vi.fn(), error: vi.fn() }));

const PULUMI_LOG = { info, warn, error };
const HOSTILE = "a\u001b[2Jb\rc\u202ed\ne";
const SAFE = "a\\u{1b}[2Jb\\u{d}c\\u{202e}d\ne";

it("The error that ends a run shows escapes, carriage returns and bidirectional marks as text, and stays Pulumi's own", () => {
  const error = new RunError(HOSTILE);
  expect(error.message).toBe(SAFE);
  expect(PulumiRunError.isInstance(error)).toBe(true);
});

it.each(["info", "warn", "error"] as const)("The log's %s shows them as text", (level) => {
  log[level](HOSTILE);
  expect(PULUMI_LOG[level]).toHaveBeenCalledWith(SAFE);
});
