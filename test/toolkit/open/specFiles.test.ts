import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { specFiles } from "../../../toolkit/open/specFiles.ts";

describe("the files of a check", () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "genesys-access-files-"));
    mkdirSync(join(dir, "stacks", "shared"), { recursive: true });
    for (const name of ["prod.yaml", "dev.yml", "Pulumi.prod.yaml", "notes.md", "shared/roles.yaml"]) {
      writeFileSync(join(dir, "stacks", name), "");
    }
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it("are all specs of stacks/ when none is named; not Pulumi's settings, not folders", () => {
    expect(specFiles([], dir)).toEqual([
      { name: "dev", file: "stacks/dev.yml" },
      { name: "prod", file: "stacks/prod.yaml" },
    ]);
  });

  it.each([
    ["prod", "stacks/prod.yaml"],
    ["stacks/prod.yaml", "stacks/prod.yaml"],
    ["./stacks/../stacks/prod.yaml", "stacks/prod.yaml"],
    ["stacks\\prod.yaml", "stacks/prod.yaml"],
  ])("are named by stack or path: %s", (text, file) => {
    expect(specFiles([text], dir)).toEqual([{ name: "prod", file }]);
  });

  it("are relative to the folder of the run also when named absolutely, each once", () => {
    expect(specFiles([join(dir, "stacks", "prod.yaml"), "prod"], dir)).toEqual([
      { name: "prod", file: "stacks/prod.yaml" },
    ]);
  });

  it("keep an absolute name outside of the folder of the run", () => {
    const outside = join(dir, "stacks", "prod.yaml");
    expect(specFiles([outside], join(dir, "stacks", "shared"))).toEqual([{ name: "prod", file: outside }]);
  });

  it("are missed with the nearest stack", () => {
    expect(() => specFiles(["pord"], dir)).toThrow(
      "There is no file stacks/pord.yaml. Nearest: prod. Write one of dev, prod, or a file.",
    );
    expect(() => specFiles([], join(dir, "stacks", "shared"))).toThrow("There is no spec in stacks/.");
  });
});
