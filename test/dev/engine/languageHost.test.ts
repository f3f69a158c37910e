import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import messages from "@pulumi/pulumi/proto/language_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb.js";
import { describe, expect, test, vi } from "vitest";
import { answer, runPlugin, startHost } from "./languageHost.ts";
import { programInfo, project, projectWithRunner, temporaryFolder } from "./projects.ts";

const PROJECT = join(import.meta.dirname, "../../..");

describe("what the engine asks before a run", () => {
  test("About names the Node that programs run with", async () => {
    const { client } = await startHost();
    const about = await answer(client, client.about, new messages.AboutRequest());
    expect(about.toObject()).toMatchObject({ executable: process.execPath, version: process.version });
  });

  test("no plugin has to be installed up front", async () => {
    const { client } = await startHost();
    const plugins = await answer(client, client.getRequiredPlugins, new messages.GetRequiredPluginsRequest());
    const packages = await answer(client, client.getRequiredPackages, new messages.GetRequiredPackagesRequest());
    expect(plugins.getPluginsList()).toEqual([]);
    expect(packages.getPackagesList()).toEqual([]);
  });

  test("the plugin's version is the SDK's", async () => {
    const { client } = await startHost();
    const sdk = JSON.parse(readFileSync(join(PROJECT, "node_modules/@pulumi/pulumi/package.json"), "utf8"));
    expect((await answer(client, client.getPluginInfo, new Empty())).getVersion()).toBe(sdk.version);
  });

  test("the program's dependencies are listed with the versions that are installed", async () => {
    const { client } = await startHost();
    const dir = project({
      "package.json": '{ "dependencies": { "zod": "^4.0.0" }, "devDependencies": { "absent": "1.x" } }',
    });
    const zod = JSON.parse(readFileSync(join(PROJECT, "node_modules/zod/package.json"), "utf8"));

    const request = new messages.GetProgramDependenciesRequest().setInfo(programInfo(dir));
    const { dependenciesList } = (await answer(client, client.getProgramDependencies, request)).toObject();

    expect(dependenciesList).toEqual([
      { name: "zod", version: zod.version },
      { name: "absent", version: "1.x" },
    ]);
  });
});

describe("a program run", () => {
  const DUMP = `require("fs").writeFileSync("seen.json", JSON.stringify({ args: process.argv.slice(2), execArgv: process.execArgv, cwd: process.cwd(), env: process.env }));`;

  /** Runs a program whose runner is `code`, and tells the answer and what the runner was given. */
  async function run(code: string, options?: Record<string, JavaScriptValue>) {
    const host = await startHost();
    const handshake = new messages.LanguageHandshakeRequest().setEngineAddress("127.0.0.1:7001");
    await answer(host.client, host.client.handshake, handshake);
    const dir = projectWithRunner("run", DUMP + code);
    const request = new messages.RunRequest()
      .setInfo(programInfo(dir, options))
      .setPwd(dir)
      .setProject("access")
      .setStack("prod")
      .setOrganization("organization")
      .setMonitorAddress("127.0.0.1:7002")
      .setParallel(8)
      .setDryrun(true)
      .setArgsList(["extra"])
      .setConfigsecretkeysList(["access:password"]);
    request.getConfigMap().set("access:password", "geheim").set("aws:region", "eu-west-1");
    const response = (await answer(host.client, host.client.run, request)).toObject();
    return { dir, response, seen: JSON.parse(readFileSync(join(dir, "seen.json"), "utf8")), printed: host.printed() };
  }

  test("hands over addresses, stack and entry point as the SDK's runner wants them", async () => {
    const { dir, seen, response } = await run("");
    expect(seen.args).toEqual([
      "--monitor=127.0.0.1:7002",
      "--engine=127.0.0.1:7001",
      "--organization=organization",
      "--project=access",
      `--root-directory=${dir}`,
      "--stack=prod",
      `--pwd=${dir}`,
      "--parallel=8",
      "--dry-run",
      "index.ts",
      "extra",
    ]);
    expect(seen.cwd).toBe(dir);
    expect(response).toEqual({ error: "", bail: false });
  });

  test("hands over the config and which of its keys are secret", async () => {
    const { seen } = await run("");
    expect(JSON.parse(seen.env.PULUMI_CONFIG)).toEqual({
      "access:config:password": "geheim",
      "aws:config:region": "eu-west-1",
    });
    expect(JSON.parse(seen.env.PULUMI_CONFIG_SECRET_KEYS)).toEqual(["access:password"]);
  });

  test("leaves TypeScript to Node when Pulumi.yaml says so, else to the SDK as the vendor's host does", async () => {
    expect((await run("", { typescript: false })).seen.env.PULUMI_NODEJS_TYPESCRIPT).toBeUndefined();
    expect((await run("", {})).seen.env.PULUMI_NODEJS_TYPESCRIPT).toBe("true");
  });

  test("passes nodeargs to Node, and keeps a quoted one together", async () => {
    const { seen } = await run("", { nodeargs: `--title="a b" --no-warnings` });
    expect(seen.execArgv).toEqual(["--title=a b", "--no-warnings"]);
  });

  test("shows what the program prints", async () => {
    const { printed } = await run(`console.log("to stdout"); console.error("to stderr");`);
    expect(printed).toContain("to stdout\n");
    expect(printed).toContain("to stderr\n");
  });

  test.each([
    ["a clean end is a success", "process.exit(0)", { error: "", bail: false }],
    ["exit code 32 stops the engine without another message", "process.exit(32)", { error: "", bail: true }],
    ["exit code 1 is an error", "process.exit(1)", { error: "The program ended with exit code 1.", bail: false }],
    [
      "a signal is an error",
      `process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000)`,
      { error: "The program was ended by signal SIGKILL.", bail: false },
    ],
  ])("%s", async (_title, code, expected) => {
    expect((await run(code)).response).toEqual(expected);
  });

  test("says what to do when the project's dependencies are not installed", async () => {
    const { client } = await startHost();
    const dir = temporaryFolder();
    const request = new messages.RunRequest().setInfo(programInfo(dir)).setPwd(dir);
    await expect(answer(client, client.run, request)).rejects.toThrow(
      `Cannot find module '@pulumi/pulumi/cmd/run' from ${dir}. Run "npm ci" in the project first.`,
    );
  });

  test("is ended by Cancel", async () => {
    const { client } = await startHost();
    const dir = projectWithRunner("run", `${DUMP} setInterval(() => {}, 1000);`);
    const running = answer(client, client.run, new messages.RunRequest().setInfo(programInfo(dir)).setPwd(dir));
    await vi.waitFor(() => expect(existsSync(join(dir, "seen.json"))).toBe(true), { timeout: 20_000 });

    await answer(client, client.cancel, new Empty());

    expect((await running).getError()).toBe("The program was ended by signal SIGTERM.");
  });
});

