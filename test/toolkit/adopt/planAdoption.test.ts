import { beforeAll, describe, expect, it } from "vitest";
import { derivedPermissions } from "../../../access/intent/roleIntent.ts";
import { loadSpec } from "../../../access/language/loadSpec.ts";
import type { DesiredAccess } from "../../../access/plan/desired.ts";
import { plan } from "../../../access/plan/plan.ts";
import { readConditionNode } from "../../../access/resources/conditionNode.ts";
import type { Snapshot, SnapshotPolicy } from "../../../access/snapshot/model.ts";
import { mergeConditional } from "../../../access/values/condition.ts";
import { expandCompact } from "../../../access/values/permission.ts";
import { factsOfSnapshot } from "../../../toolkit/adopt/orgFacts.ts";
import type { AdoptionPlan } from "../../../toolkit/adopt/planAdoption.ts";
import { hostileSnapshot } from "../../support/hostileSnapshot.ts";
import { emptySnapshot, snapshotClient, snapshotId, snapshotRole } from "../../support/snapshots.ts";
import { adoption, MAPPING_FILE, SPEC_FILE, stateOf } from "./adoption.ts";

const EVERYTHING = ["clients", "roles", "users", "groups"];
const VIEW = { domain: "routing", entity: "queue", actions: ["view"], condition: null };
const [READER, DESK, EXPORT, EMEA, DEPLOYER, OWN] = [1, 2, 3, 4, 0xffff, 6].map(snapshotId) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

/** Two roles, one client, one division, and the client that deploys with a role of its own. */
function smallOrg(change: Partial<Snapshot> = {}): Snapshot {
  return {
    ...emptySnapshot(),
    divisions: [{ id: EMEA, name: "EMEA Operations", description: "", home: false }],
    roles: [
      snapshotRole(READER, "BI Reader", [VIEW]),
      { ...snapshotRole(DESK, "Desk", [VIEW]), default: true },
      snapshotRole(OWN, "Deployer", [VIEW]),
    ],
    clients: [snapshotClient(EXPORT, "Export"), snapshotClient(DEPLOYER, "Reader")],
    grants: [
      { subjectKind: "client", subject: EXPORT, role: READER, division: EMEA },
      { subjectKind: "client", subject: DEPLOYER, role: OWN, division: "*" },
    ],
    ...change,
  };
}

function desiredOf({ spec = "" }: AdoptionPlan, snapshot: Snapshot): DesiredAccess {
  const loaded = loadSpec(SPEC_FILE, () => spec);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join("\n"));
  const planned = plan(loaded.spec, factsOfSnapshot(snapshot, undefined));
  if (!planned.ok) throw new Error(planned.problems.map(({ message }) => message).join("\n"));
  return planned.desired;
}

describe("an adoption of a large org with hostile names", () => {
  let snapshot: Snapshot;
  let planned: AdoptionPlan;
  beforeAll(async () => {
    snapshot = await hostileSnapshot();
    planned = adoption(snapshot, { only: EVERYTHING });
  });

  it("gives every subject that it takes exactly the permissions that it has in the org, in the same divisions", () => {
    const desired = desiredOf(planned, snapshot);
    const taken = new Set(
      planned.decisions.flatMap(({ kind, id, state, reason = "" }) =>
        ["managed", "existing"].includes(state) && !["divisions", "roles"].includes(kind) && !/left alone/.test(reason)
          ? [id]
          : [],
      ),
    );
    const ofOrg = snapshot.grants
      .filter(({ subject }) => taken.has(subject))
      .flatMap(({ subject, role, division }) => heldIn(snapshot, role).map((one) => `${subject} ${one} ${division}`));
    expect(new Set(atomsOf(desired, snapshot).filter((atom) => taken.has(atom.split(" ")[0] ?? "")))).toEqual(
      new Set(ofOrg),
    );
    expect(taken.size).toBeGreaterThan(150);
  });

  it("differs from the org in nothing", () => {
    expect(planned.differences).toEqual([]);
  });

  it("is the same text again, with the files of the first run", () => {
    const again = adoption(snapshot, {
      only: EVERYTHING,
      mapping: planned.mapping,
      ...(planned.spec !== undefined && { spec: planned.spec }),
    });
    for (const file of ["spec", "mapping", "importFile", "report"] as const) expect(again[file]).toBe(planned[file]);
    expect(again.added).toBe(0);
  });

  it("says of every object what became of it", () => {
    const { divisions, roles, clients, people } = snapshot;
    const ids = [...divisions, ...roles, ...clients, ...people].map(({ id }) => id).sort();
    expect(planned.decisions.map(({ id }) => id).sort()).toEqual(ids);
    expect(
      planned.decisions.filter(({ state, reason }) => state !== "managed" && state !== "existing" && !reason),
    ).toEqual([]);
  });

  it("shows nothing in its report that a terminal or a renderer would obey", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(planned.report).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u200b\u202e]/);
    const markup = planned.report
      .split("\n")
      .filter((line) => line.split("`").some((part, at) => at % 2 === 0 && part.includes("<script>")));
    expect(markup).toEqual([]);
  });
});

