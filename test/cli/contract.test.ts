/** What holds of every command: the options that all have, where reports go, and what is printed as JSON. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { execa } from "execa";
import { afterAll, describe, expect, it } from "vitest";
import { serialiseSnapshot } from "../../access/snapshot/serialise.ts";
import { renderFleet } from "../../toolkit/fleet/render.ts";
import { renderPreflight } from "../../toolkit/preflight/render.ts";
import { exampleSnapshot } from "../access/snapshot/example.ts";
import { loadProgram } from "../support/program.ts";
import { head } from "../toolkit/fleet/fleetReports.ts";

const program = await loadProgram();
const commands = program.commands.map((command) => ({ name: command.name(), command }));
const optionsOf = (name: string) =>
  commands.find((one) => one.name === name)?.command.options.map(({ long }) => long) ?? [];

/** Commands that write no report, and why. */
const WITHOUT_OUTPUT: Readonly<Record<string, string>> = {
  adopt: "it writes files, and tells which",
  init: "it writes files, and tells which",
  lock: "it writes the lock, and tells how it changes",
  org: "it is a server, which tells where it listens",
  rotate: "it edits the YAML, and tells what to do next",
};

/** Commands that print JSON, and the schemas of it. */
const SCHEMAS: Readonly<Record<string, readonly string[]>> = {
  audit: ["audit-report"],
  catalogue: ["catalogue-refresh"],
  check: ["check-report"],
  diff: ["access-diff"],
  doctor: ["doctor-report"],
  explain: ["explanation", "diagnosis"],
  fleet: ["fleet-report"],
  org: ["org"],
  preflight: ["preflight-report"],
  preview: ["access-preview"],
  register: ["access-register"],
  rightsize: ["rightsize-report"],
  stacks: ["stacks"],
  usage: ["usage-report"],
  verify: ["verification"],
  version: ["versions"],
  watch: ["watch-report"],
  "who-can": ["holders"],
};

function validated(schema: string, text: string): void {
  const ajv = new Ajv({ allErrors: true, strictTypes: false });
  formats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(`schemas/${schema}.schema.json`, "utf8")));
  const value = JSON.parse(text);
  validate(value);
  expect(validate.errors, schema).toBeNull();
  expect(value.formatVersion, schema).toBe(1);
}

describe("every command", () => {
  it.each(commands)("says what it does, and how much it tells: $name", ({ name, command }) => {
    expect(command.description()).toMatch(/\.$/);
    expect(optionsOf(name)).toEqual(expect.arrayContaining(["--color", "--quiet", "--verbose"]));
  });

  it("writes its report to a file on request, or has none", () => {
    const without = commands.map(({ name }) => name).filter((name) => !optionsOf(name).includes("--output"));
    expect(without.sort()).toEqual(Object.keys(WITHOUT_OUTPUT).sort());
  });

  it("has a schema for its JSON", () => {
    const json = commands.filter(({ command }) =>
      command.options.some(({ argChoices, long }) => argChoices?.includes("json") || long === "--json"),
    );
    expect(json.map(({ name }) => name).sort()).toEqual(Object.keys(SCHEMAS).sort());
  });
});

describe("what is printed as JSON", { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "genesys-access-contract-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const error = join(folder, "error.json");
  writeFileSync(error, '{"status":403,"code":"missing.permissions","message":"[routing:queue:view]"}');
  const JULY = "test/fixtures/catalogue/openapi-2026-07.json.gz";
  const SPEC = "test/fixtures/everything-right.yaml";

  it.each([
    ["check-report", ["check", SPEC, "--format", "json"]],
    ["catalogue-refresh", ["catalogue", "refresh", "--from", JULY, "--format", "json"]],
    ["access-diff", ["diff", "--base", SPEC, "--head", SPEC, "--format", "json"]],
    ["doctor-report", ["doctor", "--format", "json"]],
    ["explanation", ["explain", "reporting", "--can", "routing:queue:view", "--stack", SPEC, "--format", "json"]],
    ["diagnosis", ["explain", "--error", error, "--format", "json"]],
    ["holders", ["who-can", "routing:queue:view", "--stack", SPEC, "--format", "json"]],
    ["access-register", ["register", "--stack", SPEC, "--format", "json"]],
    ["stacks", ["stacks", "--format", "json"]],
    ["versions", ["version", "--format", "json"]],
    ["org", ["org", "--port", "0", "--json", "--until-stdin-closes"]],
  ])("is what its schema says, and has its version: %s", async (schema, args) => {
    const file = join(folder, `${schema}.json`);
    const takesOutput = optionsOf(args[0] ?? "").includes("--output");
    const all = [...args, ...(takesOutput ? ["--output", file] : [])];
    const launcher = resolve("cli/genesys-access.mjs");
    const { stdout, stderr } = await execa(process.execPath, [launcher, ...all], { reject: false, input: "" });
    const text = takesOutput ? readFileSync(file, "utf8") : stdout;
    expect(text, stderr).not.toBe("");
    validated(schema, text);
  });

  it("is so where an org has to be asked", () => {
    const position = { file: "stacks/prod.yaml", line: 1, column: 1 };
    const flaw = { code: "missing-permission", message: "m", fix: "f", path: ["clients", "c"], ...position };
    validated(
      "preflight-report",
      renderPreflight(
        {
          stack: "prod",
          organization: { id: "1", name: "Contoso" },
          deployer: { clientId: "2", name: "Deployer" },
          needs: [],
          findings: [{ ...flaw, level: "error", permissions: ["a:b:c"], operations: [] } as never],
        },
        "json",
      ),
    );
    const changes = { create: 1, update: 0, replace: 0, delete: 0 };
    const org = { stack: "prod", file: "stacks/prod.yaml", changes, seconds: 1.5, reasons: [] };
    validated("snapshot", serialiseSnapshot(exampleSnapshot()));
    const previewed = [{ ...org, result: "previewed", exitCode: 0 }] as const;
    validated("fleet-report", renderFleet("preview", previewed, "json"));
    const of = { run: head(), shard: { index: 1, count: 2 } };
    validated("fleet-report", renderFleet("preview", previewed, "json", undefined, of));
    validated("fleet-report", renderFleet("preview", previewed, "json", undefined, { ...of, shard: null }));
  });
});
