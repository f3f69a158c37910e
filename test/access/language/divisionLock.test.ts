import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lockFileOf, readLock, writeLock } from "../../../access/language/divisionLock.ts";
import { printProblem } from "../../../access/language/problem.ts";

const ORG = "2f6c8a10-5b1d-4c57-9f0e-6f0a3c1d2e4b";
const [A, B] = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"];

function problemsIn(value: unknown): string[] {
  const read = readLock("stacks/prod.lock.json", typeof value === "string" ? value : JSON.stringify(value, null, 2));
  return read.ok ? [] : read.problems.map(printProblem);
}

describe("the lock of a stack", () => {
  it("lies beside the spec, under an ending that no spec has", () => {
    expect(lockFileOf("stacks/prod.yaml")).toBe("stacks/prod.lock.json");
    expect(lockFileOf("other/a.b.yml")).toBe("other/a.b.lock.json");
  });

  it("has one line for each division, in one order", () => {
    const divisions = [
      { id: B, name: "EMEA_West" },
      { id: A, name: "EMEA_North" },
    ];
    expect(writeLock({ organization: ORG, divisions })).toBe(`{
  "formatVersion": 1,
  "organization": "${ORG}",
  "divisions": [
    { "name": "EMEA_North", "id": "${A}" },
    { "name": "EMEA_West", "id": "${B}" }
  ]
}
`);
  });

  it("is read as it was written, whatever divisions are called", () => {
    const text = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom("$&", "\u202eabc", "a\nb", '"}', "# x", "\u0000"),
    );
    const division = fc.record({ id: fc.uuid(), name: text });
    fc.assert(
      fc.property(fc.uniqueArray(division, { selector: ({ id }) => id, maxLength: 5 }), (divisions) => {
        const written = writeLock({ organization: ORG, divisions });
        const read = readLock("a.lock.json", written);
        expect(read.ok && writeLock(read.lock)).toBe(written);
        expect(read.ok && new Set(read.lock.divisions)).toEqual(new Set(divisions));
      }),
    );
  });

  it("is refused with the line where anything of it is not understood", () => {
    const right = { formatVersion: 1, organization: ORG, divisions: [{ name: "EMEA", id: A }] };
    expect(problemsIn(right)).toEqual([]);
    expect(problemsIn({ ...right, formatVersion: 2 })[0]).toContain(
      "stacks/prod.lock.json:2:20 formatVersion: 2 is no",
    );
    expect(problemsIn({ ...right, organization: "acme" })[0]).toContain('"acme" is no id of an org');
    expect(problemsIn({ ...right, more: true })[0]).toContain('"more" is no key of a lock');
    expect(problemsIn({ ...right, divisions: {} })[0]).toContain("divisions is a list");
    expect(problemsIn({ ...right, divisions: [{ name: "EMEA" }] })[0]).toContain("divisions[0]");
    expect(problemsIn({ ...right, divisions: [{ name: "EMEA", id: "*" }] })[0]).toContain("no division with an id");
    expect(
      problemsIn({
        ...right,
        divisions: [
          { name: "A", id: A },
          { name: "B", id: A.toUpperCase() },
        ],
      })[0],
    ).toContain("locked twice");
    for (const text of ["", "[]", "{", "<<<<<<< HEAD\n{}"]) expect(problemsIn(text), text).not.toEqual([]);
  });
});
