import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { diffAccess } from "../../../access/diff/diffAccess.ts";
import { effectiveAccess } from "../../../access/effective/effectiveAccess.ts";
import { type LoadedSpec, loadSpec } from "../../../access/language/loadSpec.ts";
import { parseYaml } from "../../../access/language/parseYaml.ts";
import { specSchema } from "../../../access/language/schema.ts";
import { type Tree, toValue } from "../../../access/language/tree.ts";
import { planOffline } from "../../../access/plan/planOffline.ts";
import { compareTerms } from "../../../access/terms/compareTerms.ts";
import {
  type Coverage,
  PROJECT_COVERAGE,
  SETTINGS_COVERAGE,
  SPEC_COVERAGE,
  specCoverage,
} from "../../../access/terms/coverage.ts";
import { TERM_KINDS } from "../../../access/terms/model.ts";
import { projectTerms, settingsTerms } from "../../../access/terms/projectTerms.ts";
import { printYamlPath } from "../../../access/values/yamlPath.ts";
import { factsFromPlan } from "../../../policies/fromPlan.ts";
import { judgeFacts } from "../../../policies/judgeFacts.ts";
import { loadJudgedSpec } from "../../../policies/loadJudgedSpec.ts";
import { termsOfSpec } from "../../../policies/settingTerms.ts";
import { projectFile } from "../../support/project.ts";

/** Every path of the schema that holds a value; `*` for any key or place in a list. */
function pathsOf(schema: z.core.$ZodType, path: readonly string[] = []): string[] {
  const def = (schema as z.ZodType)._zod.def as unknown as {
    readonly type: string;
    readonly shape?: Record<string, z.core.$ZodType>;
    readonly innerType?: z.core.$ZodType;
    readonly valueType?: z.core.$ZodType;
    readonly element?: z.core.$ZodType;
    readonly options?: readonly z.core.$ZodType[];
  };
  if (specCoverage(path)) return [path.join(".")];
  if (def.shape) return Object.entries(def.shape).flatMap(([key, inner]) => pathsOf(inner, [...path, key]));
  if (def.innerType) return pathsOf(def.innerType, path);
  if (def.valueType) return pathsOf(def.valueType, [...path, "*"]);
  if (def.element) return pathsOf(def.element, [...path, "*"]);
  if (def.options) return [...new Set(def.options.flatMap((option) => pathsOf(option, path)))];
  return [path.join(".")];
}

describe("the two lists of what the gate covers", () => {
  it("have every key of a spec on exactly one of them", () => {
    const paths = [...new Set(pathsOf(specSchema))].filter((path) => path !== "");
    // A division may be empty, and a policy a single word: their keys are covered below.
    const whole = new Set(["divisions.*"]);
    expect(paths.filter((path) => !whole.has(path) && !specCoverage(path.split(".")))).toEqual([]);
    expect(paths.length).toBeGreaterThan(30);
  });

  it("name no key that a spec does not have", () => {
    const paths = new Set(pathsOf(specSchema));
    const grants = ["clients", "users", "groups"];
    const listed = Object.keys(SPEC_COVERAGE).flatMap((path) =>
      path.startsWith("*.") ? grants.map((section) => path.replace("*", section)) : [path],
    );
    expect(listed.filter((path) => !paths.has(path))).toEqual([]);
  });

  it("give a reason wherever a change is not a term", () => {
    for (const [path, { as, why }] of Object.entries(SPEC_COVERAGE)) {
      if (as === "access" || as === "nothing") expect(why, path).toMatch(/\w{3}/);
      else expect(TERM_KINDS, path).toHaveProperty(as);
    }
  });
});

