/** What people see while they type: the published schema in the service that VS Code and other editors use, and in a plain validator. */
import { globSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { parse } from "yaml";
import { getLanguageService, type LanguageService } from "yaml-language-server";
import { specReader } from "../../access/language/specReader.ts";
import { printYamlPath } from "../../access/values/yamlPath.ts";
import { checkSpecs } from "../../toolkit/check/checkSpecs.ts";
import { EXIT } from "../../toolkit/exitCodes.ts";
import { MISTAKES } from "./editorMistakes.ts";

const schema = JSON.parse(readFileSync("schemas/spec.schema.json", "utf8"));
const validate = new Ajv({ allErrors: true, strictTypes: false }).compile(schema);
const editor = openEditor();

function openEditor(): LanguageService {
  const service = getLanguageService({
    // The first line of a spec names the schema, relative to the file.
    schemaRequestService: () => Promise.resolve(JSON.stringify(schema)),
    workspaceContext: { resolveRelativePath: (path) => path },
  });
  service.configure({
    validate: true,
    hover: true,
    completion: true,
    schemas: [{ uri: "file:///spec.schema.json", fileMatch: ["*.yaml"], schema }],
  });
  return service;
}

let opened = 0;
/** A new name each: the service keeps what it has read. */
function open(yaml: string): TextDocument {
  opened += 1;
  return TextDocument.create(`file:///${opened}.yaml`, "yaml", 1, yaml);
}

/** The messages that an editor shows. */
async function marksOf(yaml: string): Promise<string[]> {
  return (await editor.doValidation(open(yaml), false)).map(({ message }) => message);
}

/** The paths that a validator complains about. */
function pathsOf(yaml: string): string[] {
  validate(parse(yaml, { merge: true }));
  return (validate.errors ?? []).map(({ instancePath, params }) => {
    const extra = params["additionalProperty"] ?? params["propertyName"];
    const parts = [...instancePath.split("/").slice(1), ...(extra === undefined ? [] : [extra])];
    const names = parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
    return printYamlPath(names.map((name) => (/^\d+$/.test(name) ? Number(name) : name)));
  });
}

function check(file: string, text?: string) {
  const fromDisk = specReader(process.cwd());
  return checkSpecs({
    files: [{ name: "spec", file }],
    readText: (path) => (text !== undefined && path === file ? text : fromDisk(path)),
    strict: false,
    today: "2026-11-29",
  });
}

const all = Object.entries(MISTAKES).map(([name, mistake]) => ({ name, ...mistake }));
const marked = all.flatMap(({ name, yaml, marked }) => (typeof marked === "string" ? [{ name, yaml, marked }] : []));
const left = all.flatMap(({ name, yaml, marked }) => (typeof marked === "string" ? [] : [{ name, yaml, ...marked }]));

describe("a mistake in a spec", { timeout: 60_000 }, () => {
  it.each(all)("is refused by check: $name", ({ yaml }) => {
    expect(check("spec.yaml", yaml).exitCode).not.toBe(0);
  });

  it.each(marked)("is marked where it is: $name", async ({ yaml, marked }) => {
    expect(pathsOf(yaml)).toContain(marked);
    const messages = await marksOf(yaml);
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) expect(message.length, message).toBeLessThan(1000);
  });

  it.each(left)("is left to check, for a reason: $name ($not)", async ({ yaml }) => {
    expect(pathsOf(yaml)).toEqual([]);
    expect(await marksOf(yaml)).toEqual([]);
  });

  it("is one short sentence where a permission is mistyped", async () => {
    const [message, ...more] = await marksOf(MISTAKES["a mistyped permission"]?.yaml ?? "");
    expect(message).toContain("A permission of the catalogue: take one of those that the editor proposes");
    expect(message?.length).toBeLessThan(200);
    expect(more).toEqual([]);
  });
});

