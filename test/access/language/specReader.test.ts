import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadSpec } from "../../../access/language/loadSpec.ts";
import { printProblem } from "../../../access/language/problem.ts";
import { MAX_FILE_BYTES } from "../../../access/language/regularFile.ts";
import { ownSpecReader, type ReadText, specReader } from "../../../access/language/specReader.ts";
import { openBase } from "../../../toolkit/open/base.ts";

let dir: string;
let project: string;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "spec-reader-"));
  project = join(dir, "project");
  mkdirSync(join(project, "stacks"), { recursive: true });
  writeFileSync(join(dir, "outside.yaml"), "hunter2: [secret-of-the-machine]\n");
  writeFileSync(join(project, "Pulumi.yaml"), "name: x\n");
  writeFileSync(join(project, "shared.yaml"), "roles: {}\n");
  writeFileSync(join(project, "huge.yaml"), "");
  truncateSync(join(project, "huge.yaml"), MAX_FILE_BYTES + 1);
  symlinkSync(join(dir, "outside.yaml"), join(project, "stacks/link.yaml"));
  symlinkSync(dir, join(project, "stacks/above"));
  symlinkSync("/dev/zero", join(project, "zero.yaml"));
  execFileSync("mkfifo", [join(project, "pipe.yaml")]);
});

afterAll(() => rmSync(dir, { recursive: true }));

/** What loading says of a spec that includes one file. */
function including(include: string, readText: ReadText): string {
  const file = "stacks/prod.yaml";
  const result = loadSpec(file, (name, first) =>
    name === file ? `include: [${include}]\n` : readText(name, first ?? name),
  );
  return result.ok ? "read" : result.problems.map(printProblem).join("\n");
}

const OUTSIDE = ["../../outside.yaml", "link.yaml", "above/outside.yaml", "/etc/hostname"];

describe("a spec on the disk", () => {
  it.each([...OUTSIDE, "../zero.yaml", "../pipe.yaml", "../huge.yaml", ".."])(
    "does not include %s, and says so once, at the line, without a word of it",
    (include) => {
      const told = including(include, specReader(project));
      expect(told).toMatch(/stacks\/prod\.yaml:1:11.*cannot be read: it (is|has) /);
      expect(told.match(/cannot be read/g)).toHaveLength(1);
      expect(told).not.toContain("hunter2");
    },
  );

  it("includes another file of the project, also from a folder in it", () => {
    expect(including("../shared.yaml", specReader(project))).not.toContain("cannot be read");
    expect(specReader(join(project, "stacks"))("../shared.yaml", "prod.yaml")).toBe("roles: {}\n");
  });

  it("may be elsewhere where a person names it, and only there", () => {
    const outside = join(dir, "outside.yaml");
    expect(specReader(project)(outside)).toContain("hunter2");
    expect(() => ownSpecReader(project)(outside)).toThrow("it is outside of the folder");
  });
});

it("A spec of a git ref includes no link and nothing outside of the project", () => {
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], { cwd: dir });
  git("init", "-q");
  git(
    "add",
    "project/Pulumi.yaml",
    "project/shared.yaml",
    "project/stacks/link.yaml",
    "project/huge.yaml",
    "outside.yaml",
  );
  git("commit", "-qm", "x");
  const { readText } = openBase("HEAD", project);
  expect(including("../shared.yaml", readText)).not.toContain("cannot be read");
  for (const include of ["../../outside.yaml", "link.yaml", "../huge.yaml", "/etc/hostname"])
    expect(including(include, readText)).toMatch(/stacks\/prod\.yaml:1:11.*cannot be read: it (is|has) /);
});