/** A spec that says every key. */
const EVERY_KEY = `include: [shared.yaml]
override: { clients: { crm: { tokenLifetime: 2h } } }
organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8, name: Contoso, region: mypurecloud.de }
development: true
selectors: open
catalogue: org.json
divisions:
  emea: { name: EMEA_Operations }
  na: { name: NA_Operations }
  silo: { manage: true, adopted: 0f4c1c2e-6d1b-4a52-9d0e-7a1f5c9b2e31, description: Outsourced work }
roles:
  reader: { name: Reader, adopted: 0f4c1c2e-6d1b-4a52-9d0e-7a1f5c9b2e32, purpose: Names, description: Names, access: read-only, permissions: ["routing:skillGroup:view"] }
  board: { name: Board, purpose: Numbers, profile: real-time-wallboard }
  called: { name: Called, purpose: Names, endpoints: ["GET /api/v2/routing/wrapupcodes"] }
  writer: { name: Writer, purpose: Queues, access: read-write, permissions: ["routing:queue:edit"] }
  desk: { existing: Desk }
clients:
  export:
    name: Export
    adopted: 0f4c1c2e-6d1b-4a52-9d0e-7a1f5c9b2e33
    owner: bi@contoso.example
    purpose: Names
    description: Names
    grantType: client-credentials
    access: read-only
    scopes: ["routing:readonly"]
    tokenLifetime: 1h
    dataProtection: { legalBasis: Planning, nativeMasking: true }
    secret: { generation: 3, keep: [1], deliver: { command: "vault kv put x secret=-", env: [VAULT_ADDR] } }
    can: ["routing:skillGroup:view"]
    cannot: [{ permission: "routing:queue:edit", in: na }]
    grants:
      - { role: reader, divisions: [emea] }
      - { role: board, divisions: all, justification: Every region }
      - { role: called, divisions: { match: "EMEA_*", exclude: "*_Test" } }
  sync:
    name: Sync
    owner: platform@contoso.example
    purpose: Queues
    grantType: client-credentials
    access: read-write
    grants: [{ role: writer, divisions: [emea] }]
  crm:
    name: CRM
    owner: crm@contoso.example
    purpose: Records
    grantType: code
    scopes: ["conversations:readonly"]
    redirectUris: ["https://crm.contoso.example/callback"]
    tokenLifetime: 1h
  old: { existing: 0f4c1c2e-6d1b-4a52-9d0e-7a1f5c9b2e11, grants: [{ role: reader, divisions: [silo] }] }
users:
  ada@contoso.example: { grants: [{ role: desk, divisions: [emea] }] }
groups:
  Team: { grants: [{ role: shared, divisions: [emea], exclusive: true, order: remove-first }] }
policies:
  token-lifetime: { enforcementLevel: advisory, maximumSeconds: 7200 }
  no-self-escalation: disabled
waivers:
  - { finding: no-write-permission/client/sync/writer/routing:queue:edit, reason: Known, owner: me@contoso.example, expires: 2027-01-31 }
only:
  - { permission: "wfm:historicalAdherence:view", subjects: [groups.Team] }
`;
const SHARED = `roles:
  shared: { name: Shared, purpose: Names, permissions: ["routing:skill:view"] }
  other: { name: Other, purpose: Names, permissions: ["routing:language:view"] }
`;

/** Other values of a key that are valid, by the path of its coverage. Other keys get one that is made of the one that they have. */
const ALTERNATIVES: Readonly<Record<string, readonly unknown[]>> = {
  catalogue: ["other.json"],
  "*.*.grants.*.order": ["add-first"],
  "organization.id": ["7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101"],
  "organization.region": ["mypurecloud.ie"],
  selectors: ["locked"],
  override: ["3h"],
  "divisions.*.name": ["APAC_Operations"],
  "roles.*.access": ["read-write", "read-only"],
  "roles.*.profile": ["wfm-adherence-reader"],
  "roles.*.endpoints": ["GET /api/v2/routing/skills"],
  "roles.*.permissions": ["routing:skill:view"],
  "clients.*.existing": ["0f4c1c2e-6d1b-4a52-9d0e-7a1f5c9b2e12"],
  "clients.*.grantType": ["saml2-bearer", "code"],
  "clients.*.access": ["read-write", "read-only"],
  "clients.*.scopes": ["users:readonly"],
  "clients.*.tokenLifetime": ["2h"],
  "clients.*.cannot": ["emea", "routing:queue:delete"],
  "clients.*.can": ["routing:wrapupCode:view"],
  "*.*.grants.*.role": ["reader", "other"],
  "*.*.grants.*.divisions": ["na"],
  "policies.*": ["mandatory", "advisory", "disabled"],
  "waivers.*.expires": ["2027-02-28"],
  "only.*": ["routing:skill:edit", "clients.export"],
};

