/** A second stack of the same organization escapes neither the settings nor the promises of the first: in check, diff, preview, program and pack. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toResources } from "../../access/effective/toResources.ts";
import { printProblem } from "../../access/language/problem.ts";
import { orgTerms } from "../../policies/orgTerms.ts";
import { PackRun } from "../../policies/packRun.ts";
import { ProjectSpecs, projectFiles } from "../../policies/projectSpecs.ts";
import { RULES } from "../../policies/rules/index.ts";
import { evaluatePolicies } from "../../program/evaluatePolicies.ts";
import { findingsOfSpecs } from "../../toolkit/diff/findings.ts";
import { judgePreview } from "../../toolkit/judge/judgePreview.ts";
import { judgeSpecs } from "../../toolkit/judge/judgeSpecs.ts";
import { asBaseRef } from "../../toolkit/open/base.ts";
import { isValid, openSpec, type ValidStack } from "../../toolkit/open/loadedStack.ts";
import { openSource, workingTree } from "../../toolkit/open/source.ts";
import { readSpecs } from "../../toolkit/open/specs.ts";

const ID = "58f5d08e-c7f5-4f60-b254-92c700bbecf8";
const TODAY = "2026-08-15";

const spec = (client: string, permission: string, more = "", id = ID) => `organization: { id: ${id} }
divisions: { ${client}Division: { manage: true } }
roles:
  ${client}-role: { name: ${client} Role, purpose: Names of queues, permissions: ["${permission}"] }
clients:
  ${client}:
    name: ${client}
    owner: ${client}@contoso.example
    purpose: Names of queues ${client}
    grantType: client-credentials
    grants: [{ role: ${client}-role, divisions: [${client}Division] }]
${more}`;

type Files = Readonly<Record<string, string>>;

/** The first stack, the second one, and the id of the finding that the first one's strictness demands of the second. */
const ATTACKS: readonly (readonly [string, string, string, string])[] = [
  [
    "a rule that it turns off, and the first leaves as it is",
    spec("first", "routing:queue:view"),
    spec("second", "routing:queue:edit", "policies: { no-write-permission: disabled }\n"),
    "no-write-permission/",
  ],
  [
    "a rule that the first made mandatory, and it does not name",
    spec("first", "routing:queue:view", "policies: { recording-segment: mandatory }\n"),
    spec("second", "recording:recording:view"),
    "recording-segment/",
  ],
  [
    "an entry of the first one's deny list",
    spec(
      "first",
      "routing:queue:view",
      'policies: { permission-deny-list: { enforcementLevel: mandatory, permissions: ["routing:skill:*"] } }\n',
    ),
    spec("second", "routing:skill:view"),
    "permission-deny-list/",
  ],
  [
    "a promise that nobody else holds a permission",
    spec("first", "routing:skill:view", 'only: [{ permission: "routing:skill:view", subjects: [clients.first] }]\n'),
    spec("second", "routing:skill:view"),
    "expectation-only/",
  ],
];

