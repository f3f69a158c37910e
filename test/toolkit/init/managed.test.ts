import { describe, expect, it } from "vitest";
import { markerOf, stamped } from "../../../toolkit/init/managedFile.ts";
import { pipelineFiles } from "../../../toolkit/init/pipelines.ts";
import { defaultBranch } from "../../../toolkit/init/repository.ts";
import { ownVersions } from "../../../toolkit/init/versions.ts";
import { folderWith, init, one, put, states, text } from "./support.ts";

const PATH = ".github/workflows/access.yml";
const OTHER = ".github/workflows/access-deploy.yml";

function managed(version: string, body: string, path = PATH) {
  const marker = `# Managed by genesys-cloud-access ${version}: written again by "genesys-access init --update". Change the variables, not this file.`;
  return { path, text: `${marker}\n${body}` };
}

const { version } = ownVersions();
const NOW = [managed(version, "jobs: {}\n"), managed(version, "jobs: { deploy: {} }\n", OTHER)];
const BEFORE = [managed("0.0.9", "jobs: { old: {} }\n")];

describe("managed files", () => {
  it("carry a digest in their marker, which line ends do not change", () => {
    const written = stamped(NOW[0] ?? managed("1.0.0", ""));
    expect(written).toMatch(/^# Managed by genesys-cloud-access \d+\.\d+\.\d+ \([0-9a-f]{12}\): written again/);
    expect(markerOf(written)).toEqual({ version, edited: false });
    expect(markerOf(written.replaceAll("\n", "\r\n"))).toEqual({ version, edited: false });
    expect(markerOf(`${written}x`)).toEqual({ version, edited: true });
    expect(markerOf("name: theirs\n")).toBeUndefined();
  });

  it("are written with the project, and kept afterwards", () => {
    const dir = folderWith();
    expect(states(init(dir, { platforms: ["github"] }, NOW))).toMatchObject({ [PATH]: "created", [OTHER]: "created" });
    expect(states(init(dir, { platforms: ["github"] }, NOW))).toMatchObject({ [PATH]: "kept", [OTHER]: "kept" });
    expect(states(init(dir, { platforms: ["gitlab"] }, NOW))).not.toHaveProperty(PATH);
  });

  it("of another version are written again by --update only, and only they", () => {
    const dir = folderWith();
    init(dir, { platforms: ["github"] }, BEFORE);
    const plain = init(dir, { platforms: ["github"] }, NOW);
    expect(one(plain, PATH)).toMatchObject({
      state: "kept",
      notes: [expect.stringContaining("It is of version 0.0.9")],
    });
    expect(text(dir, PATH)).toContain("old");
    expect(states(init(dir, { update: true }, NOW))).toEqual({ [PATH]: "updated", [OTHER]: "kept" });
    expect(text(dir, PATH)).toBe(stamped(NOW[0] ?? managed(version, "")));
  });

  it("that somebody edited are shown, and need their name after --force", () => {
    const dir = folderWith();
    init(dir, { platforms: ["github"] }, BEFORE);
    put(dir, PATH, text(dir, PATH).replace("old", "mine"));
    const plan = init(dir, { update: true }, NOW);
    expect(one(plan, PATH)).toMatchObject({
      state: "differs",
      patch: expect.arrayContaining(["-jobs: { mine: {} }", "+jobs: {}"]),
    });
    expect(text(dir, PATH)).toContain("mine");
    expect(states(init(dir, { update: true, force: [PATH] }, NOW))[PATH]).toBe("overwritten");
    expect(text(dir, PATH)).not.toContain("mine");
  });

  it("say what to do about what the new version does otherwise, and only to whoever had the old one", () => {
    const drift = ".github/workflows/access-drift.yml";
    const now = [...pipelineFiles("github")];
    const dir = folderWith();
    init(dir, { platforms: ["github"] }, [managed("0.0.9", "run: npx --no pulumi refresh --stack dev\n", drift)]);
    const plan = init(dir, { update: true }, now);
    expect(one(plan, drift)).toMatchObject({
      state: "updated",
      notes: expect.arrayContaining([expect.stringContaining("Take PULUMI_CONFIG_PASSPHRASE out")]),
    });
    expect(states(plan)).toMatchObject({ ".github/workflows/access-verify.yml": "created" });
    expect(one(init(dir, { update: true, force: [drift] }, now), drift)).toEqual({ path: drift, state: "kept" });
  });

  it("never replace a file of somebody else", () => {
    const dir = folderWith({ [PATH]: "name: theirs\n" });
    const plan = init(dir, { platforms: ["github"] }, NOW);
    expect(one(plan, PATH)).toMatchObject({
      state: "differs",
      notes: [expect.stringContaining("Somebody else wrote this file")],
    });
    expect(text(dir, PATH)).toBe("name: theirs\n");
  });

  it("that a new version no longer has are told", () => {
    const dir = folderWith();
    init(dir, { platforms: ["github"] }, NOW);
    const plan = init(dir, { update: true }, NOW.slice(0, 1));
    expect(one(plan, OTHER)).toMatchObject({ state: "kept", notes: [expect.stringContaining("has no such file")] });
  });

  it("must be there for an update, and in the root of the repository", () => {
    expect(() => init(folderWith(), { update: true }, NOW)).toThrow("There is no file here that this package manages");
    const dir = folderWith({ ".git/HEAD": "", "access/x": "" });
    expect(() => init(`${dir}/access`, { platforms: ["github"] }, NOW)).toThrow(
      "Pipelines count in the root of the repository only",
    );
  });

  it("of GitLab are included by a file of the user's own, which is never rewritten", () => {
    const path = ".gitlab/access.gitlab-ci.yml";
    const files = [managed(version, "access: {}\n", path)];
    const dir = folderWith();
    const entry = "include:\n  - local: .gitlab/access.gitlab-ci.yml\n";
    init(dir, { platforms: ["gitlab"] }, files, "gitlab");
    expect(text(dir, ".gitlab-ci.yml")).toBe(entry);
    expect(states(init(dir, { platforms: ["gitlab"] }, files, "gitlab"))).toMatchObject({
      [path]: "kept",
      ".gitlab-ci.yml": "kept",
    });
    const mine = folderWith({ ".gitlab-ci.yml": "stages: [test]\n", "pnpm-lock.yaml": "" });
    const plan = init(mine, { platforms: ["gitlab"] }, files, "gitlab");
    expect(one(plan, ".gitlab-ci.yml")).toMatchObject({
      state: "differs",
      patch: entry
        .trim()
        .split("\n")
        .map((line) => `+${line}`),
    });
    expect(text(mine, ".gitlab-ci.yml")).toBe("stages: [test]\n");
    expect(plan.notes.join()).toContain("The pipelines install with `npm ci`");
  });
});

describe("the branch that pipelines deploy", () => {
  it.each([
    [
      { ".git/refs/remotes/origin/HEAD": "ref: refs/remotes/origin/trunk\n", ".git/HEAD": "ref: refs/heads/master\n" },
      "trunk",
    ],
    [{ ".git/HEAD": "ref: refs/heads/master\n" }, "master"],
    [{ ".git/HEAD": "ref: refs/heads/feature/deploy-me\n" }, "main"],
    [{ ".git/HEAD": "0123456789\n" }, "main"],
    [{}, "main"],
  ])("is the default one, never one that only is checked out: %j", (files, branch) => {
    expect(defaultBranch(folderWith(files))).toBe(branch);
  });
});
