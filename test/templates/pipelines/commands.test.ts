import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { pipelineFiles } from "../../../toolkit/init/pipelines.ts";

const CLI = new URL("../../../cli/main.ts", import.meta.url).pathname;
const files = [...pipelineFiles("github"), ...pipelineFiles("gitlab")];
const lines = files.flatMap(({ text }) => text.split("\n").filter((line) => !/^\s*#/.test(line)));

/** Each subcommand with every option that a pipeline gives it. */
const used = new Map<string, Set<string>>();
for (const line of lines) {
  const [, command, rest = ""] = /npx --no genesys-access ([a-z]+)(.*)/.exec(line) ?? [];
  if (!command) continue;
  const options = used.get(command) ?? new Set();
  for (const option of rest.match(/(?<=\s)--[a-z-]+/g) ?? []) options.add(option);
  used.set(command, options);
}

describe("the pipelines use what there is", () => {
  test("these commands", () => {
    expect([...used.keys()].sort()).toEqual([
      "check",
      "comment",
      "diff",
      "fleet",
      "preview",
      "register",
      "report",
      "stacks",
      "usage",
      "verdict",
      "verify",
      "watch",
    ]);
  });

  test.each([...used])("genesys-access %s knows every option it is given", async (command, options) => {
    const { stdout } = await execa(process.execPath, [CLI, "help", command]);
    expect(stdout).toContain(`Usage: genesys-access ${command}`);
    expect([...options].filter((option) => !stdout.includes(option))).toEqual([]);
  });
});

describe("the files that init writes", () => {
  test("say first who wrote them and that they are written again", () => {
    for (const { path, text } of files)
      expect(text.split("\n")[0], path).toMatch(
        /^# Managed by genesys-cloud-access \d+\.\d+\.\d+: written again by "genesys-access init --update"\. Change the variables, not this file\.$/,
      );
  });

  test("lie where the platforms look for them", () => {
    expect(files.map(({ path }) => path)).toEqual([
      ".github/workflows/access-deploy.yml",
      ".github/workflows/access-drift.yml",
      ".github/workflows/access-fleet.yml",
      ".github/workflows/access-preview.yml",
      ".github/workflows/access-pull-request.yml",
      ".github/workflows/access-register.yml",
      ".github/workflows/access-verify.yml",
      ".gitlab/access.gitlab-ci.yml",
    ]);
  });

  test("name nothing of this repository, no stack, and leave no place to fill", () => {
    for (const { path, text } of files) {
      expect(text, path).not.toMatch(
        /npm run|templates\/|cli\/|stacks\/(dev|prod|demo)\b|\[dev, prod\]|\{\{(version|branch)/,
      );
      expect(text.match(/npm ci(?! --ignore-scripts)/), path).toBeNull();
      expect(text.match(/npx (?!--no )/), path).toBeNull();
    }
  });

  test("deploy the branch that init found, and refuse one that would end the text", () => {
    const deploy = pipelineFiles("github", { branch: "trunk" }).find(({ path }) => path.endsWith("deploy.yml"));
    expect(deploy?.text).toContain('branches: ["trunk"]');
    expect(() => pipelineFiles("github", { branch: 'a"]\n' })).toThrow("Rename it.");
  });
});
