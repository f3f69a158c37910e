import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Failure } from "../../../toolkit/failure.ts";
import { readStackConfig } from "../../../toolkit/open/stackConfig.ts";
import type { PulumiCli } from "../../../toolkit/pulumi/pulumiCli.ts";

const PROJECT = "name: access\nruntime: nodejs\nstackConfigDir: stacks\n";
const DEPLOYER = { GENESYSCLOUD_OAUTHCLIENT_ID: "id", GENESYSCLOUD_OAUTHCLIENT_SECRET: "deployer's own" };

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "genesys-access-config-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

function write(file: string, content: string | Buffer): void {
  mkdirSync(dirname(join(dir, file)), { recursive: true });
  writeFileSync(join(dir, file), content);
}

async function nobody(): Promise<PulumiCli> {
  throw new Error("Pulumi was asked.");
}

/** The config of a stack for which Pulumi need not be asked. */
function read(files: Readonly<Record<string, string | Buffer>>, stack = "prod", env: NodeJS.ProcessEnv = {}) {
  for (const [file, content] of Object.entries(files)) write(file, content);
  return readStackConfig(stack, dir, env, nobody);
}

describe("the connection of a stack", () => {
  it("comes from the stack's file, which lies where the project says", async () => {
    const config = await read({
      "Pulumi.yaml": PROJECT,
      "stacks/Pulumi.prod.yaml":
        "config:\n  access:region: eu-central-1\n  access:oauthClientId: id\n  other:region: us-east-1\n",
      "Pulumi.prod.yaml": "config:\n  access:region: us-west-2\n",
    });
    expect(config).toMatchObject({ specFile: "stacks/prod.yaml", hasCredentials: false });
    await expect(config.connection()).rejects.toMatchObject({
      message: "The connection to Genesys Cloud is not complete.",
      exitCode: 4,
      details: [expect.stringContaining("oauthClientSecret: set GENESYSCLOUD_OAUTHCLIENT_SECRET")],
    });
  });

  it.each([
    ["beside Pulumi.yaml by default", "name: access\n", "Pulumi.prod.yaml"],
    [
      "in the folder that old projects name with `config`",
      "name: access\nconfig: settings\n",
      "settings/Pulumi.prod.yaml",
    ],
    ["of a service's stack as well", PROJECT, "stacks/Pulumi.prod.yaml", "contoso/access/prod"],
  ])("is looked for %s", async (_where, project, file, stack = "prod") => {
    const config = await read({ "Pulumi.yaml": project, [file]: "config: { access:spec: specs/all.yaml }\n" }, stack);
    expect(config.specFile).toBe("specs/all.yaml");
  });

  it.each([
    ["a key with the project's name", "access:region: eu-west-1"],
    ["a key alone", "region: eu-west-1"],
    ["a key in its old form", "access:config:region: eu-west-1"],
  ])("is read of %s", async (_form, line) => {
    const config = await read(
      { "Pulumi.yaml": PROJECT, "stacks/Pulumi.prod.yaml": `config:\n  ${line}\n` },
      "prod",
      DEPLOYER,
    );
    expect(await config.connection()).toMatchObject({ apiUrl: "https://api.mypurecloud.ie", clientId: "id" });
    expect(config.hasCredentials).toBe(true);
  });

  it.each(["  region: eu-west-1\n", "  region: { default: eu-west-1 }\n", "  access:region: { value: eu-west-1 }\n"])(
    "has what the project sets for all stacks, unless the stack sets another:%s",
    async (line) => {
      const project = `${PROJECT}config:\n${line}`;
      const all = await read({ "Pulumi.yaml": project }, "prod", DEPLOYER);
      expect((await all.connection()).apiUrl).toBe("https://api.mypurecloud.ie");
      const own = { "Pulumi.yaml": project, "stacks/Pulumi.prod.yaml": "config:\n  access:region: us-east-1\n" };
      expect((await (await read(own, "prod", DEPLOYER)).connection()).apiUrl).toBe("https://api.mypurecloud.com");
    },
  );

  it("is that of the environment it is given, which wins over the files", async () => {
    const files = {
      "Pulumi.yaml": PROJECT,
      "stacks/Pulumi.prod.yaml":
        "config:\n  access:region: us-east-1\n  access:oauthClientSecret: { secure: v1:abc }\n",
    };
    const config = await read(files, "prod", { ...DEPLOYER, GENESYSCLOUD_REGION: "eu-west-1" });
    expect(await config.connection()).toMatchObject({ apiUrl: "https://api.mypurecloud.ie", clientId: "id" });
  });

  it("needs no project: then the environment is all there is", async () => {
    const config = await read({}, "prod", { ...DEPLOYER, GENESYSCLOUD_REGION: "eu-west-1" });
    expect(config.specFile).toBe("stacks/prod.yaml");
    expect((await config.connection()).clientId).toBe("id");
  });

  it("takes files with a byte order mark, and empty ones", async () => {
    const config = await read({ "Pulumi.yaml": `\uFEFF${PROJECT}`, "stacks/Pulumi.prod.yaml": "" });
    expect(config.hasCredentials).toBe(false);
  });

  it("asks Pulumi for a secret only when it is needed, in the environment of the CLI that it is given", async () => {
    write("Pulumi.yaml", PROJECT);
    write(
      "stacks/Pulumi.prod.yaml",
      "config:\n  access:region: eu-west-1\n  access:oauthClientId: id\n  access:oauthClientSecret: { secure: v1:abc }\n",
    );
    // Answers as `pulumi config get` does, and shows what it was asked.
    const command = join(dir, "pulumi");
    write("pulumi", `#!/bin/sh\necho "$@" >> "${dir}/asked"\necho "$PULUMI_CONFIG_PASSPHRASE of the org"\n`);
    chmodSync(command, 0o755);
    const env = { PATH: process.env["PATH"], PULUMI_CONFIG_PASSPHRASE: "passphrase" };
    const cli = { command, env, automation: () => Promise.reject(new Error("not needed")) };
    const config = await readStackConfig("prod", dir, env, async () => cli);
    expect(config.hasCredentials).toBe(true);
    const { clientSecret } = await config.connection();
    expect(clientSecret.reveal()).toBe("passphrase of the org");
    const [asked] = readFileSync(join(dir, "asked"), "utf8").split("\n");
    expect(asked).toBe("config get oauthClientSecret --stack prod --non-interactive --color never");
  });

  it("says what Pulumi says where it cannot decrypt, without a backend's password", async () => {
    write("Pulumi.yaml", PROJECT);
    write("stacks/Pulumi.prod.yaml", "config:\n  access:region: { secure: v1:abc }\n");
    const command = join(dir, "pulumi");
    write("pulumi", "#!/bin/sh\necho 'error: no stack in postgres://me:s3cret@db.example/x' >&2\nexit 1\n");
    chmodSync(command, 0o755);
    const cli = { command, env: { PATH: process.env["PATH"] }, automation: () => Promise.reject(new Error()) };
    const { connection } = await readStackConfig("prod", dir, DEPLOYER, async () => cli);
    await expect(connection()).rejects.toMatchObject({
      message: 'Stack "prod": no stack in postgres://****@db.example/x.',
      exitCode: 4,
    });
  });
});

