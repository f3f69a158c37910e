/** What is deployed, compared with a change and no git ref: everything that gives or limits access is told, not permissions alone. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toResources } from "../../access/effective/toResources.ts";
import { NEVER_DEPLOYED, type RecordedTerms, readRecord } from "../../access/terms/recordedTerms.ts";
import { compareDeployed } from "../../toolkit/compare/compareDeployed.ts";
import { judge } from "../../toolkit/judge/gate.ts";
import { isValid, openSpec, type ValidStack } from "../../toolkit/open/loadedStack.ts";
import { recordOf } from "../../toolkit/open/recordedTerms.ts";
import { workingTree } from "../../toolkit/open/source.ts";

const SPEC = `organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8, name: Contoso (simulated) }
divisions: { EMEA: { manage: true } }
roles:
  reader: { name: Reader, purpose: Names of queues, permissions: ["routing:queue:view"] }
clients:
  export:
    name: Export
    owner: bi-team@contoso.example
    purpose: Names of queues
    grantType: client-credentials
    secret: { deliver: { command: "./store.sh" } }
    cannot: ["routing:queue:edit"]
    grants: [{ role: reader, divisions: [EMEA] }]
  crm:
    name: CRM
    owner: crm@contoso.example
    purpose: Records of callers
    grantType: code
    scopes: ["conversations:readonly"]
    redirectUris: ["https://crm.contoso.example/callback"]
`;
const PROJECT = "name: access\nruntime: nodejs\nstackConfigDir: stacks\n";
const LONG = `./store.sh ${"x".repeat(600)}`;

type Files = Readonly<Record<string, string>>;
const BASE: Files = {
  "stacks/prod.yaml": SPEC,
  "stacks/Pulumi.prod.yaml": "config: { access:region: mypurecloud.de }\n",
  "Pulumi.yaml": PROJECT,
  "index.ts": "export {};\n",
  "package.json": "{}\n",
  ".github/workflows/access.yml": "name: Access\n",
};
const spec = (from: string, to: string): Files => ({ "stacks/prod.yaml": SPEC.replace(from, to) });

const GRANT_TYPE = "    grantType: client-credentials\n";

const ATTACKS: readonly (readonly [string, Files, string])[] = [
  ["a delivery command", spec("./store.sh", "./other.sh"), "delivery:./other.sh"],
  ["a long delivery command that differs at its end", spec("./store.sh", `${LONG}y`), "delivery:./store.sh xxx"],
  ["a redirect URI", spec("/callback", "/other"), "redirect-uri:https://crm.contoso.example/other"],
  [
    "a rule that is off",
    { "stacks/prod.yaml": `${SPEC}policies: { no-self-escalation: disabled }\n` },
    "policy-level:",
  ],
  [
    "a waiver",
    {
      "stacks/prod.yaml": `${SPEC}waivers: [{ finding: exact-redirect-uri/client/crm/x, reason: r, owner: o@contoso.example, expires: 2027-01-31 }]\n`,
    },
    "waiver:exact-redirect-uri/client/crm/x until 2027-01-31",
  ],
  ["a dropped promise", spec('    cannot: ["routing:queue:edit"]\n', ""), "cannot:routing:queue:edit"],
  [
    "a longer life of tokens",
    spec(GRANT_TYPE, `${GRANT_TYPE}    tokenLifetime: 48h\n`),
    "token-lifetime:172800 seconds",
  ],
  ["a gateway", { "stacks/Pulumi.prod.yaml": "config: { access:gateway: https://other.example }\n" }, "stack-setting:"],
  ["another program", { "Pulumi.yaml": `${PROJECT}main: other.ts\n` }, "project-setting:main: other.ts"],
  ["code", { "index.ts": "export const other = 1;\n" }, "code:index.ts"],
];

describe("a change that is compared with the state", () => {
  let root: string;
  let count = 0;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "deployed-terms-"));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** The project with these files besides the base's. */
  function project(files: Files): string {
    const dir = join(root, String(count++));
    for (const [file, text] of Object.entries({ ...BASE, ...files })) {
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      writeFileSync(join(dir, file), text);
    }
    return dir;
  }

  function opened(dir: string): ValidStack {
    const stack = openSpec({ name: "prod", file: "stacks/prod.yaml" }, (file) => workingTree(dir).readText(file));
    if (!isValid(stack)) throw new Error(JSON.stringify(stack.problems));
    return stack;
  }

  /** The difference between a state and the head, which the base's resources are in. */
  function compared(head: Files, record?: RecordedTerms, base: Files = {}) {
    const [before, after] = [project(base), project(head)];
    const state = toResources(opened(before).desired).map(
      (one, index) => [String(index), { ...one, id: String(index), outputs: {} }] as const,
    );
    const file = "stacks/prod.yaml";
    const deployed = { resources: new Map(state), unfinished: 0, record };
    const result = compareDeployed(
      "prod",
      { file, deployed, live: undefined, head: opened(after), selectorNotes: [], offline: false },
      workingTree(after),
    );
    if (!("diff" in result)) throw new Error(JSON.stringify(result.problems));
    const { diff } = result;
    const { refusals } = judge(diff, ["widened"], {});
    return { ...diff, refused: refusals.length > 0, told: diff.terms.map(({ kind, value }) => `${kind}:${value}`) };
  }

  const record = (base: Files = {}) => {
    const dir = project(base);
    return readRecord(recordOf("prod", opened(dir).spec, dir));
  };

  it("is unchanged where nothing differs", () => {
    const { verdict, terms, notCovered } = compared({}, record());
    expect([verdict, terms]).toEqual(["unchanged", []]);
    expect(notCovered.join("\n")).toContain("Pipelines and CODEOWNERS");
  });

  it.each(ATTACKS)("is told and refused: %s", (name, head, wanted) => {
    const base: Files = name.startsWith("a long") ? spec("./store.sh", `${LONG}z`) : {};
    const { told, refused, verdict } = compared(head, record(base), base);
    expect(told.filter((one) => one.startsWith(wanted))).not.toEqual([]);
    expect([refused, ["widened", "mixed", "unknown"].includes(verdict)]).toEqual([true, true]);
  });

  it("knows the usual life of a token without a record of it", () => {
    const short = spec(GRANT_TYPE, `${GRANT_TYPE}    tokenLifetime: 1h\n`);
    const lifetimes = (one: RecordedTerms | undefined) =>
      one?.terms.filter(({ kind }) => kind === "token-lifetime").length;
    expect([lifetimes(record()), lifetimes(record(short))]).toEqual([0, 1]);
    const longer = compared({}, record(short), short);
    expect([longer.told, longer.refused]).toEqual([["token-lifetime:86400 seconds"], true]);
    const shorter = compared(short, record());
    expect([shorter.told, shorter.refused]).toEqual([["token-lifetime:3600 seconds"], false]);
  });

  it("says how a long value was on both sides, without carrying it along", () => {
    const base = spec("./store.sh", `${LONG}z`);
    const { told } = compared(spec("./store.sh", `${LONG}y`), record(base), base);
    const deliveries = told.filter((one) => one.startsWith("delivery:"));
    expect(deliveries).toHaveLength(2);
    for (const one of deliveries) expect(one).toMatch(/^delivery:\.\/store\.sh x{180,200}… \(SHA-256 [0-9a-f]{64}\)$/);
  });

  it("does not tell pipelines, of which no state says how they were", () => {
    expect(compared({ ".github/workflows/access.yml": "name: Other\n" }, record()).verdict).toBe("unchanged");
  });

  it.each([
    ["of an earlier release", undefined],
    ["of a later release", readRecord('{"version":2}')],
    ["of somebody else's making", readRecord('{"version":1,"clients":[],"terms":[{"kind":"other"}]}')],
    ["that is no text", readRecord({ version: 1, clients: [], terms: [] })],
  ])("is never unchanged or narrowed against a state %s", (_name, unreadable) => {
    expect(unreadable).toBeUndefined();
    const same = compared({}, unreadable);
    expect(same.verdict).toBe("unknown");
    expect(same.notCovered.join("\n")).toContain("it is not known what was deployed");
    const wider = spec('["routing:queue:view"]', '["routing:queue:view", "routing:skill:view"]');
    const less = compared({}, unreadable, wider);
    expect([less.verdict, less.counts.lost]).toEqual(["unknown", 1]);
  });

  it("tells everything of a stack that was never updated, its promises as no gain", () => {
    const head = `${SPEC}policies: { no-self-escalation: disabled }\n`;
    const { told } = compared({ "stacks/prod.yaml": head }, NEVER_DEPLOYED);
    expect(told).toEqual(expect.arrayContaining(["delivery:./store.sh", "policy-level:no-self-escalation: disabled"]));
    expect(told.filter((one) => /^(cannot|code|project-setting):/.test(one))).toEqual([]);
  });

  it("does not call a promise dropped that went with its client", () => {
    const without = SPEC.replace(/ {2}export:[\s\S]*?( {2}crm:)/, "$1");
    const { told, terms } = compared({ "stacks/prod.yaml": without }, record());
    expect(told).toContain("delivery:./store.sh");
    expect(terms.filter(({ direction }) => direction === "gained")).toEqual([]);
  });
});
