/** An org made from specs holds whatever they take to exist, and nothing of what they make. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameMatcher } from "../../../access/values/nameMatcher.ts";
import type { OrgData } from "../../../simulator/index.ts";
import { isValid, openSpec, type ValidStack } from "../../../toolkit/open/loadedStack.ts";
import { fillFromSpecs, orgBeforeSpecs } from "../../../toolkit/org/fillFromSpecs.ts";
import { planProblems } from "../../../toolkit/org/planProblems.ts";
import { ORGANIZATION } from "../../access/fixtures/load.ts";

type Spec = Readonly<Record<string, unknown>>;

/** Specs as stacks; JSON is YAML. */
function stacksOf(...specs: Spec[]): ValidStack[] {
  return specs.map((spec, index) => {
    const text = JSON.stringify({ organization: { id: ORGANIZATION, name: "Contoso" }, ...spec });
    const file = `stacks/${"abc"[index]}.yaml`;
    const stack = openSpec({ name: "abc"[index] ?? "", file }, (path) => {
      if (path === file) return text;
      throw Object.assign(new Error("no such file"), { code: "ENOENT" });
    });
    if (!isValid(stack)) throw new Error(JSON.stringify(stack.problems));
    return stack;
  });
}

function made(...specs: Spec[]) {
  const stacks = stacksOf(...specs);
  return fillFromSpecs(orgBeforeSpecs(stacks), stacks);
}

const divisionNames = ({ divisions }: OrgData) => divisions.map(({ name }) => name);
const role = { name: "Reader", permissions: ["routing:queue:view"] };
const client = (divisions: unknown, more: object = {}) => ({
  name: "Reports",
  grantType: "client-credentials",
  grants: [{ role: "reader", divisions }],
  ...more,
});

