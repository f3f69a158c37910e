import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBase, openBaseRef } from "../../../toolkit/open/base.ts";

describe("a base ref", () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "genesys-access-base-"));
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@contoso.example", ...args], {
        cwd: dir,
        stdio: "pipe",
      });
    mkdirSync(join(dir, "project", "stacks"), { recursive: true });
    git("init", "--initial-branch", "main");
    writeFileSync(join(dir, "project", "stacks", "prod.yaml"), "before: 1\n");
    git("add", ".");
    git("commit", "--message", "first");
    git("tag", "reviewed");
    writeFileSync(join(dir, "project", "stacks", "prod.yaml"), "after: 1\n");
    writeFileSync(join(dir, "project", "stacks", "new.yaml"), "");
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it.each(["main", "reviewed", "HEAD"])(
    "gives files as they are there, named from the folder of the run: %s",
    (ref) => {
      const base = openBase(ref, join(dir, "project"));
      expect(base.readText("stacks/prod.yaml")).toBe("before: 1\n");
      expect(base.has("stacks/prod.yaml")).toBe(true);
    },
  );

  it("does not have a file that only the work tree has", () => {
    const base = openBase("main", join(dir, "project"));
    expect(base.has("stacks/new.yaml")).toBe(false);
    expect(() => base.readText("stacks/new.yaml")).toThrow("there is no such file at main");
  });

  it.each(["nowhere", "--help", "main:project", ""])("is refused when git knows no such commit: %s", (ref) => {
    expect(() => openBase(ref, dir)).toThrow(`--base: git knows no commit ${JSON.stringify(ref)} here.`);
  });

  it("of --base-ref is refused where a tag has the name as well: git would take the tag", () => {
    const git = (...args: string[]) => execFileSync("git", args, { cwd: dir, stdio: "pipe" });
    git("update-ref", "refs/remotes/origin/main", "main");
    expect(openBaseRef("origin/main", dir).readText("project/stacks/prod.yaml")).toBe("before: 1\n");
    git("tag", "origin/main");
    expect(() => openBaseRef("origin/main", dir)).toThrow(
      "--base-ref: origin/main is the name of refs/tags/origin/main and of refs/remotes/origin/main. Write the one that is meant in full.",
    );
    expect(openBaseRef("refs/remotes/origin/main", dir).has("project/stacks/prod.yaml")).toBe(true);
  });

  it("is refused outside of a repository", () => {
    expect(() => openBase("main", tmpdir())).toThrow("git knows no commit");
  });
});
