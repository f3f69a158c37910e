import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GitTree } from "../../../toolkit/open/gitTree.ts";

describe("the files of a commit", () => {
  let top: string;
  let tree: GitTree;
  const LARGE = "x".repeat((1 << 20) + 1);

  beforeAll(() => {
    top = mkdtempSync(join(tmpdir(), "genesys-access-tree-"));
    const git = (...args: string[]) =>
      execaSync("git", ["-c", "user.name=Test", "-c", "user.email=test@contoso.example", ...args], { cwd: top });
    git("init", "--quiet");
    mkdirSync(join(top, "project", "stacks", "länder"), { recursive: true });
    writeFileSync(join(top, "outside.yaml"), "outside");
    writeFileSync(join(top, "project", "a.yaml"), "no line break at the end");
    writeFileSync(join(top, "project", "empty.yaml"), "");
    writeFileSync(join(top, "project", "same.yaml"), "no line break at the end");
    writeFileSync(join(top, "project", "stacks", "länder", "bö\n\tse.yaml"), "é\n\0b\n");
    writeFileSync(join(top, "project", "stacks", "large.bin"), LARGE);
    symlinkSync("../a.yaml", join(top, "project", "stacks", "link.yaml"));
    git("add", "--all");
    git("commit", "--quiet", "--message", "one");
    tree = new GitTree(git("rev-parse", "HEAD").stdout, join(top, "project"));
  });
  afterAll(() => rmSync(top, { recursive: true }));

  it("are named from the folder, with every letter of their names", () => {
    expect([...tree.children(".").keys()]).toEqual(["a.yaml", "empty.yaml", "same.yaml", "stacks"]);
    expect([...tree.children("stacks/länder").keys()]).toEqual(["bö\n\tse.yaml"]);
  });

  it("are read as they are stored", () => {
    expect(tree.text("a.yaml")).toBe("no line break at the end");
    expect(tree.text("same.yaml")).toBe("no line break at the end");
    expect(tree.text("empty.yaml")).toBe("");
    expect(tree.text("stacks/länder/bö\n\tse.yaml")).toBe("é\n\0b\n");
    expect(tree.text("stacks/large.bin")).toBe(LARGE);
  });

  it("tell a link by its mode, and the place it leads to as its text", () => {
    expect(tree.entry("stacks/link.yaml")?.mode).toBe("120000");
    expect(tree.text("stacks/link.yaml")).toBe("../a.yaml");
    expect(tree.entry("stacks/link.yaml/a.yaml")).toBeUndefined();
  });

  it.each(["../outside.yaml", "..", "/etc/passwd", "no/such/file", "a.yaml/b", "stacks/../../outside.yaml"])(
    "are none outside of the folder, and none where there is nothing: %s",
    (path) => {
      expect(tree.entry(path)).toBeUndefined();
      expect([...tree.children(path)]).toEqual([]);
    },
  );

  it("are never empty or absent where git has lost their content", () => {
    const lost = new GitTree(execaSync("git", ["rev-parse", "HEAD"], { cwd: top }).stdout, join(top, "project"));
    const object = (id: string) => join(top, ".git", "objects", id.slice(0, 2), id.slice(2));
    const folder = lost.entry("stacks")?.id ?? "";
    const file = lost.entry("a.yaml")?.id ?? "";
    rmSync(object(file));
    // What was listed before shows it when it is read, and a later look at once.
    expect(() => lost.text("a.yaml")).toThrow("git does not have its content (missing); fetch it");
    expect(lost.text("empty.yaml")).toBe("");
    const later = new GitTree(execaSync("git", ["rev-parse", "HEAD"], { cwd: top }).stdout, join(top, "project"));
    expect(() => later.entry("stacks")).toThrow(/the content of "a\.yaml" is missing\. Fetch the commit whole\.$/);
    rmSync(object(folder));
    expect(() => lost.entry("stacks/large.bin")).toThrow(
      /^git cannot show the files of [0-9a-f]{40}: .+ Fetch the commit whole\.$/,
    );
  });
});