describe("a plugin run", () => {
  test("streams output and exit code, in the folder and with the environment that the engine names", async () => {
    const host = await startHost();
    const dir = projectWithRunner(
      "run-plugin",
      `console.log(process.cwd(), process.argv.slice(2).join(" "), process.env.A); console.error("oh"); process.exitCode = 7;`,
    );
    const cwd = temporaryFolder();
    const plugin = runPlugin(
      host,
      new messages.RunPluginRequest()
        .setInfo(programInfo(dir))
        .setKind("resource")
        .setPwd(cwd)
        .setArgsList(["127.0.0.1:7001"])
        .setEnvList(["A=b=c"]),
    );

    expect(await plugin.exitCode).toBe(7);
    expect(plugin.stdout()).toBe(`${cwd} 127.0.0.1:7001 ${dir} b=c\n`);
    expect(plugin.stderr()).toBe("oh\n");
  });

  test("ends with the engine's call", async () => {
    const host = await startHost();
    const dir = projectWithRunner(
      "run-plugin",
      `console.log("up"); process.on("SIGTERM", () => { require("fs").writeFileSync(process.argv[2] + "/ended", ""); process.exit(); }); setInterval(() => {}, 1000);`,
    );
    const plugin = runPlugin(host, new messages.RunPluginRequest().setInfo(programInfo(dir)).setPwd(dir));
    await vi.waitFor(() => expect(plugin.stdout()).toBe("up\n"), { timeout: 20_000 });

    plugin.call.cancel();

    await vi.waitFor(() => expect(existsSync(join(dir, "ended"))).toBe(true), { timeout: 20_000 });
  });
});

describe("the SDK that the host itself uses", () => {
  function installedHost(recorded?: string): string {
    const dir = join(temporaryFolder(), "language-host");
    cpSync(join(PROJECT, "dev/engine/language-host"), dir, { recursive: true });
    if (recorded !== undefined) writeFileSync(join(dir, "installed-from.json"), JSON.stringify({ project: recorded }));
    return join(dir, "main.mjs");
  }

  test("is the project's", async () => {
    const { client } = await startHost({ main: installedHost(), cwd: join(PROJECT, "dev/engine") });
    expect((await answer(client, client.about, new messages.AboutRequest())).getVersion()).toBe(process.version);
  });

  test("is that of the project which installed the host, if there is none where the engine runs", async () => {
    const { client } = await startHost({ main: installedHost(PROJECT), cwd: temporaryFolder() });
    expect((await answer(client, client.about, new messages.AboutRequest())).getVersion()).toBe(process.version);
  });

  test("is asked for in one sentence if there is none at all", async () => {
    const start = startHost({ main: installedHost(), cwd: temporaryFolder() });
    await expect(start).rejects.toThrow(
      /^The host ended with 1: pulumi-language-nodejs: @pulumi\/pulumi is not installed in .* Run "npm ci" in the project first\.\n$/,
    );
  });
});