describe("a second stack of the same organization", () => {
  let root: string;
  let count = 0;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "same-organization-"));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  function project(files: Files): string {
    const dir = join(root, String(count++));
    for (const [file, text] of Object.entries({ "Pulumi.yaml": "name: access\nruntime: nodejs\n", ...files })) {
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      writeFileSync(join(dir, file), text);
    }
    return dir;
  }

  const FILE = { name: "second", file: "stacks/second.yaml" };

  function opened(dir: string): ValidStack {
    const stack = openSpec(FILE, (file) => workingTree(dir).readText(file));
    if (!isValid(stack)) throw new Error(stack.problems.map(printProblem).join("\n"));
    return stack;
  }

  function check(dir: string, base?: string) {
    const source = workingTree(dir);
    const request = { files: [FILE], readText: source.readText, project: source, strict: false, today: TODAY };
    const { stacks, notes } = judgeSpecs({
      ...request,
      ...(base !== undefined && { base: asBaseRef(workingTree(base)) }),
    });
    return { results: stacks[0]?.results ?? [], notes };
  }

  const refused = (results: readonly { id: string; level: string; status: string }[], wanted: string) =>
    results.filter(({ id, level, status }) => id.startsWith(wanted) && level === "mandatory" && status === "open");

  it.each(ATTACKS)("does not escape %s: check, with and without a base", (_name, first, second, wanted) => {
    const both = project({ "stacks/first.yaml": first, "stacks/second.yaml": second });
    expect(refused(check(both).results, wanted)).not.toEqual([]);
    // New in the change: the base has the first one alone.
    const before = project({ "stacks/first.yaml": first });
    expect(refused(check(both, before).results, wanted)).not.toEqual([]);
    // Nor does it where the same change takes the first one's strictness away.
    const loosened = project({
      "stacks/first.yaml": spec("first", "routing:queue:view"),
      "stacks/second.yaml": second,
    });
    expect(refused(check(loosened, before).results, wanted)).not.toEqual([]);
  });

  it.each(ATTACKS)("does not escape %s: diff, preview and fleet, program, pack", (_name, first, second, wanted) => {
    const dir = project({ "stacks/first.yaml": first, "stacks/second.yaml": second });
    const head = openSource(dir, dir, "--head");
    const pair = { stack: "second", baseFile: FILE.file, headFile: FILE.file };
    expect(refused(findingsOfSpecs([pair], head, head, TODAY)(pair), wanted)).not.toEqual([]);

    const stack = opened(dir);
    const specs = readSpecs("second", FILE.file, dir, {}, undefined);
    const seen = { head: toResources(stack.desired), status: { state: "ok", errors: [], missing: 0 } } as const;
    expect(refused(judgePreview(seen, [], specs, TODAY).findings, wanted)).not.toEqual([]);

    const org = orgTerms(stack.spec, new ProjectSpecs(projectFiles(dir)), true);
    const lines = evaluatePolicies(stack.spec, stack.desired, new Date(`${TODAY}T12:00:00Z`), org).refused;
    expect(lines.filter((line) => line.includes(`[${wanted}`))).not.toEqual([]);

    const run = new PackRun(RULES, { today: () => TODAY, specOf: () => stack.spec, orgOf: () => org });
    expect(run.stack("urn:pulumi:second::access::a::b").expectations).toEqual([
      ...stack.desired.expectations,
      ...org.promises,
    ]);
  });

  it("is found by the file that its settings name, in whichever folder", () => {
    const [, first, second, wanted] = ATTACKS[1] ?? ["", "", "", ""];
    const dir = project({
      "elsewhere/first.yaml": first,
      "Pulumi.first.yaml": "config: { access:spec: ./elsewhere/first.yaml }\n",
      "stacks/second.yaml": second,
    });
    expect(refused(check(dir).results, wanted)).not.toEqual([]);
  });

  it("is the same organization in whichever case its id is written", () => {
    const [, first, second, wanted] = ATTACKS[1] ?? ["", "", "", ""];
    const dir = project({ "stacks/first.yaml": first.replace(ID, ID.toUpperCase()), "stacks/second.yaml": second });
    expect(refused(check(dir).results, wanted)).not.toEqual([]);
  });

  it("is told whose settings hold, and is not held to those of another organization", () => {
    const [, first, second, wanted] = ATTACKS[1] ?? ["", "", "", ""];
    const same = check(project({ "stacks/first.yaml": first, "stacks/second.yaml": second }));
    expect(same.notes.join()).toContain("strictest settings of all stacks of its organization (stacks/first.yaml)");
    const other = first.replace(ID, "11111111-2222-4333-8444-555555555555");
    const apart = check(project({ "stacks/first.yaml": other, "stacks/second.yaml": second }));
    const ofSettings = apart.notes.filter((note) => note.includes("organization"));
    expect([refused(apart.results, wanted), ofSettings]).toEqual([[], []]);
  });

  it("keeps its waivers to itself: each names objects of its own stack", () => {
    const [, first, second] = ATTACKS[0] ?? ["", "", "", ""];
    const plain = second.replace(/policies: .*\n/, "");
    const [finding] = refused(check(project({ "stacks/second.yaml": plain })).results, "no-write-permission/");
    const waiver = `waivers: [{ finding: ${finding?.id}, reason: Known, owner: o@contoso.example, expires: 2026-12-31 }]\n`;
    const own = project({ "stacks/first.yaml": first, "stacks/second.yaml": `${plain}${waiver}` });
    expect(refused(check(own).results, "no-write-permission/")).toEqual([]);
    const foreign = project({ "stacks/first.yaml": `${first}${waiver}`, "stacks/second.yaml": plain });
    expect(refused(check(foreign).results, "no-write-permission/")).not.toEqual([]);
  });

  it("is refused where nobody can tell which setting is stricter, with both places", () => {
    const pattern = (text: string) =>
      `policies: { name-conventions: { enforcementLevel: advisory, client: "${text}" } }\n`;
    const dir = project({
      "stacks/first.yaml": spec("first", "routing:queue:view", pattern("^first")),
      "stacks/second.yaml": spec("second", "routing:queue:view", pattern("^second")),
    });
    const [problem] = check(dir).results;
    expect([problem?.rule, problem?.position.file, problem?.position.line]).toEqual([
      "different-settings",
      "stacks/second.yaml",
      12,
    ]);
    expect(problem?.message).toMatch(/here and at stacks\/first\.yaml:12:\d+, and nobody can tell which is stricter/);
    expect(readSpecs("second", FILE.file, dir, {}, undefined).invalid).toBe(true);
  });

  it("is not judged while another one is not valid: nobody knows its settings", () => {
    const dir = project({
      "stacks/first.yaml": spec("first", "routing:queue:view", "policies: { no-such-rule: mandatory }\nother: 1\n"),
      "stacks/second.yaml": spec("second", "routing:queue:view"),
    });
    const [problem] = check(dir).results;
    expect(problem?.rule).toBe("unknown-settings");
    expect(problem?.message).toContain("stacks/first.yaml:");
  });
});
