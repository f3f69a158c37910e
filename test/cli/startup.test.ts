/** The modules that a command loads are most of the time until it does something. */
import { resolve } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { PROJECT_FOLDER } from "../support/project.ts";

const LAUNCHER = resolve("cli/genesys-access.mjs");
const ROOT = new URL("../../", import.meta.url).href;

/** Prints on stderr, in the end, each file that was loaded. */
const TELL = `import { registerHooks } from "node:module";
const loaded = [];
registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
process.on("exit", () => console.error(JSON.stringify(loaded)));`;

/** Paths from the root of the project. */
async function loadedBy(...args: string[]): Promise<string[]> {
  const hook = `data:text/javascript,${encodeURIComponent(TELL)}`;
  const options = { cwd: PROJECT_FOLDER, reject: false } as const;
  const { stderr } = await execa(process.execPath, ["--import", hook, LAUNCHER, ...args], options);
  const urls: string[] = JSON.parse(stderr.split("\n").findLast((line) => line.startsWith("[")) ?? "[]");
  return urls.flatMap((url) => (url.startsWith(ROOT) ? [url.slice(ROOT.length)] : []));
}

const packagesOf = (files: readonly string[]) =>
  new Set(files.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
const commandsOf = (files: readonly string[]) => files.filter((file) => /^cli\/(?!main|program)\w+\.ts$/.test(file));

describe("the start of genesys-access", () => {
  it.each(["--version", "-V"])("loads no command for %s", async (option) => {
    const files = await loadedBy(option);
    expect(files).toContain("cli/main.ts");
    expect(commandsOf(files)).toEqual([]);
    expect([...packagesOf(files)]).toEqual(["commander"]);
  });

  it.each([["--help"], ["help", "check"], ["chek"], ["diff"], ["check", "--formt"]])(
    "loads no model, rule or library for help and wrong usage: %s %s",
    async (...args) => {
      const files = await loadedBy(...args);
      expect([...packagesOf(files)]).toEqual(["commander"]);
      expect(files.filter((file) => /^(policies|providers|access\/(?!values|report\/formats))/.test(file))).toEqual([]);
      expect(files.length - commandsOf(files).length).toBeLessThan(40);
    },
  );

  it("loads the one command that is named", async () => {
    expect(commandsOf(await loadedBy("explain", "--help"))).toEqual(["cli/explain.ts"]);
  });

  it.each([
    [
      ["check", "dev"],
      ["commander", "fastest-levenshtein", "yaml", "zod"],
    ],
    [["explain", "crm-connector", "--can", "routing:queue:view", "--stack", "dev"], undefined],
    [["diff", "dev", "--base", "."], undefined],
  ])("loads no network client, server or writer of Markdown for work on specs: %j", async (args, packages) => {
    const files = await loadedBy(...args);
    const loaded = packagesOf(files);
    expect([...loaded]).toContain("yaml");
    if (packages) expect([...loaded].sort()).toEqual(packages);
    for (const heavy of ["axios", "fastify", "@pulumi/pulumi", "@octokit/core", "@gitbeaker/rest"])
      expect(loaded).not.toContain(heavy);
    expect([...loaded].filter((name) => /mdast|micromark/.test(name))).toEqual([]);
  });
});
