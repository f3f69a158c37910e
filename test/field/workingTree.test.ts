/** Whoever tried this checkout by hand has settings, locks, drafts and variables of their own: no test may see them. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROJECT_FOLDER } from "../support/project.ts";

const ROOT = join(import.meta.dirname, "../..");
const git = (...args: string[]) => execFileSync("git", ["-C", ROOT, ...args], { encoding: "utf8" });

/** Tests that deploy, compare or read the examples; one of them through the real CLI. */
const TESTS = [
  "test/access/effective/toResources.test.ts",
  "test/access/terms/coverage.test.ts",
  "test/cli/schema.test.ts",
  "test/e2e/sources.test.ts",
  "test/policies/fromResource.test.ts",
];

/** What a person leaves: by "By hand" of docs/running.md, by `genesys-access lock`, and by trying things out. */
const LEFT: Readonly<Record<string, string>> = {
  "stacks/Pulumi.demo.yaml":
    "encryptionsalt: v1:AAAAAAAAAAA=:v1:AAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\n",
  "stacks/demo.lock.json": "{}\n",
  "stacks/demo.yaml": "organization: {}\n",
  "stacks/draft.yaml": "roles: [not, a, map]\n",
  "stacks/shared/roles.yaml": "roles: {}\n",
  "Pulumi.yaml": "name: tried-out\nruntime: nodejs\nmain: index.ts\nbackend: { url: 'file://./nowhere' }\n",
  ".env": "GENESYSCLOUD_REGION=nowhere\n",
};

const VARIABLES = {
  PULUMI_STACK: "mine",
  PULUMI_BACKEND_URL: "file:///nowhere",
  PULUMI_CONFIG_PASSPHRASE: "demo",
  GENESYSCLOUD_REGION: "eu-central-1",
  GENESYSCLOUD_OAUTHCLIENT_ID: "mine",
  GENESYSCLOUD_OAUTHCLIENT_SECRET: "mine",
  GITHUB_STEP_SUMMARY: "/nowhere/summary.md",
  GIT_DIR: "/nowhere",
};

describe("a checkout that somebody has worked in", { timeout: 180_000 }, () => {
  const copy = mkdtempSync(join(tmpdir(), "genesys-access-checkout-"));

  beforeAll(() => {
    for (const file of git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
      .split("\0")
      .filter(Boolean)) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      cpSync(join(ROOT, file), join(copy, file), { dereference: false });
    }
    symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
    for (const [file, text] of Object.entries(LEFT)) writeFileSync(join(copy, file), text);
  }, 60_000);
  afterAll(() => rmSync(copy, { recursive: true }));

  it("passes the same tests", async () => {
    const run = await execa(join(ROOT, "node_modules/.bin/vitest"), ["run", ...TESTS], {
      cwd: copy,
      env: { ...VARIABLES, VITEST: undefined },
      reject: false,
      all: true,
    });
    expect(run.exitCode, run.all).toBe(0);
    expect(run.all).toContain(`${TESTS.length} passed`);
  });
});

it("has in the tests' project what the checkout shows as its examples", () => {
  const examples = git("ls-tree", "-r", "--name-only", "HEAD", "stacks", "Pulumi.yaml").split("\n").filter(Boolean);
  expect(examples).toContain("stacks/demo.yaml");
  for (const file of examples) {
    const copied = readFileSync(join(ROOT, PROJECT_FOLDER, file), "utf8");
    expect(copied === git("show", `HEAD:${file}`), `copy ${file} to ${PROJECT_FOLDER}`).toBe(true);
  }
});
