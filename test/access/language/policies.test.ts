import { describe, expect, it } from "vitest";
import { printProblem } from "../../../access/language/problem.ts";
import { loadTexts, ORGANIZATION, problemsOf, specOf } from "../fixtures/load.ts";

const HEAD = `organization: { id: ${ORGANIZATION} }\n`;
const load = (yaml: string, others: Readonly<Record<string, string>> = {}) =>
  loadTexts({ "prod.yaml": HEAD + yaml, ...others });
const problems = (yaml: string) => problemsOf(load(yaml)).map(printProblem);

const WAIVER = "{ finding: a/role/b/c, reason: r, owner: o, expires: 2027-03-31 }";

describe("the policies of a spec", () => {
  it("are a level, or a level with options; null and nothing are the same", () => {
    const { value } = specOf(
      load("policies:\n  a: advisory\n  b: { enforcementLevel: disabled, most: 3 }\n  c: { list: [x] }"),
    );
    expect(value.policies).toEqual({
      a: "advisory",
      b: { enforcementLevel: "disabled", most: 3 },
      c: { list: ["x"] },
    });
    expect(specOf(load("policies:")).value.policies).toEqual({});
    expect(specOf(load("development: true")).value.policies).toEqual({});
  });

  it("may stand in several files, each rule in one", () => {
    const { value } = specOf(
      load("include: [more.yaml]\npolicies: { a: advisory }", { "more.yaml": "policies: { b: disabled }" }),
    );
    expect(value.policies).toEqual({ a: "advisory", b: "disabled" });
  });

  it("take no other level", () => {
    expect(problems("policies: { a: off }")).toEqual([expect.stringMatching(/^prod\.yaml:2:16 policies\.a: /)]);
    expect(problems("policies: { a: { enforcementLevel: warn } }")).toEqual([
      expect.stringMatching(/^prod\.yaml:2:36 policies\.a\.enforcementLevel: .*mandatory, advisory, disabled/),
    ]);
  });
});

describe("the waivers of a spec", () => {
  it("are kept as written", () => {
    expect(specOf(load(`waivers:\n  - ${WAIVER}`)).value.waivers).toEqual([
      { finding: "a/role/b/c", reason: "r", owner: "o", expires: "2027-03-31" },
    ]);
  });

  it.each(["finding", "reason", "owner", "expires"])("need a %s", (key) => {
    const without = WAIVER.replace(new RegExp(`${key}: [^,}]+,? ?`), "").replace(", }", " }");
    expect(problems(`waivers:\n  - ${without}`)).toEqual([expect.stringContaining(`the key "${key}" is missing`)]);
    const empty = WAIVER.replace(new RegExp(`${key}: [^,}]+`), `${key}: ""`);
    expect(problems(`waivers:\n  - ${empty}`)).toHaveLength(1);
  });

  it.each(["2027-02-30", "31.03.2027", "next spring"])("end on a day of the calendar, which %s is not", (day) => {
    expect(problems(`waivers:\n  - ${WAIVER.replace("2027-03-31", `"${day}"`)}`)).toEqual([
      expect.stringContaining("is not a day of the calendar. Write it as year-month-day"),
    ]);
  });

  it("cover each finding once", () => {
    expect(problems(`waivers:\n  - ${WAIVER}\n  - ${WAIVER}`)).toEqual([
      'prod.yaml:4:16 waivers[1].finding: "a/role/b/c" is waived already by waivers[0]. Keep one waiver for each finding.',
    ]);
  });
});

describe("data protection of a client", () => {
  const client = (said: string) =>
    `clients:\n  app:\n    name: App\n    grantType: code\n    redirectUris: ["https://app.contoso.example/"]\n    dataProtection: ${said}`;

  it.each([
    ["{ legalBasis: Consent, nativeMasking: true }", { legalBasis: "Consent", nativeMasking: true }],
    ["{ legalBasis: Consent, nativeMasking: false }", { legalBasis: "Consent" }],
    ["{ nativeMasking: false }", undefined],
    ["{}", undefined],
    ["", undefined],
  ])("is kept as far as it says something: %s", (said, kept) => {
    expect(specOf(load(client(said))).value.clients["app"]).toEqual(
      expect.objectContaining(kept ? { dataProtection: kept } : {}),
    );
    if (!kept) expect(specOf(load(client(said))).value.clients["app"]).not.toHaveProperty("dataProtection");
  });

  it("knows no other statement", () => {
    expect(problems(client("{ legal: Consent }"))).toEqual([expect.stringContaining("legalBasis")]);
    expect(problems(client('{ legalBasis: "" }'))).toHaveLength(1);
  });
});
