import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { EngineSettings } from "../../../dev/engine/index.ts";

/** The behaviour of a tool's stand-in: `works` puts a CLI where the real one would. */
export type Behaviour = "works" | "fails" | "hangs" | "missing";

/** A Pulumi home of its own, with stand-ins for `go` and for the `pulumi` npm package that leave notes of their calls. */
export interface FakeTools {
  readonly home: string;
  readonly versions: string;
  readonly settings: Required<EngineSettings>;
  /** Every line that was logged. */
  readonly log: readonly string[];
  /** Each call of `go`. */
  goCalls(): readonly GoCall[];
}

export interface GoCall {
  readonly args: readonly string[];
  readonly pid: number;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}

export function fakeTools(behaviour: { readonly go: Behaviour; readonly download: Behaviour }): FakeTools {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "engine-test-")));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const home = join(dir, "home");
  const notes = join(dir, "go-calls");
  const commands = join(dir, "commands");
  mkdirSync(commands);

  if (behaviour.go !== "missing") writeScript(join(commands, "go"), goScript(behaviour.go, notes));
  const wrapper = join(dir, "wrapper.cjs");
  writeScript(wrapper, wrapperScript(behaviour.download));
  const log: string[] = [];
  return {
    home,
    versions: join(home, "versions"),
    log,
    settings: { home, log: (line) => log.push(line), env: { PATH: commands, GOFLAGS: "-mod=vendor" }, wrapper },
    goCalls: () =>
      existsSync(notes)
        ? readFileSync(notes, "utf8")
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line))
        : [],
  };
}

/** A stand-in for the CLI: answers `pulumi version` with `says`. */
export function writeFakeCli(path: string, says = "v3.255.0"): void {
  mkdirSync(dirname(path), { recursive: true });
  writeScript(path, `console.log(${JSON.stringify(says)});`);
}

const WRITE_CLI = `
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, "#!${process.execPath}\\nconsole.log('v3.255.0');\\n", { mode: 0o755 });`;

function goScript(behaviour: Behaviour, notes: string): string {
  const outcome = {
    works: `console.error("go: downloading example.com/a v1.0.0"); console.error("example.com/a/b"); setTimeout(() => {${WRITE_CLI}}, 300);`,
    fails: `console.error("go: module lookup disabled by GOPROXY=off"); process.exitCode = 1;`,
    hangs: `fs.mkdirSync(path.dirname(target), { recursive: true }); fs.writeFileSync(target, "half"); setInterval(() => {}, 1000);`,
    missing: "",
  }[behaviour];
  return `const fs = require("node:fs"), path = require("node:path");
  const args = process.argv.slice(2), target = args[args.indexOf("-o") + 1];
  fs.appendFileSync(${JSON.stringify(notes)}, JSON.stringify({ args, pid: process.pid, env: process.env, cwd: process.cwd() }) + "\\n");
  ${outcome}`;
}

function wrapperScript(behaviour: Behaviour): string {
  const outcome = {
    works: `console.log("+ Installing");${WRITE_CLI} fs.writeFileSync(path.join(path.dirname(target), "pulumi-language-nodejs"), "vendor's");`,
    fails: `console.error("pulumi: fetch failed"); process.exitCode = 1;`,
    hangs: "setInterval(() => {}, 1000);",
    missing: `throw new Error("not installed");`,
  }[behaviour];
  return `const fs = require("node:fs"), path = require("node:path");
  const target = path.join(process.env.PULUMI_HOME, "versions", process.env.PULUMI_VERSION, "bin", "pulumi");
  console.error("Downloading pulumi v3.255.0...");
  ${outcome}`;
}

function writeScript(path: string, body: string): void {
  writeFileSync(path, `#!${process.execPath}\n${body}\n`);
  chmodSync(path, 0o755);
}
