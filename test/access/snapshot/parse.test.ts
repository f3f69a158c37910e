import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../../access/snapshot/model.ts";
import { parseSnapshot } from "../../../access/snapshot/parse.ts";
import { serialiseSnapshot } from "../../../access/snapshot/serialise.ts";
import { CLIENT, DIVISION, exampleSnapshot, GROUP, ROLE, USER } from "./example.ts";

const WHOLE = serialiseSnapshot(exampleSnapshot());
const problems = (text: string) => {
  const parsed = parseSnapshot(text);
  return parsed.ok ? [] : parsed.problems;
};
const problemsOf = (changes: Partial<Record<keyof Snapshot, unknown>>) =>
  problems(JSON.stringify({ ...exampleSnapshot(), ...changes }));
const notesOf = (text: string) => {
  const parsed = parseSnapshot(text);
  return parsed.ok ? parsed.notes : parsed.problems;
};

describe("the file of a snapshot", () => {
  it("is read as it was written, and written as it was read", () => {
    const parsed = parseSnapshot(WHOLE);
    expect(parsed).toEqual({ ok: true, snapshot: exampleSnapshot(), notes: [] });
    expect(parsed.ok && serialiseSnapshot(parsed.snapshot)).toBe(WHOLE);
  });

  it("is the same text whatever the order in which the org answers", () => {
    const { grants, people, roles, coverage } = exampleSnapshot();
    const turned = roles.map((role) => ({
      ...role,
      policies:
        role.policies?.toReversed().map((policy) => ({ ...policy, actions: [...policy.actions, "view"] })) ?? null,
    }));
    const shuffled = { grants: grants.toReversed(), people: people.toReversed(), roles: turned };
    expect(serialiseSnapshot(exampleSnapshot({ ...shuffled, coverage: coverage.toReversed() }))).toBe(WHOLE);
  });

  it("shows no control character of a name on a terminal, and loses none", () => {
    const name = "a\u001b[31m\u202eb\u0007\nc\ud800";
    const [client] = exampleSnapshot().clients;
    const text = serialiseSnapshot(exampleSnapshot({ clients: client ? [{ ...client, name }] : [] }));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\ud800]/);
    const parsed = parseSnapshot(text);
    expect(parsed.ok && parsed.snapshot.clients[0]?.name).toBe(name);
  });

  it("was cut: that is told", () => {
    expect(problems(WHOLE.slice(0, -20))).toEqual([expect.stringContaining("it was cut or damaged")]);
    expect(problems("")).toEqual([expect.stringContaining("it is no JSON")]);
  });

  it("is of another version, or of another kind", () => {
    expect(problemsOf({ formatVersion: 2 })).toEqual([expect.stringContaining("Update genesys-cloud-access")]);
    expect(problemsOf({ formatVersion: 0 })).toEqual([expect.stringContaining("Take a new snapshot.")]);
    expect(problemsOf({ formatVersion: "1" })).toEqual([expect.stringContaining("no number")]);
    for (const text of ["null", "[]", "1", '"x"', "{}"])
      expect(problems(text)).toEqual([expect.stringContaining("no formatVersion")]);
  });

  it("has a field that nobody knows, or lacks one: each is told with its place", () => {
    const [client] = exampleSnapshot().clients;
    expect(problemsOf({ clients: [{ ...client, secret: "s" }] })).toEqual([
      expect.stringMatching(/^clients\[0\]: .*secret/),
    ]);
    expect(problemsOf({ roles: [{ id: ROLE }], clients: "all" })).toEqual(
      expect.arrayContaining([expect.stringMatching(/^roles\[0\]\.name: /), expect.stringMatching(/^clients: /)]),
    );
  });

  it("has an id twice, or one that is no id", () => {
    const { clients, grants, divisions } = exampleSnapshot();
    expect(problemsOf({ clients: [...clients, ...clients] })).toContain(
      `clients[1]: "${CLIENT}" is there already, as clients[0].`,
    );
    expect(problemsOf({ grants: [...grants, ...grants.slice(0, 1)] })).toContain(
      "grants[3]: the grant is there already, as grants[0].",
    );
    expect(problemsOf({ divisions: divisions.map((it) => ({ ...it, id: "../../x" })) })).toContain(
      'divisions[0].id: "../../x" is no id of an org.',
    );
    expect(problemsOf({ people: [{ kind: "user", id: CLIENT, name: null, state: null }] })).toContain(
      `people[0].id: "${CLIENT}" is the id of a client too.`,
    );
  });

  it("lost a row, or a line of its coverage", () => {
    const { coverage } = exampleSnapshot();
    expect(problemsOf({ clients: [] })).toContain(
      "coverage[3]: the reading counted 1 clients, and the file has 0: it was cut or changed.",
    );
    expect(problemsOf({ coverage: coverage.slice(1) })).toEqual([
      "coverage: 0 lines say whether settings were read, and one must.",
    ]);
    const silent = coverage.map((line) => ({ ...line, state: line.part === "roles" ? "partly" : line.state }));
    expect(problemsOf({ coverage: silent })).toEqual([expect.stringMatching(/^coverage\[2\]: .*needs a reason/)]);
  });

  it("has more, longer or deeper content than an org has", () => {
    const [role] = exampleSnapshot().roles;
    const deep = `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`;
    expect(problems(WHOLE.replace('"condition": null', `"condition": ${deep}`))).toEqual([
      "roles[0].policies: a condition has more than 100 levels.",
    ]);
    expect(problemsOf({ roles: [{ ...role, name: "x".repeat(20_001) }] })).toEqual([
      "roles[0].name: a text of 20001 characters, and at most 20000 are read.",
    ]);
    expect(problemsOf({ grants: Array.from({ length: 200_001 }, () => 0) })).toEqual([
      "it has a list of 200001 rows, and at most 200000 are read.",
    ]);
  });

  it("names a user though it says that it names none", () => {
    for (const personalData of ["hashed", "left-out"])
      expect(problemsOf({ personalData })).toEqual([
        `people[0].name: personalData says ${personalData}, and here is a name.`,
      ]);
    expect(problemsOf({ readAt: "yesterday" })).toEqual(['readAt: "yesterday" is no time.']);
  });

  it("tells a bounded number of what is wrong", () => {
    const clients = Array.from({ length: 500 }, () => exampleSnapshot().clients[0]);
    expect(problemsOf({ clients })).toHaveLength(21);
    expect(problemsOf({ clients: clients.map(() => 1) })).toHaveLength(21);
  });

  it("names roles, divisions and holders that are not there: a note, because an org can hold such grants", () => {
    const { coverage } = exampleSnapshot();
    const unread = coverage.map((line) =>
      line.part === "clients" ? { ...line, state: "not-read" as const, count: 0, reason: "Refused." } : line,
    );
    const gone = DIVISION.replace("0001", "0009");
    const grants = exampleSnapshot().grants.map((grant) =>
      grant.subject === USER || grant.subject === GROUP ? { ...grant, division: gone } : grant,
    );
    expect(notesOf(serialiseSnapshot(exampleSnapshot({ clients: [], coverage: unread, grants })))).toEqual([
      `Grants name 1 divisions the org did not list: ${gone}.`,
      `Grants name 1 clients that were not read: ${CLIENT}.`,
    ]);
  });

  it("was changed since it was written, also by a second key of one name: a note", () => {
    const again = WHOLE.replace('"personalData": "kept"', '"personalData": "left-out",\n  "personalData": "kept"');
    expect(notesOf(again)).toEqual([expect.stringContaining("not as it was written")]);
    expect(notesOf(WHOLE.replaceAll("\n", "\r\n"))).toEqual([]);
  });
});