/** `subject permission division`, as the plan says it. */
function atomsOf({ roles, clients, grants }: DesiredAccess, snapshot: Snapshot): string[] {
  const own = new Map(
    roles.map(({ key, permissions, conditional }) => [
      key,
      [...permissions.flatMap(expandCompact), ...conditional.map((one) => JSON.stringify(one))],
    ]),
  );
  const held = [
    ...clients.flatMap(({ adopted, grants: all }) => Object.values(all).map((one) => ({ subject: adopted, ...one }))),
    ...grants.map(({ subjectId, ...one }) => ({ subject: subjectId, ...one })),
  ];
  return held.flatMap(({ subject, role, divisions }) => {
    const lines = "managed" in role ? (own.get(role.managed) ?? []) : heldIn(snapshot, role.id);
    const ids = Object.values(divisions).map((ref) => ("id" in ref ? ref.id : ref.managed));
    return ids.flatMap((division) => lines.map((line) => `${subject} ${line} ${division}`));
  });
}

/** The permissions of a role, straight from the reading. */
function heldIn({ roles }: Snapshot, id: string): string[] {
  const policies = roles.find((role) => role.id === id)?.policies ?? [];
  return policies.flatMap(({ domain, entity, actions, condition: stored }) => {
    const condition = readConditionNode(stored);
    const lines = actions.map((action) => `${domain}:${entity}:${action}`);
    if (!condition) return lines;
    return mergeConditional(lines.map((permission) => ({ permission, condition }))).map((one) => JSON.stringify(one));
  });
}