describe("an org made from specs", () => {
  it("has the spec's id and name, Home, a deployer and an administrator", () => {
    const { org } = made({ divisions: {} });
    expect(org.organization).toMatchObject({ id: ORGANIZATION, name: "Contoso" });
    expect(org.divisions).toMatchObject([{ name: "Home", homeDivision: true }]);
    expect(org.clients.map(({ name }) => name)).toEqual(["Access as Code Deployer", "Console Administrator"]);
  });

  it("has existing divisions with rows in each, and none that the stack makes", () => {
    const { org } = made({ divisions: { emea: { name: "EMEA" }, NA: null, Silo: { manage: true } } });
    expect(divisionNames(org)).toEqual(["Home", "EMEA", "NA"]);
    for (const { id } of org.divisions) {
      const own = <T extends { divisionId: string }>(rows: T[]) => rows.filter(({ divisionId }) => divisionId === id);
      const [unit] = own(org.managementUnits);
      const conversations = org.conversations.filter(({ divisionIds }) => divisionIds.includes(id));
      const about = (rows: { conversationId: string }[]) =>
        rows.filter(({ conversationId }) => conversations.some((one) => one.id === conversationId));
      const shifts = org.shifts.filter(({ managementUnitId }) => managementUnitId === unit?.id);
      const counts = [
        own(org.queues),
        own(org.users),
        conversations,
        about(org.recordings),
        about(org.evaluations),
        shifts,
      ];
      expect(counts.map(({ length }) => length > 0)).toEqual(counts.map(() => true));
    }
  });

  it("has the same ids in every run, and other ids than another org", () => {
    const spec = { divisions: { EMEA: {} }, roles: { reader: role }, groups: {} };
    const other = { ...spec, organization: { id: ORGANIZATION.replace("2f", "3f") } };
    expect(made(spec)).toEqual(made(spec));
    const ids = ({ org }: ReturnType<typeof made>) =>
      [...org.divisions, ...org.users, ...org.queues, ...org.roles].map(({ id }) => id);
    expect(ids(made(spec)).filter((id) => ids(made(other)).includes(id))).toEqual([]);
  });

  it("has a division that a selector takes and one that it leaves out, and says which are made up", () => {
    const { org, notes } = made({
      roles: { reader: role },
      clients: { reports: client({ match: "EMEA_*", exclude: ["*_Test", "EMEA_Old"] }) },
    });
    expect(divisionNames(org)).toEqual(["Home", "EMEA_Old", "EMEA_Sales", "EMEA_Sales_Test"]);
    expect(notes).toEqual([
      'stacks/a.yaml:1: the division "EMEA_Sales" is made up, so that the selector has one that it takes.',
      'stacks/a.yaml:1: the division "EMEA_Sales_Test" is made up, so that the selector has one that it leaves out.',
    ]);
  });

  it("makes up no division where the spec names one, nor one by the name of a division that a stack makes", () => {
    const roles = { reader: role };
    const grant = client({ match: "EMEA_*" });
    expect(divisionNames(made({ roles, divisions: { EMEA_1: {} }, clients: { grant } }).org)).toEqual([
      "Home",
      "EMEA_1",
    ]);
    expect(divisionNames(made({ roles, divisions: { EMEA_Sales: { manage: true } }, clients: { grant } }).org)).toEqual(
      ["Home", "EMEA_Service"],
    );
  });

  it("has the divisions of a lock by their ids, so that a locked stack can be deployed there", () => {
    const lock = {
      organization: ORGANIZATION,
      divisions: [{ id: "0c1d2e3f-0000-4000-8000-00000000000b", name: "EMEA_1" }],
    };
    const [stack] = stacksOf({ roles: { reader: role }, clients: { reports: client({ match: "EMEA_*" }) } });
    if (!stack) throw new Error("no stack");
    const locked = { ...stack, spec: { ...stack.spec, lock } };
    const { org, notes } = fillFromSpecs(orgBeforeSpecs([locked]), [locked]);
    expect(org.divisions.map(({ id, name }) => [id, name])).toContainEqual([lock.divisions[0]?.id, "EMEA_1"]);
    expect([notes, planProblems(locked, [locked], org)]).toEqual([[], []]);
    expect(fillFromSpecs(org, [locked]).added).toEqual([]);
  });

  it("gives an existing client a role of its own and a secret, and an existing role what the default one of its name permits", () => {
    const id = "0c1d2e3f-0000-4000-8000-00000000000a";
    const { org, existingClients } = made({
      roles: { boss: { existing: "Supervisor" }, other: { existing: id } },
      clients: { old: { existing: id, grants: [{ role: "boss", divisions: "all" }] } },
    });
    expect(existingClients).toEqual([{ id, name: "old" }]);
    expect(org.grants.filter(({ subjectId }) => subjectId === id)).toHaveLength(1);
    const policies = (name: string) => org.roles.find((one) => one.name === name)?.permissionPolicies;
    expect(policies("Supervisor")).toEqual(policies("supervisor"));
    expect(org.roles.find((one) => one.id === id)?.permissionPolicies).toEqual(policies("user"));
  });

  it("leaves to a stack what it makes, also where another one refers to it, and says which is first", () => {
    const { org, notes } = made(
      { divisions: { Silo: { manage: true } }, roles: { reader: role } },
      { divisions: { Silo: {} }, roles: { theirs: { existing: "Reader" } } },
    );
    expect(divisionNames(org)).toEqual(["Home"]);
    expect(org.roles.some(({ name }) => name === "Reader")).toBe(false);
    expect(notes).toEqual([
      'stacks/b.yaml:1: the division "Silo" is made by stacks/a.yaml: deploy that stack first.',
      'stacks/b.yaml:1: the role "Reader" is made by stacks/a.yaml: deploy that stack first.',
    ]);
  });

  it("names its deployer otherwise than a role or client of the spec", () => {
    const { org } = made({
      roles: { reader: { ...role, name: "Access as Code Deployer" } },
      clients: {
        reports: client("all", { name: "Access as Code Deployer 2", grants: [{ role: "reader", divisions: "all" }] }),
      },
    });
    expect(org.clients[0]?.name).toBe("Access as Code Deployer 3");
  });

  it("says which permissions nobody here knows", () => {
    const { notes } = made({ roles: { reader: { ...role, permissions: ["routing:novelty:view"] } } });
    expect(notes).toEqual([
      "stacks/a.yaml: neither the catalogue nor this org lists routing:novelty:view; the real org may.",
    ]);
  });

  it("is refused where no org could satisfy a selector", () => {
    const stacks = stacksOf({
      roles: { reader: role },
      clients: { reports: client({ match: "EMEA_*", exclude: "*" }) },
    });
    const [stack] = stacks;
    const { org } = fillFromSpecs(orgBeforeSpecs(stacks), stacks);
    expect(stack && planProblems(stack, stacks, org)).toMatchObject([
      { code: "empty-selector", position: { line: 1 } },
    ]);
  });
});

