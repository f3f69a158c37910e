import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { EngineUnavailable, ensureEngine } from "../../../dev/engine/index.ts";
import { type FakeTools, fakeTools, writeFakeCli } from "./fakeTools.ts";

describe("a CLI that is already there", () => {
  test("is used without asking the network or Go", async () => {
    const tools = fakeTools({ go: "works", download: "works" });
    writeFakeCli(join(tools.versions, "3.255.0/bin/pulumi"));

    const engine = await ensureEngine(tools.settings);

    expect(engine).toEqual({
      bin: join(tools.versions, "3.255.0/bin"),
      pulumi: join(tools.versions, "3.255.0/bin/pulumi"),
      version: "3.255.0",
      origin: "cached",
    });
    expect(tools.log).toEqual([]);
    expect(tools.goCalls()).toEqual([]);
  });

  test("is started once to see that it runs, and again when the file is another", async () => {
    const tools = fakeTools({ go: "missing", download: "fails" });
    const pulumi = join(tools.versions, "3.255.0/bin/pulumi");
    const starts = join(tools.home, "starts");
    const counting = (comment: string) => `#!/bin/sh\n# ${comment}\necho started >> ${starts}\necho v3.255.0\n`;
    mkdirSync(join(tools.versions, "3.255.0/bin"), { recursive: true });
    writeFileSync(pulumi, counting("first"), { mode: 0o755 });

    await ensureEngine(tools.settings);
    await ensureEngine(tools.settings);
    expect(readFileSync(starts, "utf8")).toBe("started\n");

    writeFileSync(pulumi, counting("the second one"));
    await ensureEngine(tools.settings);
    expect(readFileSync(starts, "utf8")).toBe("started\nstarted\n");
  });

  test("is completed with the Node hosts that it lacks", async () => {
    const tools = fakeTools({ go: "missing", download: "fails" });
    writeFakeCli(join(tools.versions, "3.255.0/bin/pulumi"));

    const { bin } = await ensureEngine(tools.settings);

    for (const host of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
      expect(statSync(join(bin, host)).mode & 0o111, host).not.toBe(0);
    }
  });

  test("keeps the vendor's own language host", async () => {
    const tools = fakeTools({ go: "missing", download: "works" });

    const engine = await ensureEngine(tools.settings);

    expect(engine.origin).toBe("downloaded");
    expect(readFileSync(join(engine.bin, "pulumi-language-nodejs"), "utf8")).toBe("vendor's");
    expect((await ensureEngine(tools.settings)).origin).toBe("cached");
    expect(readFileSync(join(engine.bin, "pulumi-language-nodejs"), "utf8")).toBe("vendor's");
  });

  test("does not take a download whose digest is another one than was given", async () => {
    const tools = fakeTools({ go: "missing", download: "works" });
    const env = { ...tools.settings.env, GENESYS_ACCESS_PULUMI_SHA256: "0".repeat(64) };

    const error = await ensureEngine({ ...tools.settings, env }).catch((thrown: unknown) => thrown);

    expect(String(error)).toMatch(/its SHA-256 is [0-9a-f]{64}, and GENESYS_ACCESS_PULUMI_SHA256 says 0{64}/);
    expect(existsSync(join(tools.versions, "3.255.0"))).toBe(false);
    expect((await ensureEngine(tools.settings)).origin).toBe("downloaded");
    expect(tools.log.join("\n")).toContain("there is nothing to compare it with");
    // A later download of the same version is held to the first one.
    rmSync(join(tools.versions, "3.255.0"), { recursive: true });
    const record = join(tools.home, "genesys-access-cli.json");
    writeFileSync(record, readFileSync(record, "utf8").replace(/[0-9a-f]{64}/, "1".repeat(64)));
    await expect(ensureEngine(tools.settings)).rejects.toThrow(/genesys-access-cli\.json says 1{64}/);
  });

  test("has our language host renewed when its source has changed", async () => {
    const tools = fakeTools({ go: "works", download: "fails" });
    const { bin } = await ensureEngine(tools.settings);
    const launcher = join(bin, "pulumi-language-nodejs");
    const current = readFileSync(launcher, "utf8");
    const old = join(bin, "../language-host/0000");
    mkdirSync(old);
    writeFileSync(launcher, current.replace(/language-host\/\w+/, "language-host/0000"));
    const digest = /language-host\/(\w+)\//.exec(current)?.[1] ?? "";
    rmSync(join(bin, "../language-host", digest), { recursive: true });

    await ensureEngine(tools.settings);

    expect(readFileSync(launcher, "utf8")).toBe(current);
    expect(readdirSync(join(bin, "../language-host"))).toEqual([digest]);
  });

  test.each([
    ["does not run", "not a program"],
    ["is another version", "#!/bin/sh\necho v3.1.0\n"],
  ])("is replaced if it %s", async (_case, content) => {
    const tools = fakeTools({ go: "works", download: "fails" });
    const pulumi = join(tools.versions, "3.255.0/bin/pulumi");
    mkdirSync(join(tools.versions, "3.255.0/bin"), { recursive: true });
    writeFileSync(pulumi, content);
    chmodSync(pulumi, 0o755);

    expect((await ensureEngine(tools.settings)).origin).toBe("built");
    expect((await ensureEngine(tools.settings)).origin).toBe("cached");
  });

  test("is replaced if it is a link to a CLI that has gone", async () => {
    const tools = fakeTools({ go: "works", download: "fails" });
    mkdirSync(tools.versions, { recursive: true });
    symlinkSync(join(tools.home, "gone"), join(tools.versions, "3.255.0"));

    expect((await ensureEngine(tools.settings)).origin).toBe("built");
  });
});