describe("what check accepts", { timeout: 120_000 }, () => {
  const files = globSync(["stacks/*.yaml", "test/fixtures/*.yaml", "test/stories/*/{base,head}.yaml"])
    .filter((file) => /^organization:/m.test(readFileSync(file, "utf8")))
    .sort();

  /** A key and what is in it are about the same. */
  const touches = (one: string, other: string) => one.startsWith(other) || other.startsWith(one);

  it("is never marked, and of a valid file nothing but what a rule refuses", () => {
    const valid = files.flatMap((file) => {
      const { report, exitCode } = check(file);
      return exitCode === EXIT.invalidSpec ? [] : [{ file, found: report.stacks.flatMap(({ results }) => results) }];
    });
    expect(valid.length).toBeGreaterThan(80);
    const wrong = valid.flatMap(({ file, found }) => {
      const refused = found.filter(({ level }) => level === "mandatory").map(({ path }) => path);
      const paths = pathsOf(readFileSync(file, "utf8"));
      return paths.filter((path) => !refused.some((one) => touches(one, path))).map((path) => `${file}: ${path}`);
    });
    expect(wrong).toEqual([]);
  });

  it.each(["stacks/demo.yaml", "stacks/prod.yaml", "test/fixtures/everything-right.yaml"])(
    "is not marked by an editor either: %s",
    async (file) => expect(await marksOf(readFileSync(file, "utf8"))).toEqual([]),
  );

  it.each([
    ["sets the rule otherwise", "policies: { no-write-permission: advisory }"],
    [
      "waives a finding of the rule",
      'waivers: [{ finding: "no-write-permission/role/r/routing:queue:delete", reason: Import, owner: t, expires: 2026-12-20 }]',
    ],
  ])("is not marked because of a rule where the file %s", (_, more) => {
    const yaml = MISTAKES["a permission that writes in a role that reads"]?.yaml ?? "";
    expect(pathsOf(yaml)).not.toEqual([]);
    expect(pathsOf(`${yaml}${more}\n`)).toEqual([]);
  });
});

it("leaves a permission to check where the file names the org's own list", () => {
  const { yaml, marked } = MISTAKES["a mistyped permission"] ?? { yaml: "", marked: "" };
  expect(pathsOf(yaml)).toContain(marked);
  expect(pathsOf(`${yaml}catalogue: permissions.json\n`)).not.toContain(marked);
});

describe("an editor", { timeout: 60_000 }, () => {
  const ORG = "organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8 }\n";
  const ROLE = `${ORG}roles:\n  r:\n    name: R\n    permissions:\n      - `;

  async function hover(yaml: string, line: number): Promise<string> {
    const shown = await editor.doHover(open(yaml), { line, character: 8 });
    return JSON.stringify(shown?.contents ?? "");
  }

  it.each([
    ["routing:queue:view", "Only reads."],
    ["routing:queue:delete", "Can change something"],
    ["recording:recording:view", "Sensitive: "],
  ])("says what a permission opens, and shows no list: %s", async (permission, text) => {
    const shown = await hover(`${ROLE}${permission}\n`, 5);
    expect(shown).toContain("#### Permission");
    expect(shown).toContain(text);
    expect(shown.length).toBeLessThan(400);
  });

  it("has a heading and a text for a key", async () => {
    expect(await hover(`${ROLE}routing:queue:view\n`, 4)).toMatch(/#### Permissions.*What the role permits/);
  });

  it.each([
    ["permissions", ROLE, "routing:queue:view", 1400],
    ["scopes", `${ORG}clients:\n  c:\n    scopes:\n      - `, "routing:readonly", 100],
    ["rules", `${ORG}policies:\n  `, "no-write-permission", 30],
    ["grant types", `${ORG}clients:\n  c:\n    grantType: `, "client-credentials", 4],
  ])("proposes %s", async (_, yaml, name, least) => {
    const document = open(`${yaml}\n`);
    const { items } = await editor.doComplete(document, document.positionAt(yaml.length), false);
    expect(items.map(({ label }) => label)).toContain(name);
    expect(items.length).toBeGreaterThanOrEqual(least);
  });
});
