import { describe, expect, it } from "vitest";
import { isWritePermission } from "../../../../access/catalogue/permissions.ts";
import { parseEndpoint } from "../../../../access/intent/endpoint.ts";
import { minimalPermissions } from "../../../../access/intent/minimalPermissions.ts";
import {
  allProfiles,
  nearestProfiles,
  type Profile,
  profile,
  profileAccess,
  profileOperations,
} from "../../../../access/intent/profiles.ts";
import { readGolden } from "./readGolden.ts";

const permissionsOf = (one: Profile) => profileAccess(one).permissions.map(({ permission }) => permission);
const scopesOf = (one: Profile) => profileAccess(one).scopes.map(({ scope }) => scope);

/**
 * The golden file was worked out separately, from the same catalogue. Where it is larger, it takes a permission that nothing needs:
 * `architect:datatable:view`, which the list of tables asks for, opens reading rows as well.
 */
const NOT_NEEDED: Readonly<Record<string, readonly string[]>> = {
  "architect-backup": ["architect:datatableRow:view"],
  "data-table-row-sync": ["architect:datatableRow:view"],
};

/** There, the list of presences comes from an operation that is deprecated and asks for nothing; the one of today asks for this. */
const NEEDED_TODAY = "presence:presenceDefinition:view";

describe("profiles", () => {
  const golden = readGolden();

  it("are 37, each with a name of its own, sorted", () => {
    const names = allProfiles().map(({ name }) => name);
    expect(names).toHaveLength(37);
    expect(names).toEqual([...new Set(names)].sort());
    expect([...golden.keys()]).toEqual(names);
    expect(names.every((name) => /^[a-z]+(-[a-z]+)*$/.test(name) && profile(name)?.name === name)).toBe(true);
  });

  it.each(allProfiles())(
    "$name needs what was worked out separately, but for the differences that are explained",
    (one) => {
      const expected = golden.get(one.name);
      const tooMuch = new Set(NOT_NEEDED[one.name]);
      const more = one.endpoints.includes("GET /api/v2/presence/definitions") ? [NEEDED_TODAY] : [];
      const kept = expected?.permissions.filter((permission) => !tooMuch.has(permission)) ?? [];
      expect(permissionsOf(one)).toEqual([...kept, ...more].sort());
      expect(scopesOf(one)).toEqual(expected?.scopes);
    },
  );

  it.each(allProfiles())("$name writes if and only if it says so", (one) => {
    expect(permissionsOf(one).some(isWritePermission)).toBe(one.access === "read-write");
  });

  it.each(allProfiles())("$name names documented operations of today, each once, and explains itself", (one) => {
    const operations = profileOperations(one);
    expect(operations.map(({ method, path }) => `${method} ${path}`)).toEqual(one.endpoints);
    expect(new Set(one.endpoints).size).toBe(one.endpoints.length);
    expect(operations.filter(({ status, auth }) => status === "deprecated" || auth !== "oauth")).toEqual([]);
    expect(one.notes.length).toBeGreaterThan(0);
    expect(one.notes.every((note) => /^\S.{10,}\.$/.test(note))).toBe(true);
  });

  it.each(allProfiles().filter(({ choose }) => choose.length > 0))(
    "$name chooses among alternatives of its own, and only where the general rule would not",
    (one) => {
      const chosen = one.choose.map(({ permission }) => permission);
      expect(permissionsOf(one)).toEqual(expect.arrayContaining(chosen));
      const general = minimalPermissions(profileOperations(one)).permissions.map(({ permission }) => permission);
      expect(general.filter((permission) => chosen.includes(permission))).toEqual([]);
    },
  );

  it("mention operations in their notes that exist", () => {
    const mentioned = allProfiles().flatMap(({ notes }) =>
      notes.flatMap((note) => note.match(/(GET|POST|PUT|PATCH|DELETE) \/api\/v2\/[\w/{}]+/g) ?? []),
    );
    expect(mentioned.length).toBeGreaterThan(5);
    expect(mentioned.filter((text) => !parseEndpoint(text).ok)).toEqual([]);
  });

  it("are found by a word of their name", () => {
    expect(nearestProfiles("walboard")[0]).toBe("real-time-wallboard");
    expect(nearestProfiles("wfm-adherence")[0]).toBe("wfm-adherence-reader");
    expect(nearestProfiles("zzz")).toEqual([]);
  });
});
