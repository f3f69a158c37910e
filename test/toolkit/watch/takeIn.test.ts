import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { DriftRow } from "../../../access/drift/model.ts";
import { loadJudgedSpec } from "../../../policies/loadJudgedSpec.ts";
import { hunkDiff } from "../../../toolkit/lineDiff.ts";
import { takeIn } from "../../../toolkit/watch/takeIn.ts";
import { SPEC } from "./watchedOrg.ts";

type Given = Pick<DriftRow, "kind" | "object" | "property"> & Partial<DriftRow>;

function row(given: Given): DriftRow {
  return {
    id: JSON.stringify(given),
    verdict: "wider",
    added: [],
    removed: [],
    access: [],
    since: null,
    who: { certainty: "unattributed", actors: [], reason: "" },
    todo: [],
    ...given,
  };
}

const object = (kind: DriftRow["object"]["kind"], key: string) => ({ kind, key, id: null, name: key });
const permissions = (added: string[], removed: string[] = [], key = "roles.reader") =>
  row({ kind: "added", object: object("role", key), property: "permissions", added, removed });
const divisions = (key: string, added: string[], removed: string[] = []) =>
  row({ kind: "added", object: object("grant", key), property: "divisions", added, removed });

function taken(text: string, ...rows: DriftRow[]) {
  const readText = (name: string): string => {
    if (name === "prod.yaml") return text;
    throw Object.assign(new Error("no such file"), { code: "ENOENT" });
  };
  const loaded = loadJudgedSpec("prod.yaml", readText);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join("\n"));
  const { value } = loaded.spec;
  const done = takeIn(rows, {
    stack: "prod",
    file: "prod.yaml",
    spec: value,
    readText,
    fileOf: () => "prod.yaml",
    today: "2026-11-02",
  });
  const after = done.edits.get("prod.yaml")?.after ?? text;
  const lines = hunkDiff("prod.yaml", text, after).filter((line) => /^[-+](?![-+])/.test(line));
  return { after, lines, left: done.left.map(({ reason }) => reason), taken: done.taken.length };
}

describe("taking a change of the org into the YAML", () => {
  it("adds and removes permissions where they stand, and keeps comments", () => {
    const { lines, taken: count } = taken(SPEC, permissions(["routing:skill:view"], ["routing:queue:view"]));
    expect([count, lines]).toEqual([1, ["-      - routing:queue:view", "+      - routing:skill:view"]]);
  });

  it("takes a compact line apart, also in a list on one line, and keeps the line ends of the file", () => {
    const text = SPEC.replace(
      '["wfm:historicalAdherence:view"]',
      '["routing:queue:view,search", "users:user:view"] # both',
    ).replaceAll("\n", "\r\n");
    const { lines } = taken(text, permissions([], ["routing:queue:view"], "roles.silo-reader"));
    expect(lines).toEqual([
      '-    permissions: ["routing:queue:view,search", "users:user:view"] # both\r',
      '+    permissions: [routing:queue:search, "users:user:view"] # both\r',
    ]);
  });

  it("adds a known division by its key, and declares one that the spec does not know", () => {
    const { lines } = taken(SPEC, divisions("clients.export.reader", ["Partner Silo", "Nord & Süd"]));
    expect(lines).toEqual([
      '+  nord-su-d: { name: "Nord & Süd" }',
      "-      - { role: reader, divisions: [EMEA_Operations] }",
      "+      - { role: reader, divisions: [EMEA_Operations, silo, nord-su-d] }",
    ]);
  });

  it("takes out a grant, a user whose only grant is gone, and a client", () => {
    const gone = (kind: "grant" | "client", key: string) =>
      row({ kind: "removed", object: object(kind, key), property: null });
    expect(taken(SPEC, gone("client", "clients.partner")).lines).toHaveLength(7);
    const second = SPEC.replace(
      "  nora.na@contoso.example:\n",
      "  max@contoso.example:\n    grants: [{ role: reader, divisions: [silo] }]\n  nora.na@contoso.example:\n",
    );
    expect(taken(second, gone("grant", "users.max@contoso.example.reader")).lines).toEqual([
      "-  max@contoso.example:",
      "-    grants: [{ role: reader, divisions: [silo] }]",
    ]);
  });

  it("says of what no spec can express what to do", () => {
    const of = (property: string, kind: DriftRow["object"]["kind"] = "role", key = "roles.reader") =>
      taken(SPEC, row({ kind: "changed", object: object(kind, key), property, added: ["x"], removed: ["y"] })).left[0];
    expect(of("generalPermissions")).toContain("No spec can ask for an old general permission");
    expect(of("conditional")).toContain("by hand");
    expect(of("state", "client", "clients.export")).toContain("No spec has an inactive client");
    expect(of("permissions of the role", "grant", "users.nora.na@contoso.example.reader")).toContain(
      "not this stack's",
    );
    expect(taken(SPEC, divisions("clients.export.reader", ["all divisions"])).left[0]).toContain(
      "a decision of a person",
    );
    expect(taken(SPEC, permissions([], ["users:user:view"])).left[0]).toContain("follows from a pattern");
  });

  it("gives an edit up that would not be valid, that a rule refuses, or that would reach other parts of the file", () => {
    expect(taken(SPEC, permissions(["authorization:role:edit"])).left[0]).toMatch(/^A rule refuses it: /);
    expect(taken(SPEC, permissions([], ["wfm:historicalAdherence:view"], "roles.silo-reader")).left[0]).toContain(
      "nothing would be left",
    );
    const shared = SPEC.replace("permissions:\n      - analytics", "permissions: &mine\n      - analytics").replace(
      '["wfm:historicalAdherence:view"]',
      "*mine",
    );
    const edited = taken(shared, permissions(["routing:skill:view"]));
    expect([edited.after, edited.left[0]]).toEqual([shared, expect.stringContaining("the anchor `&mine` shares it")]);
  });

  it("leaves everything else as it was, whatever is added and removed, and its hunks make the one text of the other", () => {
    const known = ["analytics:conversationDetail:view", "routing:queue:view"];
    const more = ["routing:skill:view", "routing:language:view", "analytics:queueObservation:view", "routing:wrapupCode:view"];
    fc.assert(
      fc.property(fc.subarray(more, { minLength: 1 }), fc.subarray(known), fc.boolean(), (added, removed, crlf) => {
        const text = crlf ? SPEC.replaceAll("\n", "\r\n") : SPEC;
        const { after, taken: count, left } = taken(text, permissions(added, removed));
        expect([count, left]).toEqual([1, []]);
        const expected = parse(text);
        expected.roles.reader.permissions = [...known.filter((one) => !removed.includes(one)), ...added];
        expect(parse(after)).toEqual(expected);
        expect(applied(text, hunkDiff("f", text, after))).toBe(after);
      }),
      { numRuns: 25 },
    );
  });
});

/** A strict reader of a unified diff. */
function applied(text: string, diff: readonly string[]): string {
  const old = text.split("\n");
  const out: string[] = [];
  let at = 0;
  for (const line of diff.slice(2)) {
    const start = /^@@ -(\d+)/.exec(line)?.[1];
    if (start !== undefined) {
      while (at < Number(start) - 1) out.push(old[at++] ?? "");
      continue;
    }
    if (line[0] !== "+") expect(old[at]).toBe(line.slice(1));
    if (line[0] !== "-") out.push(line.slice(1));
    if (line[0] !== "+") at += 1;
  }
  return [...out, ...old.slice(at)].join("\n");
}