describe("an org that is filled up", () => {
  const spec: Spec = {
    divisions: { EMEA: {} },
    roles: { reader: role, old: { existing: "Old" } },
    users: { "Ann@contoso.example": { grants: [{ role: "old", divisions: { match: "N*", exclude: "*x" } }] } },
    groups: { Team: { grants: [{ role: "old", divisions: ["EMEA"] }] } },
  };

  it("gets nothing twice", () => {
    const first = made(spec);
    const again = fillFromSpecs(first.org, stacksOf(spec));
    expect(again).toMatchObject({ added: [], notes: [] });
    expect(again.org).toEqual(first.org);
  });

  it("gets what it lacks, keeps the rest as it is, and says what was added", () => {
    const { org } = made({ divisions: { Other: {} } });
    const before = structuredClone(org);
    const filled = fillFromSpecs(org, stacksOf(spec));
    expect(org).toEqual(before);
    expect(filled.added.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "division EMEA",
      "division NSales",
      "division NSalesx",
      "user Ann@contoso.example",
      "group Team",
      "role Old",
    ]);
    for (const kind of ["divisions", "users", "roles", "clients", "grants", "queues"] as const)
      expect<readonly unknown[]>(filled.org[kind]).toEqual(expect.arrayContaining<unknown>(before[kind]));
  });

  it("brings back a deleted division, gives a renamed one's name to a new division, and finds users in any case", () => {
    const { org } = made(spec);
    const changed = (name: string, change: object) =>
      Object.assign(org.divisions.find((one) => one.name === name) ?? {}, change);
    changed("EMEA", { deleted: true });
    changed("NSales", { name: "Renamed" });
    for (const user of org.users) user.email = user.email.toUpperCase();
    const { org: filled, added } = fillFromSpecs(org, stacksOf({ ...spec, divisions: { EMEA: {}, NSales: {} } }));
    expect(added.map(({ name }) => name)).toEqual(["EMEA", "NSales"]);
    expect(new Set(filled.divisions.map(({ id }) => id)).size).toBe(filled.divisions.length);
    expect(filled.divisions.find(({ name }) => name === "EMEA")?.deleted).toBe(false);
  });

  it("gives back to the deployer what it needs", () => {
    const { org } = made(spec);
    const deployer = org.roles.find(({ name }) => name === "Access as Code Deployer");
    if (deployer) deployer.permissionPolicies = deployer.permissionPolicies.filter(({ domain }) => domain !== "oauth");
    const { added } = fillFromSpecs(org, stacksOf({ ...spec, clients: { reports: client(["EMEA"]) } }));
    expect(added.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
      ["add", "delete", "edit", "view"].map((action) => `permission of the deployer oauth:client:${action}`),
    );
  });
});

