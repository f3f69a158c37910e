/** The files of Pulumi's are read here as Pulumi itself reads them: `pulumi config --json` is the witness. */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readStackConfig } from "../../toolkit/open/stackConfig.ts";
import { findPulumi } from "../../toolkit/pulumi/pulumiCli.ts";
import { type StackOnSimulator, stackOnSimulator } from "../support/stackOnSimulator.ts";

describe("the config of a stack", { timeout: 180_000 }, () => {
  let stack: StackOnSimulator;
  let project: string;

  beforeAll(async () => {
    stack = await stackOnSimulator({ stack: "demo" });
    project = await readFile(join(stack.workspace.dir, "Pulumi.yaml"), "utf8");
  }, 180_000);
  afterAll(() => stack?.close());

  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(stack.workspace.dir, file)), { recursive: true });
    await writeFile(join(stack.workspace.dir, file), text);
  };

  it.each([
    ["the project's key", "", "stacks/Pulumi.demo.yaml", "genesys-access:spec: a.yaml"],
    ["a key without the project", "", "stacks/Pulumi.demo.yaml", "spec: a.yaml"],
    ["a key in its old form", "", "stacks/Pulumi.demo.yaml", "genesys-access:config:spec: a.yaml"],
    ["a number", "", "stacks/Pulumi.demo.yaml", "genesys-access:spec: 42"],
    ["a truth value", "", "stacks/Pulumi.demo.yaml", "genesys-access:spec: true"],
    ["a list", "", "stacks/Pulumi.demo.yaml", "genesys-access:spec: [a, 1]"],
    ["a map", "", "stacks/Pulumi.demo.yaml", "genesys-access:spec: { a: b }"],
    ["another project's key", "", "stacks/Pulumi.demo.yaml", "other:spec: a.yaml"],
    ["the project's default", "config: { spec: all.yaml }\n", "stacks/Pulumi.demo.yaml", "other:a: b"],
    ["a declared default", "config: { spec: { default: all.yaml } }\n", "stacks/Pulumi.demo.yaml", "other:a: b"],
    ["a default that the stack replaces", "config: { spec: all.yaml }\n", "stacks/Pulumi.demo.yaml", "spec: a.yaml"],
    ["a byte order mark", "", "stacks/Pulumi.demo.yaml", "spec: a.yaml", "\uFEFF"],
    ["a file of another folder", "", "Pulumi.demo.yaml", "spec: a.yaml"],
  ])("is read as Pulumi reads it: %s", async (_what, more, file, line, mark = "") => {
    const { dir, env, pulumi } = stack.workspace;
    for (const other of ["stacks/Pulumi.demo.yaml", "Pulumi.demo.yaml"]) await rm(join(dir, other), { force: true });
    await write("Pulumi.yaml", `${project}\n${more}`);
    await write(file, `${mark}config:\n  ${line}\n`);
    const { stdout, output, exitCode } = await pulumi(["config", "--json", "--stack", "demo"]);
    expect(exitCode, output).toBe(0);
    const values = JSON.parse(stdout) as Record<string, { value?: string }>;
    const { specFile } = await readStackConfig("demo", dir, env, () => findPulumi(dir, env));
    expect(specFile).toBe(values["genesys-access:spec"]?.value ?? "stacks/demo.yaml");
  });

  it("is decrypted by Pulumi, whichever key is a secret", async () => {
    const { dir, env } = stack.workspace;
    await write("Pulumi.yaml", project);
    const { exitCode, output } = await stack.pulumi(
      "config",
      "set",
      "--secret",
      "region",
      "eu-west-1",
      "--stack",
      "demo",
    );
    expect(exitCode, output).toBe(0);
    const { GENESYSCLOUD_GATEWAY_HOST: _, ...others } = env;
    const config = await readStackConfig("demo", dir, others, () => findPulumi(dir, others));
    expect((await config.connection()).apiUrl).toBe("https://api.mypurecloud.ie");
    const locked = { ...others, PULUMI_CONFIG_PASSPHRASE: "wrong" };
    const { connection } = await readStackConfig("demo", dir, locked, () => findPulumi(dir, locked));
    await expect(connection()).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(/^Stack "demo": /),
    });
  });
});
