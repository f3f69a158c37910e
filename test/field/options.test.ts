/** An option that one command takes is taken by every command that has a use for it: nobody should have to learn which. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, describe, expect, it } from "vitest";
import { genesysAccess } from "../support/inProcess.ts";
import { loadProgram } from "../support/program.ts";

/** Commands that are about no stack of the project, each with the reason. */
const WITHOUT_STACK: Readonly<Record<string, string>> = {
  completion: "is about the shell",
  org: "makes an org from any number of stacks, named by --from-spec",
  schema: "is about the language",
  stacks: "lists the stacks",
  suggest: "writes a role that is in no stack yet",
  verdict: "reads a file about all stacks",
  version: "is about the package",
};

const { commands } = await loadProgram();
const takes = (command: Command, option: string) => command.options.some(({ long }) => long === option);

describe("--stack", () => {
  it.each(commands.map((command) => [command.name(), command] as const))(
    "is taken by %s, or is of no use to it",
    (name, command) => {
      expect(takes(command, "--stack")).toBe(!Object.hasOwn(WITHOUT_STACK, name));
    },
  );

  const dir = mkdtempSync(join(tmpdir(), "genesys-access-options-"));
  mkdirSync(join(dir, "stacks"));
  const spec = "organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8 }\n";
  for (const stack of ["one", "two"]) writeFileSync(join(dir, "stacks", `${stack}.yaml`), spec);
  afterAll(() => rmSync(dir, { recursive: true }));
  const run = (...args: string[]) => genesysAccess(args, { cwd: dir });

  it("names the same stacks as the arguments of check", async () => {
    const [named, both] = await Promise.all([run("check", "--stack", "two"), run("check", "one", "--stack", "two")]);
    expect([named.exitCode, named.stdout]).toEqual([0, expect.stringContaining("1 stack, ")]);
    expect([both.exitCode, both.stdout]).toEqual([0, expect.stringContaining("2 stacks, ")]);
    expect((await run("check", "--stack", "tow")).stderr).toContain("Write one of one, two, or a file.");
  });

  it.each([[[]], [["one", "--stack", "two"]]])("names the one stack that lock takes: %j", async (args) => {
    const { exitCode, stderr } = await run("lock", ...args);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining("error: name one stack: `genesys-access lock prod`."),
    ]);
  });
});