describe("an adoption", () => {
  it("writes readable YAML, with the ids of what it took", () => {
    expect(
      adoption(smallOrg()).spec,
    ).toBe(`# yaml-language-server: $schema=../node_modules/genesys-cloud-access/schemas/spec.schema.json
# Taken over from the org by \`genesys-access adopt\`, and yours from here on: a later run adds what is new and changes nothing that stands here.
# \`adopted\` is the id in the org; as long as it stands here, no marker is written into the description there.
organization:
  id: ${snapshotId(0)}
  name: Contoso

divisions:
  emea-operations:
    name: EMEA Operations

roles:
  bi-reader:
    name: BI Reader
    adopted: ${READER}
    permissions:
      - routing:queue:view

clients:
  export:
    name: Export
    adopted: ${EXPORT}
    grantType: client-credentials
    grants:
      - { role: bi-reader, divisions: [emea-operations] }
`);
  });

  it("imports inputs and outputs with the text of the provider, and without a secret", () => {
    const { resources } = JSON.parse(adoption(smallOrg()).importFile) as {
      resources: {
        type: string;
        name: string;
        id: string;
        inputs: Record<string, unknown>;
        outputs: Record<string, unknown>;
      }[];
    };
    expect(resources.map(({ type, name, id }) => [type.split(":").at(-1), name, id])).toEqual([
      ["Role", "bi-reader", READER],
      ["OAuthClient", "export", EXPORT],
    ]);
    for (const { inputs, outputs } of resources) {
      expect(inputs["__provider"]).toMatch(/genesys-cloud-access\/handlers/);
      expect(outputs).toMatchObject(inputs);
    }
    expect(resources[1]?.outputs).toMatchObject({ clientId: EXPORT, clientSecret: null });
  });

  it("never takes the client that deploys, nor its role", () => {
    const planned = adoption(smallOrg());
    expect(stateOf(planned, "clients", "Reader")).toMatch(/^skipped: it is the client that deploys/);
    expect(stateOf(planned, "roles", "Deployer")).toMatch(/^watched: the deploying client holds it/);
  });

  it("names a default role and leaves it, and takes of its holder the grants alone", () => {
    const org = smallOrg();
    const planned = adoption({
      ...org,
      grants: [...org.grants, { subjectKind: "client", subject: EXPORT, role: DESK, division: "*" }],
    });
    expect(stateOf(planned, "roles", "Desk")).toBe("existing: a default role of the vendor");
    expect(stateOf(planned, "clients", "Export")).toBe(
      'existing: it holds the role "Desk", which the stack does not manage',
    );
    expect(planned.spec).toContain(`existing: ${EXPORT}`);
  });

  it.each([
    ["an inactive client, which an update would make active", { state: "inactive" }, /^watched: its state is inactive/],
    [
      "a type that the language lacks",
      { grantType: "PASSWORD" },
      /^watched: the language has no clients of the type PASSWORD/,
    ],
    [
      "one that the org is about to delete",
      { dateToDelete: "2026-12-01" },
      /^watched: the org deletes it on 2026-12-01/,
    ],
    [
      "one that another stack manages",
      { description: "X [access/dev/clients/export]" },
      /^watched: it is managed by access\/dev/,
    ],
    ["a name that hides something", { name: "Export\u202e" }, /^existing: this text has the character U\+202E/],
  ])("does not manage %s", (_, change, expected) => {
    const org = smallOrg({ clients: [snapshotClient(EXPORT, "Export", change)] });
    expect(stateOf(adoption(org), "clients", "name" in change ? change.name : "Export")).toMatch(expected);
  });

  it("manages no client whose grants could not all be read", () => {
    const org = smallOrg();
    const coverage = org.coverage.map((one) =>
      one.part === "client-grants" ? { ...one, state: "partly" as const } : one,
    );
    expect(stateOf(adoption({ ...org, coverage }), "clients", "Export")).toMatch(
      /^watched: its grants could not all be read/,
    );
  });

  it("writes a star as it is, and lists what the rules refuse without deciding it", () => {
    const star = { domain: "routing", entity: "*", actions: ["*"], condition: null };
    const planned = adoption(smallOrg({ roles: [snapshotRole(READER, "BI Reader", [star])] }));
    expect(planned.spec).toContain('"routing:*:*" # a star: ');
    expect(planned.spec).not.toContain("waivers");
    expect(planned.findings.map(({ id }) => id)).toContain("no-wildcard-permission/role/bi-reader/routing:*:*");
    expect(planned.report).toContain(
      '- finding: "no-wildcard-permission/role/bi-reader/routing:*:*"\n    reason:\n    owner:\n    expires:',
    );
  });

  it("names the profile where a role is exactly one, and lists the permissions where it has one more", () => {
    const policies = derivedPermissions({ profile: "wfm-adherence-reader" }).map((permission) => {
      const [domain = "", entity = "", action = ""] = permission.split(":");
      return { domain, entity, actions: [action], condition: null };
    });
    const written = (all: readonly SnapshotPolicy[]) =>
      adoption(smallOrg({ roles: [snapshotRole(READER, "BI Reader", all)] })).spec;
    expect(written(policies)).toContain("    profile: wfm-adherence-reader\n\nclients:");
    expect(written([...policies, { ...VIEW, entity: "wrapupCode" }])).not.toContain("profile:");
  });

  it("takes single objects with the roles that they hold, and no others", () => {
    const planned = adoption(smallOrg(), { only: ["clients.export"] });
    expect(stateOf(planned, "clients", "Export")).toBe("managed");
    expect(stateOf(planned, "roles", "BI Reader")).toBe("managed");
    expect(() => adoption(smallOrg(), { only: ["clients.exprt"] })).toThrow("Name kinds");
  });
});

