/** Permissions that real orgs have and the catalogue may not: believed where somebody vouches for them, refused in true words where nobody does. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { seenPermissions } from "../../access/catalogue/permissions.ts";
import { plan } from "../../access/plan/plan.ts";
import { orgOf } from "../../access/plan/planOffline.ts";
import { compareTerms } from "../../access/terms/compareTerms.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { judgeFacts } from "../../policies/judgeFacts.ts";
import { loadJudgedSpec } from "../../policies/loadJudgedSpec.ts";
import { termsOfSpec } from "../../policies/settingTerms.ts";
import { judgeSpecs } from "../../toolkit/judge/judgeSpecs.ts";
import type { BaseRef } from "../../toolkit/open/base.ts";
import { workingTree } from "../../toolkit/open/source.ts";

const ORG = "58f5d08e-c7f5-4f60-b254-92c700bbecf8";
const TODAY = "2026-11-29";

interface Case {
  readonly permissions: readonly string[];
  readonly access?: string;
  readonly list?: unknown;
  readonly more?: string;
  readonly today?: string;
}

function filesOf({ permissions, access = "read-write", list, more = "" }: Case): Readonly<Record<string, string>> {
  const spec = `organization: { id: ${ORG} }
${list === undefined ? "" : "catalogue: ../lists/org.json\n"}divisions: { EMEA: {} }
roles:
  agents:
    name: Integration - Agents
    purpose: What agents do
    access: ${access}
    permissions: ${JSON.stringify(permissions)}
groups:
  Agents: { grants: [{ role: agents, divisions: [EMEA] }] }
${more}`;
  const text = typeof list === "string" ? list : JSON.stringify(list, null, 2);
  return { "stacks/prod.yaml": spec, ...(list !== undefined && { "lists/org.json": text }) };
}

function readerOf(files: Readonly<Record<string, string>>) {
  return (file: string) => {
    const text = files[file];
    if (text === undefined) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
    return text;
  };
}

function check(one: Case) {
  const files = [{ name: "prod", file: "stacks/prod.yaml" }];
  const judged = judgeSpecs({ files, readText: readerOf(filesOf(one)), strict: false, today: one.today ?? TODAY });
  return { results: judged.stacks.flatMap(({ results }) => results), notes: judged.notes };
}

const listOf = (...permissions: readonly unknown[]) => ({
  formatVersion: 1,
  organization: ORG,
  takenAt: "2026-11-01",
  permissions: permissions.map((one) => (typeof one === "string" ? { permission: one } : one)),
});
const rulesOf = (one: Case) => check(one).results.map(({ rule, level }) => `${rule} ${level}`);

describe("a permission that exported roles of real orgs have", () => {
  it("is none that check calls unknown, each of them", () => {
    const permissions = seenPermissions().map(({ permission }) => permission);
    expect(permissions.length).toBeGreaterThanOrEqual(95);
    const told = check({ permissions }).results;
    expect(told.filter(({ rule }) => rule === "unknown-permission" || rule === "catalogue-gap")).toEqual([]);
  });

  it("is of the class that its row says: administering is a danger by name, and a recording is data about people", () => {
    const permissions = ["billing:subscription:edit", "recording:recording:download", "conversation:call:accept"];
    const rules = rulesOf({ permissions });
    expect(rules).toContain("no-takeover mandatory");
    expect(rules).toContain("sensitive-grant advisory");
    expect(rulesOf({ permissions: ["conversation:call:accept"], access: "read-only" })).toContain(
      "no-write-permission mandatory",
    );
  });
});

describe("a permission of an installed app", () => {
  it.each(["integration:cxCloudSN:view", "integration:myApp:view", "integration:someApp:edit"])(
    "is advice where no org is at hand, and never refused: %s",
    (permission) => {
      expect(check({ permissions: [permission] }).results.filter(({ level }) => level === "mandatory")).toEqual([]);
    },
  );

  it("that no list has is told as one that only the org knows", () => {
    const [told] = check({ permissions: ["integration:myApp:view"], access: "read-only" }).results.filter(
      ({ rule }) => rule === "catalogue-gap",
    );
    expect(told?.message).toContain("comes with an installed app");
  });
});

describe("a permission that nobody vouches for", () => {
  it("stays refused, is said to be not in the catalogue of a day, and its fix is the way out", () => {
    const [told, ...more] = check({ permissions: ["routing:agent:fly"] }).results.filter(
      ({ level }) => level === "mandatory",
    );
    expect(more).toEqual([]);
    expect(told).toMatchObject({ rule: "unknown-permission", waivable: true });
    expect(told?.message).toBe('"routing:agent:fly" is not in the catalogue of 2026-08-15.');
    expect(told?.fix).toBe(
      "Of routing:agent it has onqueue. Remove it; or if the org has it, name a list of the org that has it under the key `catalogue`.",
    );
  });

  it("may be waived", () => {
    const more = `waivers: [{ finding: "unknown-permission/role/agents/routing:agent:fly", reason: The pilot has it, owner: a@contoso.example, expires: 2027-01-31 }]`;
    const told = check({ permissions: ["routing:agent:fly"], more }).results;
    expect(told.filter(({ status, level }) => status === "open" && level === "mandatory")).toEqual([]);
  });

  it("is nowhere said to be one that Genesys Cloud does not have", () => {
    const more = `only: [{ permission: "routing:agent:fly", subjects: [] }]`;
    const told = check({ permissions: ["foo:*:view", "routing:queue:veiw"], more }).results;
    expect(told.length).toBeGreaterThan(2);
    for (const { message, fix } of told)
      expect(`${message} ${fix}`).not.toMatch(/Genesys Cloud has no|has no permission/);
  });
});

describe("the org's own list", () => {
  it("is believed: what is on it is not refused, neither in a role nor in a promise", () => {
    const list = listOf("routing:agent:fly", "newProduct:thing:view");
    const more = `only: [{ permission: "newProduct:thing:view", subjects: ["groups.Agents"] }]`;
    const told = check({ permissions: ["routing:agent:fly"], list, more });
    expect(told.results.filter(({ level }) => level === "mandatory")).toEqual([]);
    expect(told.results.map(({ rule }) => rule)).toContain("catalogue-gap");
    expect(told.notes).toEqual([]);
  });

  it("gives no class: whatever an action is called, it counts as one that writes", () => {
    const one = { permissions: ["newProduct:thing:view"], list: listOf("newProduct:thing:view"), access: "read-only" };
    const [told] = check(one).results.filter(({ rule }) => rule === "no-write-permission");
    expect(told?.message).toBe(
      'Permission "newProduct:thing:view" is not in the catalogue, so it counts as one that writes, and the role is read-only.',
    );
  });

  it("makes nothing harmless that the catalogue knows better", () => {
    const permissions = ["routing:queue:edit", "oauth:client:edit", "recording:recording:view"];
    const list = listOf(...permissions.map((permission) => ({ permission, label: "View", divisionAware: true })));
    expect(rulesOf({ permissions, access: "read-only", list })).toEqual(rulesOf({ permissions, access: "read-only" }));
  });

  it.each([
    [
      "of another org",
      { ...listOf("a:b:view"), organization: "11111111-c7f5-4f60-b254-92c700bbecf8" },
      "another-organization",
    ],
    ["with a kind of its own", listOf({ permission: "a:b:view", kind: "read" }), "malformed-catalogue"],
    ["with a name that looks like another one", listOf("routing:queue:vi\u0435w"), "malformed-catalogue"],
    ["with a name that turns the line around", listOf("a:b:\u202eview"), "malformed-catalogue"],
    ["with a wildcard", listOf("a:*:view"), "malformed-catalogue"],
    ["with all of everything", listOf("*:*:*"), "malformed-catalogue"],
    [
      "with one permission twice",
      listOf({ permission: "a:b:view", divisionAware: false }, "a:b:view"),
      "duplicate-permission",
    ],
    ["of another format", { ...listOf("a:b:view"), formatVersion: 2 }, "malformed-catalogue"],
    ["of no day", { ...listOf("a:b:view"), takenAt: "soon" }, "malformed-catalogue"],
    ["that is no list", [], "malformed-catalogue"],
    ["that says one key twice", '{ "formatVersion": 1, "formatVersion": 1 }', "duplicate-key"],
    ["that is larger than a file may be", `{ "x": "${"x".repeat(6_000_000)}" }`, "unreadable-catalogue"],
  ])("%s is refused", (_, list, code) => {
    const told = check({ permissions: ["routing:queue:view"], list }).results;
    expect(told.length).toBeGreaterThan(0);
    expect(told.every(({ rule }) => rule.includes(code))).toBe(true);
    expect(told.every(({ position }) => /org\.json$|prod\.yaml$/.test(position.file))).toBe(true);
  });

  it("is a file of the project, and no link or way out of it", () => {
    const source = workingTree(process.cwd());
    const spec = filesOf({ permissions: ["routing:queue:view"], list: {} })["stacks/prod.yaml"] ?? "";
    const outside = spec.replace("../lists/org.json", "../../../../../../../etc/hostname");
    const told = loadJudgedSpec("stacks/prod.yaml", (file, first) =>
      file === "stacks/prod.yaml" ? outside : source.readText(file, first),
    );
    expect(told.ok ? [] : told.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining("it is outside of the folder"),
    ]);
  });

  it("counts for nothing where the org is at hand: its own answer does", () => {
    const loaded = loadJudgedSpec(
      "stacks/prod.yaml",
      readerOf(filesOf({ permissions: ["a:b:view", "a:b:edit"], list: listOf("a:b:view") })),
    );
    if (!loaded.ok) throw new Error("The spec is valid.");
    const refusedIn = (permissions: readonly string[]) => {
      const planned = plan(loaded.spec, { ...orgOf(loaded.spec), permissions: new Set(permissions) });
      if (!planned.ok) throw new Error(planned.problems.map(({ message }) => message).join());
      const { open } = judgeFacts(factsFromPlan(planned.desired), { settings: {}, waivers: [], today: TODAY });
      return open.filter(({ rule }) => rule === "unknown-permission").map(({ atom }) => atom);
    };
    expect(refusedIn([])).toEqual(["a:b:edit", "a:b:view"]);
    expect(refusedIn(["a:b:edit"])).toEqual(["a:b:view"]);
  });

  it("counts as the base of a change has it: nobody writes a permission and vouches for it at once", () => {
    const head = filesOf({ permissions: ["a:b:view"], list: listOf("a:b:view") });
    const before = filesOf({ permissions: ["routing:queue:view"], list: listOf("a:c:view") });
    const judgedOn = (files: Readonly<Record<string, string>>) =>
      judgeSpecs({
        files: [{ name: "prod", file: "stacks/prod.yaml" }],
        readText: readerOf(head),
        base: { ref: "main", has: (file: string) => file in files, readText: readerOf(files) } as BaseRef,
        strict: false,
        today: TODAY,
      });
    const refused = ({ stacks }: ReturnType<typeof judgedOn>) =>
      stacks.flatMap(({ results }) => results.flatMap(({ rule, level }) => (level === "mandatory" ? [rule] : [])));
    expect(refused(judgedOn(before))).toEqual(["unknown-permission"]);
    expect(judgedOn(before).notes.join("\n")).toContain("counts as it is in main");
    expect(refused(judgedOn({}))).toEqual(["unknown-permission"]);
    expect(refused(judgedOn({ ...head }))).toEqual([]);
  });

  it("is told when it is old, and when its day is still to come", () => {
    const one = { permissions: ["routing:queue:view"], list: listOf("a:b:view") };
    expect(check({ ...one, today: "2027-06-01" }).notes).toEqual([
      "lists/org.json was taken from the org on 2026-11-01, 212 days ago: take it anew.",
    ]);
    expect(check({ ...one, today: "2026-10-01" }).notes[0]).toContain("still to come");
  });

  it("is a term of the difference: whoever changes a line of it gives something", () => {
    const termsWith = (list: unknown) => {
      const loaded = loadJudgedSpec(
        "stacks/prod.yaml",
        readerOf(filesOf({ permissions: ["routing:queue:view"], list })),
      );
      if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join());
      return termsOfSpec(loaded.spec);
    };
    const before = termsWith(listOf("a:b:view"));
    const gainedWith = (list: unknown) =>
      compareTerms({ base: before, head: termsWith(list) })
        .filter(({ direction }) => direction === "gained")
        .map(({ kind }) => kind);
    expect(gainedWith(listOf("a:b:view", "a:b:edit"))).toEqual(["org-catalogue"]);
    expect(gainedWith(listOf({ permission: "a:b:view", divisionAware: true }))).toEqual(["org-catalogue"]);
    expect(gainedWith(listOf({ permission: "a:b:view", allowsConditions: true }))).toEqual(["org-catalogue"]);
    const [told] = before.flatMap(({ kind, value }) => (kind === "org-catalogue" ? [value] : []));
    expect(told).toMatch(/ with 1 permission, [0-9a-f]{32}$/);
    // Words and the day give nothing.
    expect(gainedWith({ ...listOf({ permission: "a:b:view", label: "Look" }), takenAt: "2026-11-02" })).toEqual([]);
  });
});

it("the schema of the list is published", () => {
  expect(JSON.parse(readFileSync("schemas/org-catalogue.schema.json", "utf8"))).toMatchObject({
    required: ["formatVersion", "organization", "takenAt", "permissions"],
    additionalProperties: false,
  });
});
