import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { SCHEMAS } from "../../toolkit/schema/published.ts";
import { undescribedPlaces } from "../../toolkit/schema/specJsonSchema.ts";
import { PROJECT_FOLDER, projectFile } from "../support/project.ts";

const text = readFileSync("schemas/spec.schema.json", "utf8");
// What keys say together stands apart from their types.
const ajv = new Ajv({ allErrors: true, strictTypes: false });
formats.default(ajv);
const validate = ajv.compile(JSON.parse(text));

const EXAMPLES = [
  ...["demo", "dev", "prod"].map((stack) => projectFile(`stacks/${stack}.yaml`)),
  "test/fixtures/everything-right.yaml",
];

/** An example with one thing changed. */
function damaged(from: string | RegExp, to: string): unknown {
  const valid = readFileSync(projectFile("stacks/demo.yaml"), "utf8");
  const changed = valid.replace(from, to);
  expect(changed).not.toBe(valid);
  return parse(changed, { merge: true });
}

describe("the published schemas", () => {
  it.each(Object.entries(SCHEMAS))("are up to date: %s", (name, print) => {
    expect(readFileSync(`schemas/${name}`, "utf8") === print(), "run `npm run schemas`").toBe(true);
  });
});

describe("the JSON Schema of the spec", () => {
  it.each(EXAMPLES)("accepts %s, which names it for editors", (file) => {
    const spec = readFileSync(file, "utf8");
    validate(parse(spec, { merge: true }));
    expect(validate.errors).toBeNull();
    const inProject = file.replace(`${PROJECT_FOLDER}/`, "");
    const up = "../".repeat(inProject.split("/").length - 1);
    expect(spec.split("\n")[0]).toBe(`# yaml-language-server: $schema=${up}schemas/spec.schema.json`);
  });

  it("describes every field", () => {
    expect(undescribedPlaces()).toEqual([]);
  });

  it("is small enough for an editor", () => {
    expect(Buffer.byteLength(text)).toBeLessThan(500_000);
  });

  it.each([
    ["a permission that the catalogue does not list", "routing:queue:view", "routing:queues:view"],
    ["a scope that the catalogue does not list", "routing:readonly", "routings:readonly"],
    ["a key that is not known", "    purpose: Nightly", "    purposse: Nightly"],
    ["a grant type that does not exist", "grantType: code", "grantType: codes"],
    ["a text where only `all` can be", "divisions: all", "divisions: every"],
    ["a token lifetime that is too short", "tokenLifetime: 1h", "tokenLifetime: 60"],
    ["a grant without divisions", ", divisions: [BPO_Adherence]", ""],
    ["a rule that does not exist", "groups:", "policies: { no-such-rule: disabled }\ngroups:"],
    ["an option that a rule does not have", "groups:", "policies: { waiver: { maximum: 3 } }\ngroups:"],
    ["a waiver without a last day", "groups:", "waivers: [{ finding: a, reason: b, owner: c }]\ngroups:"],
    [
      "an expectation of a permission that does not exist",
      "    scopes:",
      "    cannot: [routing:queues:view]\n    scopes:",
    ],
    [
      "an expectation with a key that is not known",
      "    scopes:",
      "    can: [{ permision: routing:queue:view }]\n    scopes:",
    ],
    ["an `only` without subjects", "groups:", "only: [{ permission: recording:recording:view }]\ngroups:"],
    ["an organization without an id", "id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8, ", ""],
  ])("refuses %s", (_, from, to) => {
    expect(validate(damaged(from, to))).toBe(false);
  });

  it.each([
    ["several actions of one entity", "- routing:queue:view", '- "routing:queue:view,search"'],
    ["a wildcard, which a rule refuses", "- routing:queue:view", '- "analytics:*:view"'],
    ["a token lifetime in seconds", "tokenLifetime: 1h", "tokenLifetime: 3600"],
    [
      "levels and options of rules",
      "groups:",
      "policies: { no-write-scope: advisory, waiver: { maximumDays: 30 } }\ngroups:",
    ],
    ["waivers", "groups:", "waivers: [{ finding: a, reason: b, owner: c, expires: 2027-03-31 }]\ngroups:"],
    ["included files", "groups:", "include: [shared/roles.yaml]\ngroups:"],
    [
      "expectations",
      "    scopes:",
      "    can: [GET /api/v2/users, { endpoint: GET /api/v2/users, in: A }, { permission: routing:queue:view }]\n    scopes:",
    ],
    ["who alone may hold a permission", "groups:", "only: [{ permission: routing:queue:view, subjects: [] }]\ngroups:"],
    ["empty sections", "groups:", "waivers: null\ngroups:"],
  ])("accepts %s", (_, from, to) => {
    validate(damaged(from, to));
    expect(validate.errors).toBeNull();
  });
});