describe("the mapping file", () => {
  it("is a person's: its keys and states are taken, and its text stays", () => {
    const mine = `# ours\nformatVersion: 1\norganization: ${snapshotId(0)}\nroles:\n  ${READER}: analytics # short\nclients:\n  ${EXPORT}: { key: nightly, state: watched }\n`;
    const planned = adoption(smallOrg(), { mapping: mine });
    expect(planned.spec).toContain("  analytics:\n    name: BI Reader");
    expect(stateOf(planned, "clients", "Export")).toBe("watched: the mapping file says so");
    expect(planned.mapping).toBe(mine);
  });

  it("gets what is new, behind what is there", () => {
    const mine = `formatVersion: 1\norganization: ${snapshotId(0)}\nroles:\n  ${OWN}: ours # kept\n`;
    const { mapping } = adoption(smallOrg(), { mapping: mine });
    expect(mapping).toContain(`  ${OWN}: ours # kept\n  ${READER}: bi-reader # "BI Reader"\n`);
    expect(mapping).toContain(`clients:\n  ${EXPORT}: export # "Export"\n`);
  });

  it.each([
    ["that is no YAML", "a: [", /is no YAML/],
    ["of another org", `formatVersion: 1\norganization: ${snapshotId(9)}\n`, /is of the org/],
    [
      "with a state that there is not",
      `formatVersion: 1\norganization: ${snapshotId(0)}\nroles: { x: { state: mine } }\n`,
      /is no mapping file/,
    ],
    [
      "with one key for two",
      `formatVersion: 1\norganization: ${snapshotId(0)}\nroles: { a: x, b: x }\n`,
      /have the key "x"/,
    ],
  ])("%s is refused by its name", (_, mapping, message) => {
    expect(() => adoption(smallOrg(), { mapping })).toThrow(message);
    expect(() => adoption(smallOrg(), { mapping })).toThrow(MAPPING_FILE);
  });
});

describe("a spec that is there", () => {
  const head = `# ours\norganization: { id: ${snapshotId(0)} } # the org\n`;

  it("keeps its text, its comments and its order, and gets what is new", () => {
    const spec = `${head}roles:\n    # first\n    own: { name: Own, purpose: Names, permissions: ["routing:skill:view"] } # ours\n\n# the end\n`;
    const planned = adoption(smallOrg(), { spec });
    const added = planned.spec?.split("\n").filter((line) => !spec.split("\n").includes(line));
    const kept = planned.spec?.split("\n").filter((line) => spec.split("\n").includes(line));
    expect(kept?.filter((line) => line !== "")).toEqual(spec.split("\n").filter((line) => line !== ""));
    expect(added).toContain("    bi-reader:");
    expect(planned.added).toBe(3);
  });

  it("gives an object that it has already no second entry, and its own key everywhere", () => {
    const spec = `${head}roles:\n  mine: { name: BI Reader, adopted: ${READER}, permissions: ["routing:queue:view"] }\n`;
    const planned = adoption(smallOrg(), { spec });
    expect(planned.spec).toContain("{ role: mine, divisions: [emea-operations] }");
    expect(planned.spec).not.toContain("bi-reader");
  });

  it("tells where it has something otherwise than the org, and lets it", () => {
    const spec = `${head}roles:\n  mine: { name: BI Reader, adopted: ${READER}, permissions: ["routing:queue:edit"], access: read-write }\n`;
    expect(adoption(smallOrg(), { spec }).differences).toEqual(["mine: permissions"]);
  });

  it("of a form that nothing can be added to is left alone, and the new one stands beside it", () => {
    const spec = `${head}roles: { own: { name: Own, purpose: Names, permissions: ["routing:skill:view"] } }\n`;
    const planned = adoption(smallOrg(), { spec });
    expect(planned.spec).toBeUndefined();
    expect(planned.beside?.why).toBe("`roles` has a form that nothing can be added to");
    expect(planned.beside?.text).toContain("bi-reader:");
  });

  it("whose key means something else makes a new object take a longer one", () => {
    const spec = `${head}roles:\n  bi-reader: { name: Other, purpose: Names, permissions: ["routing:skill:view"] }\n`;
    expect(adoption(smallOrg(), { spec }).spec).toContain(`  bi-reader-${READER.replaceAll("-", "")}:`);
  });
});
