import { Command } from "commander";
import { afterEach, describe, expect, it, vi } from "vitest";
import { gateOptions } from "../../cli/gateOptions.ts";

const DIGEST = "a61b7faf6fcb".padEnd(64, "0");

function approved(...digests: string[]): unknown {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  for (const option of gateOptions()) command.addOption(option);
  command.parse(
    digests.flatMap((digest) => ["--approved", digest]),
    { from: "user" },
  );
  return command.opts()["approved"];
}

describe("the digest of --approved", () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it("holds without an end, or until the end of the day behind it, and is told once it is over", () => {
    vi.useFakeTimers({ now: new Date("2026-11-29T23:59:00Z") });
    const told = vi.spyOn(console, "error").mockReturnValue(undefined);
    expect(approved(DIGEST.toUpperCase(), `${DIGEST}@2026-11-29`)).toEqual([DIGEST, DIGEST]);
    expect(told).not.toHaveBeenCalled();
    expect(approved(`${DIGEST}@2026-11-28`)).toEqual([]);
    expect(told).toHaveBeenCalledWith("note: --approved a61b7faf6fcb…: it ended on 2026-11-28, and approves nothing.");
  });

  it.each([
    "a61b7faf6fcb",
    `${DIGEST}0`,
    `${DIGEST}@`,
    `${DIGEST}@2026-02-30`,
    `${DIGEST}@2027-01-31@x`,
    `x@2027-01-31`,
  ])("is refused where it is none, or its day is none: %s", (text) =>
    expect(() => approved(text)).toThrow(/Write the/),
  );
});
