import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insideFolder } from "../../../access/language/insideFolder.ts";
import { openSource } from "../../../toolkit/open/source.ts";

describe("a folder that somebody else wrote", () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "inside-"));
    mkdirSync(join(dir, "change", "stacks"), { recursive: true });
    mkdirSync(join(dir, "flat", "shared"), { recursive: true });
    writeFileSync(join(dir, "outside.yaml"), "secret: 1\n");
    writeFileSync(join(dir, "change", "stacks", "prod.yaml"), "inside: 1\n");
    writeFileSync(join(dir, "flat", "prod.yaml"), "flat: 1\n");
    symlinkSync("../../outside.yaml", join(dir, "change", "stacks", "link.yaml"));
    symlinkSync("prod.yaml", join(dir, "change", "stacks", "own.yaml"));
    symlinkSync("../..", join(dir, "change", "stacks", "up"));
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it("gives its own files, also through links that stay inside", () => {
    const inside = insideFolder(join(dir, "change"));
    for (const file of ["stacks/prod.yaml", "stacks/own.yaml", "stacks/../stacks/prod.yaml"])
      expect([inside.has(file), inside.readText(file)]).toEqual([true, "inside: 1\n"]);
  });

  it.each([
    ["../outside.yaml", "outside of the folder"],
    ["stacks/../../outside.yaml", "outside of the folder"],
    ["/etc/passwd", "outside of the folder"],
    ["stacks/link.yaml", "a link that leads out"],
    ["stacks/up/outside.yaml", "a link that leads out"],
    ["stacks", "not a file"],
  ])("gives nothing of elsewhere: %s", (file, why) => {
    expect(() => insideFolder(join(dir, "change")).readText(file)).toThrow(why);
    expect(() => openSource("./change", dir, "--head").readText(file)).toThrow(why);
  });

  it("lets a folder of stacks alone read what lies beside it in the same project, and nothing above", () => {
    const flat = openSource("./flat", dir, "--base");
    expect([flat.has("stacks/prod.yaml"), flat.readText("stacks/prod.yaml")]).toEqual([true, "flat: 1\n"]);
    expect(() => flat.readText("../../outside.yaml")).toThrow("outside of the folder");
  });
});
