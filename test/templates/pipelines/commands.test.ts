import { execa } from "execa";
import { describe, expect, test } from "vitest";
import packageJson from "../../../package.json" with { type: "json" };
import { pipelineFiles, reportScript } from "./files.ts";

const CLI = new URL("../../../cli/main.ts", import.meta.url).pathname;
const lines = [...pipelineFiles("github"), ...pipelineFiles("gitlab"), reportScript()].flatMap(({ text }) =>
  text.split("\n").filter((line) => !/^\s*#/.test(line)),
);

/** Each subcommand with every option that a pipeline gives it. */
const used = new Map<string, Set<string>>();
for (const line of lines) {
  const [, command, rest = ""] = /(?:npx genesys-access|^\s+genesys_access) ([a-z]+)(.*)/.exec(line) ?? [];
  if (!command) continue;
  const options = used.get(command) ?? new Set();
  for (const option of rest.match(/(?<=\s)--[a-z-]+/g) ?? []) options.add(option);
  used.set(command, options);
}

describe("the pipelines use what there is", () => {
  test("check, comment, diff and preview", () => {
    expect([...used.keys()].sort()).toEqual(["check", "comment", "diff", "preview"]);
  });

  test.each([...used])("genesys-access %s knows every option it is given", async (command, options) => {
    const { stdout } = await execa(process.execPath, [CLI, "help", command]);
    expect(stdout).toContain(`Usage: genesys-access ${command}`);
    expect([...options].filter((option) => !stdout.includes(option))).toEqual([]);
  });

  test("every npm script is one of package.json", () => {
    const scripts = lines.flatMap((line) => /npm run ([\w:]+)/.exec(line)?.[1] ?? []);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => !(script in packageJson.scripts))).toEqual([]);
  });
});