describe("a build", () => {
  test("follows a download that failed, and leaves the complete folder and nothing else", async () => {
    const tools = fakeTools({ go: "works", download: "fails" });

    const engine = await ensureEngine(tools.settings);

    expect(engine.origin).toBe("built");
    expect(readdirSync(tools.versions)).toEqual(["3.255.0"]);
    expect(readdirSync(engine.bin).sort()).toEqual([
      "pulumi",
      "pulumi-language-nodejs",
      "pulumi-resource-pulumi-nodejs",
    ]);
    expect(statSync(join(tools.versions, "3.255.0")).mode & 0o777).toBe(0o755);
    expect(tools.log).toContain("The download from get.pulumi.com did not work: pulumi: fetch failed");
    expect(tools.log.join("\n")).toMatch(
      /Building the Pulumi CLI 3\.255\.0 from Go modules: about \d+ to \d+ minutes on/,
    );
  });

  test("is not decided by the user's own Go settings", async () => {
    const tools = fakeTools({ go: "works", download: "fails" });
    const env = {
      ...tools.settings.env,
      GOOS: "plan9",
      GOWORK: "/somewhere/go.work",
      GOPROXY: "https://proxy.example",
    };

    await ensureEngine({ ...tools.settings, env });

    const [call] = tools.goCalls();
    expect(call?.cwd).toBe(join(import.meta.dirname, "../../../dev/engine"));
    expect(call?.env).toMatchObject({ GOFLAGS: "-mod=readonly", GOWORK: "off", CGO_ENABLED: "0" });
    expect(call?.env["GOOS"]).toBeUndefined();
    expect(call?.env["GOPROXY"]).toBe("https://proxy.example");
    expect(call?.args.at(-1)).toBe("github.com/pulumi/pulumi/pkg/v3/cmd/pulumi");
  });

  test("is done once when several ask at the same time; the others wait and say so", async () => {
    const tools = fakeTools({ go: "works", download: "fails" });

    const engines = await Promise.all([1, 2, 3].map(() => ensureEngine(tools.settings)));

    expect(engines.map(({ origin }) => origin).sort()).toEqual(["built", "cached", "cached"]);
    expect(tools.goCalls()).toHaveLength(1);
    expect(
      tools.log.filter((line) => /^Another process \(\d+ on .+\) is getting the Pulumi CLI/.test(line)),
    ).toHaveLength(2);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("leaves nothing behind when %s ends it", async (signal) => {
    const tools = fakeTools({ go: "hangs", download: "fails" });
    const builder = await startBuild(tools);

    builder.kill(signal);

    expect(await endOf(builder)).toBe(signal);
    expect(readdirSync(tools.versions)).toEqual([]);
    await vi.waitFor(() => expect(isRunning(goProcess(tools))).toBe(false), { timeout: 20_000 });
  });

  test("takes over after one that was killed outright, and clears up after it", async () => {
    const tools = fakeTools({ go: "hangs", download: "fails" });
    const builder = await startBuild(tools);
    builder.kill("SIGKILL");
    await endOf(builder);
    process.kill(goProcess(tools), "SIGKILL");
    expect(readdirSync(tools.versions)).toHaveLength(2); // its lock and its half-made folder

    const successor = fakeTools({ go: "works", download: "fails" });
    const engine = await ensureEngine({ ...successor.settings, home: tools.home });

    expect(engine.origin).toBe("built");
    expect(readdirSync(tools.versions)).toEqual(["3.255.0"]);
  });
});

describe("no way to get a CLI", () => {
  test("is told with what each attempt said and with the three ways out", async () => {
    const tools = fakeTools({ go: "missing", download: "fails" });

    const error = await ensureEngine(tools.settings).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(EngineUnavailable);
    const text = error instanceof Error ? error.message : "";
    expect(text).toContain(`${join(tools.versions, "3.255.0/bin/pulumi")}: not there`);
    expect(text).toContain("download from get.pulumi.com: pulumi: fetch failed");
    expect(text).toContain("build from Go modules: there is no `go` on PATH");
    expect(text).toMatch(/1\. Put a Pulumi CLI .*\n.*2\. Allow HTTPS to get\.pulumi\.com.*\n.*3\. Install Go 1\.26/);
    expect(readdirSync(tools.versions)).toEqual([]);
  });

  test("quotes the last words of a build that fails", async () => {
    const tools = fakeTools({ go: "fails", download: "fails" });
    await expect(ensureEngine(tools.settings)).rejects.toThrow("go: module lookup disabled by GOPROXY=off");
  });

  test("comes from the command as a message without a stack trace and exit code 1", async () => {
    const tools = fakeTools({ go: "missing", download: "fails" });
    // The command takes the installed npm package: an unreachable proxy is its network without access.
    const env = { ...tools.settings.env, PULUMI_HOME: tools.home, HTTPS_PROXY: "http://127.0.0.1:1" };
    const command = spawn(process.execPath, [join(import.meta.dirname, "../../../dev/engine/main.ts")], { env });
    let text = "";
    command.stderr.on("data", (data) => {
      text += data;
    });

    expect(await endOf(command)).toBe(1);
    expect(text).toContain("There is no Pulumi CLI 3.255.0");
    expect(text).not.toMatch(/^\s+at /m);
  });
});

/** Runs ensureEngine in a process of its own, up to the moment where `go` has begun. */
async function startBuild(tools: FakeTools): Promise<ChildProcess> {
  const { home, env, wrapper } = tools.settings;
  const index = join(import.meta.dirname, "../../../dev/engine/index.ts");
  const code = `import { ensureEngine } from ${JSON.stringify(index)}; await ensureEngine(${JSON.stringify({ home, env, wrapper })});`;
  const builder = spawn(process.execPath, ["--input-type=module", "--eval", code], { stdio: "ignore" });
  onTestFinished(() => {
    builder.kill("SIGKILL");
  });
  await vi.waitFor(() => expect(halfMade(tools)).toBe(true), { timeout: 20_000, interval: 50 });
  return builder;
}

function halfMade({ versions }: FakeTools): boolean {
  if (!existsSync(versions)) return false;
  const stage = readdirSync(versions).find((name) => name.includes("building-"));
  return stage !== undefined && existsSync(join(versions, stage, "3.255.0/bin/pulumi"));
}

function goProcess(tools: FakeTools): number {
  return tools.goCalls().at(-1)?.pid ?? Number.NaN;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function endOf(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  return new Promise((resolve) => child.once("close", (code, signal) => resolve(signal ?? code)));
}
