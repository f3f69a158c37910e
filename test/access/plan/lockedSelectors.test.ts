import { describe, expect, it } from "vitest";
import type { LockedDivision } from "../../../access/language/divisionLock.ts";
import type { LoadedSpec } from "../../../access/language/loadSpec.ts";
import { printProblem } from "../../../access/language/problem.ts";
import { lockable, selectorNotes } from "../../../access/plan/lockedSelectors.ts";
import { plan } from "../../../access/plan/plan.ts";
import { planDeployed } from "../../../access/plan/planDeployed.ts";
import { loadTexts, ORGANIZATION, specOf } from "../fixtures/load.ts";
import { org } from "../fixtures/org.ts";

const [NORTH, WEST, SOUTH] = [1, 2, 3].map((n) => `${n}0000000-0000-4000-8000-000000000000`) as [
  string,
  string,
  string,
];

function specWith(lock: readonly LockedDivision[] | undefined, head = ""): LoadedSpec {
  const spec = specOf(
    loadTexts({
      "stacks/prod.yaml": `organization: { id: ${ORGANIZATION} }
${head}
divisions: { EMEA_Own: { manage: true } }
roles: { reader: { name: Reader, permissions: ["routing:queue:view"] } }
clients:
  emea: { name: A, grantType: client-credentials, grants: [{ role: reader, divisions: { match: "EMEA_*", exclude: "*_Test" } }] }
  apac: { name: B, grantType: client-credentials, grants: [{ role: reader, divisions: { match: ["APAC_*", EMEA_Own] } }] }
`,
    }),
  );
  return lock ? { ...spec, lock: { organization: ORGANIZATION, divisions: lock } } : spec;
}

type Names = Readonly<Record<string, string>>;

function inOrg(divisions: Names) {
  return Object.entries(divisions).map(([id, name]) => ({ id, name, homeDivision: false }));
}

function taken(spec: LoadedSpec, divisions: Names, client = "emea"): string[] {
  const result = plan(spec, { ...org, divisions: inOrg(divisions) });
  if (!result.ok) throw new Error(result.problems.map(printProblem).join("\n"));
  return Object.keys(result.desired.clients.find(({ key }) => key === client)?.grants["reader"]?.divisions ?? {});
}

const LOCK = [
  { id: NORTH, name: "EMEA_North" },
  { id: SOUTH, name: "APAC_South" },
];

describe("selectors under a lock", () => {
  it("take what the lock admits and what the stack makes, and nothing else that matches", () => {
    const divisions = { [NORTH]: "EMEA_North", [WEST]: "EMEA_West" };
    expect(taken(specWith(LOCK), divisions)).toEqual(["EMEA_North", "EMEA_Own"]);
    expect(taken(specWith(undefined), divisions)).toEqual(["EMEA_North", "EMEA_Own", "EMEA_West"]);
  });

  it("know a division by its id: not another one of the name", () => {
    expect(taken(specWith(LOCK), { [WEST]: "EMEA_North" })).toEqual(["EMEA_Own"]);
  });

  it("keep a renamed division where they take both names, and let a new name join nothing", () => {
    expect(taken(specWith(LOCK), { [NORTH]: "EMEA_Nord" })).toEqual(["EMEA_Nord", "EMEA_Own"]);
    expect(taken(specWith(LOCK), { [SOUTH]: "EMEA_South" })).toEqual(["EMEA_Own"]);
    expect(taken(specWith(LOCK), { [NORTH]: "EMEA_North_Test" })).toEqual(["EMEA_Own"]);
  });

  it("do not give a grant nowhere in silence: a lock that admits nothing is a problem", () => {
    const yaml = specWith([]);
    const grants = { ...yaml.value, divisions: {} };
    const result = plan(
      { ...yaml, value: grants },
      { ...org, divisions: inOrg({ [NORTH]: "EMEA_North", [SOUTH]: "APAC_South", [WEST]: "EMEA_Own" }) },
    );
    expect(result.ok ? [] : result.problems.map(printProblem)).toContainEqual(
      expect.stringContaining(
        'clients.emea.grants[0].divisions: "EMEA_*" matches "EMEA_North", "EMEA_Own", and stacks/prod.lock.json admits none of them. Admit them with `genesys-access lock prod`',
      ),
    );
  });

  it("take locked divisions without an org as well, deployed or not yet", () => {
    const deployed = (found: Names) => {
      const result = planDeployed(specWith(LOCK), new Map(Object.entries(found)));
      return result.ok && result.desired.clients.find(({ key }) => key === "emea")?.grants["reader"]?.divisions;
    };
    const own = { EMEA_Own: { managed: "EMEA_Own" } };
    expect(deployed({ EMEA_West: WEST })).toEqual({ EMEA_North: { id: NORTH }, ...own });
    expect(deployed({ EMEA_North: NORTH })).toEqual({ EMEA_North: { id: NORTH }, ...own });
  });

  it("are locked as the org is, without what the stack makes itself", () => {
    const divisions = inOrg({
      [SOUTH]: "APAC_South",
      [WEST]: "EMEA_Own",
      [NORTH]: "EMEA_North",
      x: "EMEA_Test",
      y: "NA",
    });
    expect(lockable(specWith(undefined).value, divisions)).toEqual([
      { id: SOUTH, name: "APAC_South" },
      { id: NORTH, name: "EMEA_North" },
    ]);
  });
});