const ORG_LIST = (permission: string) =>
  JSON.stringify({
    formatVersion: 1,
    organization: "58f5d08e-c7f5-4f60-b254-92c700bbecf8",
    takenAt: "2026-11-29",
    permissions: [{ permission }],
  });
const SIDE_FILES: Readonly<Record<string, string>> = {
  "shared.yaml": SHARED,
  "org.json": ORG_LIST("newProduct:newEntity:view"),
  "other.json": ORG_LIST("newProduct:newEntity:edit"),
};

const EVERY = "every-key.yaml";
const EXAMPLES = [
  EVERY,
  ...["demo", "dev", "prod"].map((stack) => projectFile(`stacks/${stack}.yaml`)),
  "test/fixtures/everything-right.yaml",
];

function readExample(name: string): string {
  if (name === EVERY) return EVERY_KEY;
  return SIDE_FILES[name] ?? readFileSync(name, "utf8");
}

type Path = readonly (string | number)[];

/** Every scalar with its path. */
function scalars(tree: Tree, path: Path = []): [Path, unknown][] {
  if (tree.kind === "scalar") return [[path, tree.value]];
  if (tree.kind === "list") return tree.items.flatMap((item, index) => scalars(item, [...path, index]));
  return [...tree.entries].flatMap(([key, entry]) => scalars(entry.tree, [...path, key]));
}

/** Stands for a value that is taken away. */
const GONE = Symbol("gone");

function otherValues(value: unknown, key: string | undefined): unknown[] {
  const made = typeof value === "boolean" ? !value : typeof value === "number" ? value + 1 : `${String(value)}x`;
  return [made, ...(ALTERNATIVES[key ?? ""] ?? []), GONE].filter((one) => one !== value);
}

function withChange(root: unknown, path: Path, value: unknown): unknown {
  const copy = structuredClone(root);
  let at = copy as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) at = at[part] as Record<string | number, unknown>;
  const last = path.at(-1) as string | number;
  if (value !== GONE) at[last] = value;
  else if (Array.isArray(at)) at.splice(last as number, 1);
  else delete at[last];
  return copy;
}

/** The listed path of a key, and what it says. */
function listed(path: Path): [string, Coverage] | [undefined, undefined] {
  const one = specCoverage(path);
  const [key] = Object.entries(SPEC_COVERAGE).find(([, other]) => other === one) ?? [];
  return one && key !== undefined ? [key, one] : [undefined, undefined];
}

/** True where the list gives a reason why this change of the key gives nothing. */
function hasReason({ as, except }: Coverage, path: Path, value: unknown, { value: spec, lock }: LoadedSpec): boolean {
  if (as === "nothing") return true;
  if (except?.of === "specs without a lock") return lock === undefined && value === GONE;
  const client = path[0] === "clients" ? spec.clients[String(path[1])] : undefined;
  if (except?.of === "words") return value !== GONE;
  if (!except || !client || "existing" in client) return false;
  if (except.of === "clients without a delivery") return client.secret.deliver === undefined;
  return client.grantType === "CLIENT-CREDENTIALS";
}

const seenKeys = new Set<string>();
/** Keys of which another valid value, alone, makes the spec invalid. */
const refusedKeys = new Set<string>();