describe("a file of Pulumi's that is wrong", () => {
  it.each([
    ["a list", "- a\n", "Pulumi.yaml:1:1 the file is a map of keys and values."],
    ["a number", "42\n", "Pulumi.yaml:1:1 the file is a map of keys and values."],
    ["no name", "runtime: nodejs\n", "Pulumi.yaml names no project."],
    ["a number as its name", "name: 7\n", "Pulumi.yaml:1:7 name of Pulumi.yaml is a text."],
    ["a list as its name", "name: [a]\n", "Pulumi.yaml:1:7 name of Pulumi.yaml is a text."],
    [
      "a map as the folder",
      "name: a\nstackConfigDir: { a: 1 }\n",
      "Pulumi.yaml:2:17 stackConfigDir of Pulumi.yaml is a",
    ],
    ["a list of config", "name: a\nconfig: [1, 2]\n", "Pulumi.yaml:2:9 config is a map of keys and values."],
    ["no YAML", "name: [\n", "Pulumi.yaml:2:1 "],
    ["a tab", "name: a\nconfig:\n\tb: 1\n", "a tab indents this line"],
    ["two documents", "name: a\n---\nname: b\n", "several YAML documents"],
    ["a key twice", "name: a\nname: b\n", 'the key "name" is already defined at Pulumi.yaml:1:1'],
    ["aliases without end", "name: &a [*a]\n", "stands inside its own anchor"],
    ["a tag of another program", "name: !!js/function 'x'\n", "Pulumi.yaml:1:"],
    ["UTF-16", Buffer.from(`\uFEFF${PROJECT}`, "utf16le"), "Pulumi.yaml is not text in UTF-8."],
    ["UTF-16 without a mark", Buffer.from(PROJECT, "utf16le"), "Pulumi.yaml is not text in UTF-8."],
    ["Latin-1", Buffer.from("name: a\ndescription: Zugänge\n", "latin1"), "Pulumi.yaml is not text in UTF-8."],
  ])("is told with its place and what to do: %s in Pulumi.yaml", async (_what, content, message) => {
    const failure = await read({ "Pulumi.yaml": content }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ exitCode: 2, message: expect.stringContaining(message) });
    expect((failure as Failure).message).toMatch(/[.!?)]$|\. .*$/);
  });

  it.each([
    ["a list", "- a\n", "stacks/Pulumi.prod.yaml:1:1 the file is a map"],
    ["a text", "hello\n", "stacks/Pulumi.prod.yaml:1:1 the file is a map"],
    [
      "a list of config",
      "config:\n  - a: 1\n",
      "stacks/Pulumi.prod.yaml:2:3 config of stacks/Pulumi.prod.yaml is a map",
    ],
    ["a number of config", "config: 1\n", "stacks/Pulumi.prod.yaml:1:9 config of stacks/Pulumi.prod.yaml is a map"],
    ["UTF-16", Buffer.from("\uFEFFconfig: {}\n", "utf16le"), "stacks/Pulumi.prod.yaml is not text in UTF-8."],
  ])("is told with its place and what to do: %s in the stack's file", async (_what, content, message) => {
    const failure = read({ "Pulumi.yaml": PROJECT, "stacks/Pulumi.prod.yaml": content });
    await expect(failure).rejects.toThrow(Failure);
    await expect(failure).rejects.toThrow(message);
  });

  it("is told as such where it is a folder", async () => {
    write("Pulumi.yaml", PROJECT);
    mkdirSync(join(dir, "stacks", "Pulumi.prod.yaml"), { recursive: true });
    await expect(readStackConfig("prod", dir, {}, nobody)).rejects.toThrow(
      "stacks/Pulumi.prod.yaml cannot be read: EISDIR",
    );
  });

  it.each([
    ["a number", "7", 'there is no region "7"'],
    ["a list", "[eu-west-1]", 'there is no region "["eu-west-1"]"'],
    ["true", "true", 'there is no region "true"'],
  ])("is told with the key where only its value is wrong: %s", async (_what, value, message) => {
    const config = await read(
      { "Pulumi.yaml": PROJECT, "stacks/Pulumi.prod.yaml": `config:\n  access:region: ${value}\n` },
      "prod",
      DEPLOYER,
    );
    await expect(config.connection()).rejects.toMatchObject({ details: [expect.stringContaining(message)] });
  });
});
