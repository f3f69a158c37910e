import { describe, expect, it } from "vitest";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { loadSpec } from "../../access/language/loadSpec.ts";
import { desiredExpectations } from "../../access/plan/expectations.ts";
import { foreignPromises } from "../../policies/promises.ts";
import { strictestSettings } from "../../policies/strictest.ts";

const ID = "58f5d08e-c7f5-4f60-b254-92c700bbecf8";

function spec(more: string): LoadedSpec {
  const loaded = loadSpec("other.yaml", () => `organization: { id: ${ID} }\n${more}\n`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.spec;
}

/** The setting of the rule of `own` and of `other`. */
function strictest(own: string, other: string) {
  const { settings, undecided } = strictestSettings(spec(own).value.policies, [spec(other)]);
  return { settings, undecided: undecided.map(({ rule, option }) => `${rule}.${option}`) };
}

describe("the strictest settings", () => {
  it.each([
    ["the higher level", "sensitive-read: advisory", "sensitive-read: mandatory", { enforcementLevel: "mandatory" }],
    [
      "the rule's own level where a spec says nothing",
      "no-admin-role: disabled",
      "",
      { enforcementLevel: "mandatory" },
    ],
    ["fewer days of a waiver", "waiver: { maximumDays: 100 }", "waiver: { maximumDays: 30 }", { maximumDays: 30 }],
    ["the usual days where a spec says nothing", "waiver: { maximumDays: 900 }", "", { maximumDays: 400 }],
    [
      "what both allow",
      'exact-redirect-uri: { hosts: ["a.example", "b.example"] }',
      'exact-redirect-uri: { hosts: ["b.example", "c.example"] }',
      { hosts: ["b.example"] },
    ],
    [
      "hosts that patterns of both allow",
      'exact-redirect-uri: { hosts: [".contoso.example", "xn--a.example"] }',
      'exact-redirect-uri: { hosts: ["crm.contoso.example", "*"] }',
      { hosts: [".contoso.example", "crm.contoso.example"] },
    ],
    [
      "the hosts of the one that names any",
      'exact-redirect-uri: { hosts: ["a.example"] }',
      "",
      { hosts: ["a.example"] },
    ],
    [
      "what any denies",
      'permission-deny-list: { permissions: ["routing:queue:*"] }',
      'permission-deny-list: { permissions: ["routing:skill:*"] }',
      { permissions: ["routing:queue:*", "routing:skill:*"] },
    ],
  ])("are %s, whichever of both is the stack's own", (_name, a, b, wanted) => {
    const section = (text: string) => (text === "" ? "" : `policies: { ${text} }`);
    for (const [own, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const { settings, undecided } = strictest(section(own), section(other));
      const [setting] = Object.values(settings);
      expect(undecided).toEqual([]);
      for (const [option, value] of Object.entries(wanted)) {
        const found = (setting as Record<string, unknown>)[option];
        expect(Array.isArray(found) ? [...found].sort() : found).toEqual(value);
      }
    }
  });

  it.each([
    ["unset", "waiver: { maximumDays: 30 }", "waiver: advisory", undefined],
    ["unset", "waiver: disabled", "", undefined],
    ["mandatory", "waiver: mandatory", "", "mandatory"],
    ["advisory", "waiver: advisory", "waiver: disabled", "advisory"],
  ])(
    "keep the level of waivers %s, which is that of their finding where nobody names one: %s, %s",
    (_, a, b, level) => {
      const { settings } = strictest(`policies: { ${a} }`, b === "" ? "" : `policies: { ${b} }`);
      expect((settings["waiver"] as { enforcementLevel?: string }).enforcementLevel).toBe(level);
    },
  );

  it("leave each stack its own delivery commands, which name single things as waivers do, and not the level of the rule", () => {
    const own = 'policies: { delivery-command: { enforcementLevel: advisory, commands: ["./store.sh"] } }';
    expect(strictest(own, "").settings["delivery-command"]).toMatchObject({
      commands: ["./store.sh"],
      enforcementLevel: "mandatory",
    });
    const other = 'policies: { delivery-command: { commands: ["./other.sh"] } }';
    expect(strictest(own, other).settings["delivery-command"]).toMatchObject({ commands: ["./store.sh"] });
  });

  it("are not known for options of which nobody can tell which value is stricter, unless the rule is off everywhere", () => {
    const pattern = (text: string, level: string) =>
      `policies: { name-conventions: { enforcementLevel: ${level}, client: "${text}" } }`;
    expect(strictest(pattern("^a", "advisory"), pattern("^b", "disabled")).undecided).toEqual([
      "name-conventions.client",
    ]);
    expect(strictest(pattern("^a", "disabled"), pattern("^b", "disabled")).undecided).toEqual([]);
    expect(strictest(pattern("^a", "advisory"), pattern("^a", "advisory")).undecided).toEqual([]);
  });
});

describe("a promise of another stack", () => {
  const promising = (text: string) => {
    const loaded = spec(text);
    return { spec: loaded, desired: { expectations: desiredExpectations(loaded.value) } };
  };
  const CLIENT = "11111111-2222-4333-8444-555555555555";
  const existing = (key: string) =>
    `roles: { r: { name: R, purpose: p, permissions: ["routing:queue:view"] } }\nclients: { ${key}: { existing: ${CLIENT}, grants: [{ role: r, divisions: [home] }] } }\ndivisions: { home: {} }`;
  const only = (subjects: string) => `only: [{ permission: "routing:queue:view", subjects: [${subjects}] }]`;

  it("names the same existing client by its id, whatever key each stack has for it", () => {
    const held = foreignPromises(promising(`${existing("a")}\n${only("clients.a")}`), promising(existing("b")));
    expect(held).toMatchObject([{ kind: "only", subjects: ["clients.b"] }]);
  });

  it("lets no client through that only has the same key", () => {
    const other = existing("a").replace(CLIENT, "99999999-2222-4333-8444-555555555555");
    expect(foreignPromises(promising(`${existing("a")}\n${only("clients.a")}`), promising(other))).toMatchObject([
      { kind: "only", subjects: [] },
    ]);
  });

  it("is not said twice where the stack makes it itself, as strictly", () => {
    const both = `${existing("a")}\n${only("clients.a")}`;
    expect(foreignPromises(promising(both), promising(both))).toEqual([]);
  });
});