describe.each(EXAMPLES)("a change of any one value of %s", (file) => {
  const { tree } = parseYaml(file, readExample(file));
  const before = loadJudgedSpec(file, readExample);
  const findings = (spec: Parameters<typeof termsOfSpec>[0], desired: Parameters<typeof factsFromPlan>[0]) =>
    judgeFacts(factsFromPlan(desired), {
      settings: spec.value.policies,
      waivers: spec.value.waivers,
      today: "2026-11-29",
    })
      .open.map(({ id }) => id)
      .sort();

  it("is an error, an atom, a finding, or of a key or a case for which the list has a reason", () => {
    if (!tree || !before.ok) throw new Error(`${file} is not valid`);
    const planned = planOffline(before.spec);
    if (!planned.ok) throw new Error(`${file} cannot be planned`);
    const root = toValue(tree);
    const known = findings(before.spec, planned.desired);
    const unseen = scalars(tree).flatMap(([path, was]) => {
      const [key, coverage] = listed(path);
      return otherValues(was, key).flatMap((value) => {
        const text = JSON.stringify(withChange(root, path, value));
        const after = loadJudgedSpec(file, (name) => (name === file ? text : readExample(name)));
        if (!after.ok) {
          if (key !== undefined && value !== otherValues(was, undefined)[0]) refusedKeys.add(key);
          return [];
        }
        const head = planOffline(after.spec);
        // Written otherwise, and the same: a default, for instance.
        if (!head.ok || JSON.stringify(after.spec.value) === JSON.stringify(before.spec.value)) return [];
        const terms = { base: termsOfSpec(before.spec), head: termsOfSpec(after.spec) };
        const diff = diffAccess(
          effectiveAccess(planned.desired, before.spec),
          effectiveAccess(head.desired, after.spec),
          { terms },
        );
        const isSeen = diff.verdict !== "unchanged" || `${known}` !== `${findings(after.spec, head.desired)}`;
        if (isSeen && key !== undefined) seenKeys.add(key);
        if (isSeen || (coverage && hasReason(coverage, path, value, before.spec))) return [];
        return [`${printYamlPath(path)} -> ${String(value)}`];
      });
    });
    expect(unseen).toEqual([]);
  });

  it("is read by the loader that the deployment uses", () => {
    expect(loadSpec(file, readExample).ok).toBe(before.ok);
  });
});

it("every key that gives or limits something is changed above, and the change is seen", () => {
  const giving = Object.entries(SPEC_COVERAGE).filter(([, { as }]) => as !== "nothing");
  // The one goes with a lock, which is a file of its own; without the other, roles are missing.
  const onlyRefused = ["selectors", "include"];
  expect(giving.map(([key]) => key).filter((key) => !seenKeys.has(key))).toEqual(onlyRefused);
  for (const key of onlyRefused) expect(refusedKeys).toContain(key);
});

/** A value of a key of Pulumi's files, and another one. */
const SETTINGS_VALUES: Readonly<Record<string, readonly [unknown, unknown]>> = {
  main: ["index.ts", "other.ts"],
  runtime: [{ name: "nodejs" }, { name: "nodejs", options: { nodeargs: "--import ./x.js" } }],
  backend: [{ url: "file://./a" }, { url: "https://other.example" }],
  config: [{ "access:spec": "a.yaml" }, { "access:spec": { secure: "v1:abc" } }],
  plugins: [{ providers: [{ name: "a", path: "./a" }] }, { providers: [{ name: "a", path: "./b" }] }],
  packages: [{ a: "./a" }, { a: "./b" }],
  options: [{ refresh: "always" }, { refresh: "never" }],
  environment: [["a"], ["a", "b"]],
};

describe.each<readonly [string, Readonly<Record<string, Coverage>>, typeof projectTerms]>([
  ["Pulumi.yaml", PROJECT_COVERAGE, projectTerms],
  ["Pulumi.prod.yaml", SETTINGS_COVERAGE, settingsTerms],
])("the keys of %s", (file, list, read) => {
  const termsOf = (content: object) => {
    const { terms, problems } = read(file, JSON.stringify(content));
    expect(problems).toEqual([]);
    return terms;
  };

  it.each(Object.entries(list))("are told or have a reason, one by one: %s", (key, { as, why }) => {
    const [one, other] = SETTINGS_VALUES[key] ?? ["one", "other"];
    const changes = [
      [{}, { [key]: one }],
      [{ [key]: one }, { [key]: other }],
      [{ [key]: other }, {}],
    ].map(([base, head]) => compareTerms({ base: termsOf(base ?? {}), head: termsOf(head ?? {}) }));
    if (as === "nothing") {
      expect([changes.flat(), why]).toEqual([[], expect.stringMatching(/\w{3}/)]);
      return;
    }
    for (const change of changes) expect(change.map(({ kind }) => kind)).toContain(as);
    const [come, switched] = changes;
    for (const gained of [come, switched])
      expect(gained).toContainEqual(
        expect.objectContaining({ direction: "gained", position: expect.objectContaining({ file, line: 1 }) }),
      );
  });

  it.each(["hooks", "__proto__", "Main", "constructor"])("are refused where the list does not have them: %s", (key) => {
    const { problems } = read(file, `{ ${JSON.stringify(key)}: x }`);
    expect(problems).toMatchObject([
      { code: expect.stringMatching(/^(unknown-project|bad)-key$/), position: { file, line: 1 } },
    ]);
  });
});