describe("what is told about selectors", () => {
  const notes = (lock: readonly LockedDivision[] | undefined, divisions: Names, head = "") =>
    selectorNotes(specWith(lock, head), inOrg(divisions));

  it("is nothing where org and lock agree, and where selectors are open", () => {
    expect(notes(LOCK, { [NORTH]: "EMEA_North", [SOUTH]: "APAC_South", [WEST]: "NA" })).toEqual([]);
    expect(notes(undefined, { [NORTH]: "EMEA_North" }, "selectors: open")).toEqual([]);
  });

  it("is that there is no lock", () => {
    expect(notes(undefined, { [NORTH]: "EMEA_North" })).toEqual([
      "Selectors take every division of the org that matches, whoever gave it its name: there is no stacks/prod.lock.json. Write it with `genesys-access lock prod`, or write `selectors: open` in stacks/prod.yaml.",
    ]);
  });

  it("names what waits, what was renamed, what was made again and what is gone", () => {
    expect(
      notes([...LOCK, { id: "gone", name: "EMEA_Old" }], {
        [NORTH]: "EMEA_Nord",
        [SOUTH]: "EMEA_South",
        [WEST]: "EMEA_Old",
        new: "EMEA_\u202eNew",
      }),
    ).toEqual([
      expect.stringMatching(
        /^The division "EMEA_Old" \(id 2.*, and the lock has another division of that name \(id gone\): it waits\./,
      ),
      expect.stringMatching(
        /^The division "EMEA_South" \(id 3.* matches a selector that does not take its locked name "APAC_South": it waits\./,
      ),
      expect.stringMatching(
        /^The division "EMEA_\\u\{202e\}New" \(id new\) matches a selector and is not in the lock: it waits\. `genesys-access lock prod` admits it/,
      ),
      expect.stringMatching(/^The locked division "EMEA_North" \(id 1.* is called "EMEA_Nord" now\./),
      expect.stringMatching(/^The locked division "APAC_South" .* is called "EMEA_South" now\./),
      expect.stringMatching(/^The locked division "EMEA_Old" \(id gone\) is not in the org any more\./),
    ]);
  });

  it("stays short, however many divisions somebody makes", () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`id-${n}`, `EMEA_${n}`]));
    const told = notes(LOCK, { ...many, [NORTH]: "EMEA_North", [SOUTH]: "APAC_South" });
    expect(told).toHaveLength(21);
    expect(told.at(-1)).toContain("480 more divisions of the org wait");
  });
});
