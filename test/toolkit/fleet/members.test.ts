import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fleetStacks } from "../../../toolkit/fleet/members.ts";

const dir = mkdtempSync(join(tmpdir(), "fleet-members-"));
mkdirSync(join(dir, "stacks"));
for (const name of ["emea-a", "emea-b", "na", "Pulumi.na"]) writeFileSync(join(dir, "stacks", `${name}.yaml`), "");
const names = (...patterns: string[]) => fleetStacks(patterns, dir).map(({ name }) => name);

afterAll(() => rmSync(dir, { recursive: true }));

describe("the stacks of a fleet", () => {
  it("are all specs of the folder without a pattern", () => {
    expect(names()).toEqual(["emea-a", "emea-b", "na"]);
    expect(fleetStacks(["na"], dir)).toEqual([{ name: "na", file: "stacks/na.yaml" }]);
  });

  it("are those that match any pattern, each once, in the order of their names", () => {
    expect(names("na", "emea-*", "emea-?")).toEqual(["emea-a", "emea-b", "na"]);
    expect(names("*-b")).toEqual(["emea-b"]);
  });

  it("must be there: a pattern that matches nothing is a mistake", () => {
    expect(() => names("emea-*", "emae-a")).toThrow(
      '--stack "emae-a": no file of stacks/ matches. Nearest: emea-a. Write one of emea-a, emea-b, na, or a pattern with * and ?.',
    );
  });
});