const names = ["EMEA_1", "EMEA_2", "NA", "NA_Test", "Home", "Ärzte"];
const anyOf = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 });
const patterns = ["EMEA_*", "*_Test", "N?", "*A*", ...names];
const selector = fc.record({
  match: fc.uniqueArray(fc.constantFrom(...patterns), { minLength: 1, maxLength: 2 }),
  exclude: fc.uniqueArray(fc.constantFrom<string>("*_Test", "*_2", "EMEA_1"), { maxLength: 2 }),
});
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const specs = fc
  .record({
    existing: anyOf(names),
    managed: anyOf(["Silo", "EMEA_Sales", "Sales_Test"]),
    selectors: fc.array(selector, { maxLength: 3 }),
    users: anyOf(["ann@contoso.example", "Bob@contoso.example"]),
    groups: anyOf(["Team", "team", "Prüfer"]),
    roles: anyOf(["employee", "Supervisor", "Old role", idOf(1)]),
    clients: fc.uniqueArray(fc.integer({ min: 2, max: 4 }), { maxLength: 2 }),
  })
  .map(({ existing, managed, selectors, users, groups, roles, clients }) => {
    const grants =
      selectors.length > 0 ? [{ role: "reader", divisions: selectors[0] }] : [{ role: "reader", divisions: "all" }];
    const subject = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, { grants }]));
    const spec = {
      divisions: Object.fromEntries([
        ...existing.map((name) => [name, {}]),
        ...managed.map((name) => [name, { manage: true }]),
      ]),
      roles: Object.fromEntries([
        ["reader", role],
        ...roles.map((name, index) => [`existing-${index}`, { existing: name }]),
      ]),
      users: subject(users),
      groups: subject(groups),
      clients: Object.fromEntries([
        ...clients.map((number) => [`old-${number}`, { existing: idOf(number), grants }]),
        ...selectors.map((divisions, index) => [`new-${index}`, client(divisions, { name: `Client ${index}` })]),
      ]),
    };
    return { spec, existing, managed, selectors, users, groups, roles, clients };
  });

it("holds every reference of any small spec, and nothing that the stack makes", () => {
  fc.assert(
    fc.property(specs, ({ spec, existing, managed, selectors, users, groups, roles, clients }) => {
      const stacks = stacksOf(spec);
      const { org, added } = fillFromSpecs(orgBeforeSpecs(stacks), stacks);
      const divisions = divisionNames(org);
      expect(divisions).toEqual(expect.arrayContaining(existing));
      expect(divisions.filter((name) => managed.includes(name))).toEqual([]);
      expect(new Set(divisions.map((name) => name.toLowerCase())).size).toBe(divisions.length);
      expect(org.users.map(({ email }) => email)).toEqual(expect.arrayContaining(users));
      expect(org.groups.map(({ name }) => name).sort()).toEqual([...groups].sort());
      for (const one of roles) expect(org.roles.filter(({ id, name }) => id === one || name === one)).toHaveLength(1);
      expect(org.clients.map(({ id }) => id)).toEqual(expect.arrayContaining(clients.map(idOf)));
      expect(org.roles.some(({ name }) => name === role.name)).toBe(false);
      for (const { match, exclude } of selectors) {
        const [matches, excluded] = [nameMatcher(match), nameMatcher(exclude)];
        for (const name of [...match, ...exclude].filter((text) => !text.includes("*") && !text.includes("?")))
          expect([...divisions, ...managed]).toContain(name);
        if (!match.some((text) => !/[*?]/.test(text)))
          expect(
            divisions.some((name) => matches(name) && !excluded(name)),
            JSON.stringify({ match, exclude }),
          ).toBe(match.some((text) => !exclude.includes(text)));
      }
      const kinds = [...org.divisions, ...org.users, ...org.groups, ...org.roles, ...org.clients, ...org.queues];
      expect(new Set(kinds.map(({ id }) => id)).size).toBe(kinds.length);
      expect(fillFromSpecs(org, stacks)).toMatchObject({ org, added: [] });
      expect(added.length).toBeGreaterThanOrEqual(org.divisions.length - 1 + groups.length);
      for (const stack of stacks)
        for (const { code } of planProblems(stack, stacks, org)) expect(code).toBe("empty-selector");
    }),
    { numRuns: 150 },
  );
});
