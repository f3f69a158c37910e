import { describe, expect, it } from "vitest";
import { writeLock } from "../../../access/language/divisionLock.ts";
import { loadLock } from "../../../access/language/loadLock.ts";
import { printProblem } from "../../../access/language/problem.ts";
import { loadTexts, ORGANIZATION, specOf } from "../fixtures/load.ts";

const DIVISIONS = [{ id: "11111111-1111-4111-8111-111111111111", name: "EMEA_North" }];
const LOCK = writeLock({ organization: ORGANIZATION, divisions: DIVISIONS });

function load(selectors: string, lock: string | Error, divisions = '{ match: "EMEA_*" }') {
  const spec = specOf(
    loadTexts({
      "stacks/prod.yaml": `organization: { id: ${ORGANIZATION} }
${selectors}
roles: { reader: { name: Reader, permissions: ["routing:queue:view"] } }
users: { jane@contoso.example: { grants: [{ role: reader, divisions: ${divisions}, justification: x }] } }
`,
    }),
  );
  const result = loadLock(spec, (file) => {
    expect(file).toBe("stacks/prod.lock.json");
    if (lock instanceof Error) throw lock;
    return lock;
  });
  return result.ok ? result.spec.lock : result.problems.map(printProblem);
}

const ABSENT = Object.assign(new Error("no such file"), { code: "ENOENT" });

describe("a spec and the lock beside it", () => {
  it("has the lock where there is one", () => {
    for (const selectors of ["", "selectors: locked", "selectors: null"])
      expect(load(selectors, LOCK), selectors).toEqual({ organization: ORGANIZATION, divisions: DIVISIONS });
  });

  it("needs none, unless it says that selectors are locked", () => {
    expect(load("", ABSENT)).toBeUndefined();
    expect(load("selectors: open", ABSENT)).toBeUndefined();
    expect(load("selectors: locked", ABSENT)).toEqual([
      "stacks/prod.yaml:2:12 selectors: selectors are locked, and there is no stacks/prod.lock.json. Write it with `genesys-access lock`.",
    ]);
  });

  it("is invalid with a lock that cannot be read: its selectors would take everything", () => {
    expect(load("", new Error("it is a link that leads out of the folder"))).toEqual([
      expect.stringContaining("stacks/prod.lock.json:1:1 the lock of the selectors cannot be read: it is a link"),
    ]);
    expect(load("", "x".repeat(6 * 1024 * 1024))).toEqual([expect.stringContaining("it is larger than")]);
    expect(load("", "{}")).toContainEqual(expect.stringContaining("stacks/prod.lock.json:1:1"));
  });

  it("is invalid with a lock of another org, and with one beside open selectors", () => {
    const other = LOCK.replace(ORGANIZATION, DIVISIONS[0]?.id ?? "");
    expect(load("", other)).toEqual([expect.stringContaining("the lock is of the organization")]);
    expect(load("selectors: open", LOCK)).toEqual([
      expect.stringContaining("stacks/prod.yaml:2:12 selectors: selectors are open"),
    ]);
  });

  it("is not asked for a lock without a selector", () => {
    expect(load("selectors: locked", new Error("unreadable"), "all")).toBeUndefined();
  });
});
