import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readBounded } from "../../toolkit/readBounded.ts";

describe("a file that somebody names", () => {
  const folder = mkdtempSync(join(tmpdir(), "genesys-access-bounded-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is read whole up to the bound, and not beyond", () => {
    const file = join(folder, "text");
    writeFileSync(file, "é\n");
    expect(readBounded(file, 3)).toBe("é\n");
    expect(() => readBounded(file, 2)).toThrow("it has 3 bytes, and at most 2 are read");
  });

  it("is no folder, no device, and no pipe that nobody writes to", () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    for (const name of [folder, "/dev/zero", pipe]) expect(() => readBounded(name, 10)).toThrow("it is no file");
  });

  it("has the reason of the operating system where it is not there", () => {
    expect(() => readBounded(join(folder, "none"), 10)).toThrow(expect.objectContaining({ code: "ENOENT" }));
  });
});
