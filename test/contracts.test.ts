/** docs/contracts.md: names that are written into states, orgs, pipelines and other people's files. Each block is held to the code. */

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { LOCK_FORMAT_VERSION, lockFileOf, writeLock } from "../access/language/divisionLock.ts";
import { RESOURCES } from "../access/resources/index.ts";
import { type LeftOut, toldByOrg } from "../access/resources/kept.ts";
import { hasMarker, withoutMarker } from "../access/resources/marker.ts";
import { RECORD_OUTPUT, writeRecord } from "../access/terms/recordedTerms.ts";
import { generationName } from "../access/values/generation.ts";
import manifest from "../package.json" with { type: "json" };
import { INTERPRETER, PASSED_VARIABLES } from "../program/deliver.ts";
import { ConnectionError, resolveConnection } from "../providers/genesys/connection.ts";
import { HANDLER_TEXTS } from "../providers/handlerTexts.ts";
import { mappingText, NO_MAPPING, readMapping } from "../toolkit/adopt/mappingFile.ts";
import { EXIT } from "../toolkit/exitCodes.ts";
import { SCHEMAS } from "../toolkit/schema/published.ts";

const page = readFileSync("docs/contracts.md", "utf8");

function block(name: string): string[] {
  const [, text = ""] = new RegExp(`\`\`\`${name}\\n([\\s\\S]*?)\`\`\``).exec(page) ?? [];
  return text.trimEnd().split("\n");
}

const columns = (line: string) => line.split(/ {2,}/);

it("names the provider of each type in states", () => {
  const rows = Object.values(RESOURCES).map(({ token, handler }) => [token, HANDLER_TEXTS[handler]]);
  expect(block("providers").map(columns)).toEqual(rows);
  for (const text of Object.values(HANDLER_TEXTS)) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(125);
});

it("names generations and their deliveries after the client's key", () => {
  const names = block("names").map(columns);
  const of = (kind: string) => names.filter(([one]) => one === kind).map(([, name]) => name);
  expect(of("client")).toEqual([1, 2].map((generation) => generationName("powerbi-emea", generation)));
  expect(of("delivery")).toEqual([1, 2].map((generation) => `deliver/${generationName("powerbi-emea", generation)}`));
});

it("names the outputs of a grant that are no inputs", () => {
  const { inputs, outputs } = RESOURCES.grant;
  const more = Object.keys(outputs.shape).filter((key) => !(key in inputs.shape));
  expect(block("grant-outputs")).toEqual(more);
});

it("lists the outputs that the states of each type keep, and why", () => {
  const rows = block("outputs-of-resources").map(columns);
  const kept = Object.entries(RESOURCES).flatMap(([kind, { outputs, leftOut }]) =>
    Object.entries(outputs.shape).map(([property, shape]) => [kind, property, stays(property, shape, leftOut)]),
  );
  expect(rows.map((row) => row.slice(0, 3))).toEqual(kept);
  for (const [, , , why] of rows) expect(why).toMatch(/\w/);
});

function stays(property: string, shape: z.ZodType, leftOut: LeftOut): string {
  const leaves = leftOut[property];
  if (leaves === toldByOrg) return "never";
  if (leaves) return "unless usual";
  return shape instanceof z.ZodOptional ? "where it says something" : "always";
}

it("runs deliveries by an interpreter without a path", () => {
  expect(block("interpreter")).toEqual([INTERPRETER.join(" ")]);
});

it("tells the interpreter by one variable what the spec lists, and nothing where it lists nothing", async () => {
  const interpreter = String(new URL("../program/deliver/environment.mjs", import.meta.url));
  const { environmentOfCommand } = await import(interpreter);
  expect(block("passed-variables")).toEqual([PASSED_VARIABLES]);
  const run = { VAULT_ADDR: "https://vault.contoso.example", VAULT_TOKEN: "x" };
  expect(environmentOfCommand({ ...run, [PASSED_VARIABLES]: "VAULT_ADDR" }, "linux").environment).toEqual({
    VAULT_ADDR: run.VAULT_ADDR,
  });
  expect(environmentOfCommand(run, "linux")).toEqual({ environment: {}, unset: [] });
});

it("records the deployed terms in an output that Pulumi does not show", () => {
  const { version } = JSON.parse(writeRecord({ clients: [], terms: [] }));
  expect(block("record").map(columns)).toEqual([[RECORD_OUTPUT, String(version)]]);
  expect(readFileSync("program/index.ts", "utf8")).toContain(`export const ${RECORD_OUTPUT}: string = `);
});

it("recognises its marker at the end of a description", () => {
  for (const shown of block("markers")) {
    const marker = shown.replaceAll(/<(\w+)>/g, (_, name) => (name === "generation" ? "2" : name));
    const managedBy = marker.slice(1, -1);
    expect(hasMarker(`Nightly export ${marker}`, managedBy)).toBe(true);
    expect(withoutMarker(`Nightly export ${marker}`, managedBy)).toBe("Nightly export");
  }
});

it("reads the connection from these keys and variables", () => {
  const rows = block("config").map(columns);
  const asked: string[] = [];
  const config = { get: (key: string) => void asked.push(key) };
  expect(() => resolveConnection(config, {})).toThrow(ConnectionError);
  expect([...new Set([...asked, "spec"])].sort()).toEqual(rows.map(([key]) => key));
  const variables: string[] = [];
  const env = new Proxy({}, { get: (_, name) => void variables.push(String(name)) });
  expect(() => resolveConnection({ get: () => undefined }, env)).toThrow(ConnectionError);
  expect([...new Set(variables)].sort()).toEqual(rows.map(([, name]) => name).filter((name) => name !== "-"));
});

it("writes and reads the lock of a stack in this form", () => {
  const [file = "", version = "", ...keys] = block("lock");
  expect(lockFileOf("stacks/<stack>.yaml")).toBe(file);
  expect(columns(version)).toEqual(["formatVersion", String(LOCK_FORMAT_VERSION)]);
  const id = "58f5d08e-0000-4000-8000-000000000000";
  const written = JSON.parse(writeLock({ organization: id, divisions: [{ id, name: "EMEA" }] }));
  const { formatVersion: _, divisions, ...rest } = written;
  expect([...Object.keys(rest), ...Object.keys(divisions[0]).map((key) => `divisions[].${key}`)]).toEqual(keys);
});

it("writes the mapping file of an adoption in this form", () => {
  const [file = "", version = "", ...keys] = block("mapping");
  expect(file).toBe("adopted/<stack>.map.yaml");
  const organization = "58f5d08e-0000-4000-8000-000000000000";
  const text = `${columns(version).join(": ")}\norganization: ${organization}\nroles: { a: b }\n`;
  const read = readMapping(file, text, organization);
  expect(["organization", ...Object.keys(read)]).toEqual(keys);
  const fresh = mappingText(
    file,
    undefined,
    { organization: { id: organization, name: "", region: null } },
    NO_MAPPING,
    [],
  );
  expect(fresh).toContain(`${columns(version).join(": ")}\norganization: ${organization}\n`);
});

it("opens these entries of the package, and has these commands", () => {
  const entries = Object.keys(manifest.exports).map((entry) => `${manifest.name}${entry.slice(1)}`);
  expect(block("entries")).toEqual(entries);
  expect(Object.keys(manifest.bin)).toEqual(["genesys-access", "genesys-cloud-access"]);
});

it("ends with these codes", () => {
  expect(block("exit-codes").map(columns)).toEqual(Object.entries(EXIT).map(([name, code]) => [String(code), name]));
});

it("publishes these schemas", () => {
  expect(block("schemas")).toEqual(Object.keys(SCHEMAS));
});
