import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv } from "ajv";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { login } from "../../dev/demo/genesysHttp.ts";
import { SEED } from "../../simulator/index.ts";
import { diffJsonSchema } from "../../toolkit/schema/diffJsonSchema.ts";
import { type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

const LINE = "- analytics:conversationAggregate:view";
const validate = new Ajv({ allErrors: true, strict: false }).compile(diffJsonSchema());

/** One gain or loss, written in one line. */
function atomsIn(subjects: readonly Subject[], list: "gained" | "lost"): string[] {
  return subjects.flatMap((subject) =>
    subject[list].map(({ name, divisions, cause }) => {
      const places = divisions.map(({ kind, name: division }) => division ?? kind).join(", ");
      return `${subject.key}: ${name} in ${places} (${cause.kind})`;
    }),
  );
}

interface Subject {
  readonly key: string;
  readonly gained: readonly Change[];
  readonly lost: readonly Change[];
}

interface Change {
  readonly name: string;
  readonly divisions: readonly { readonly kind: string; readonly name?: string }[];
  readonly cause: { readonly kind: string };
}

describe("a difference against what is deployed, without a preview", { timeout: 300_000 }, () => {
  let stack: StackOnSimulator;
  let valid: string;

  beforeAll(async () => {
    stack = await stackOnSimulator();
    valid = await stack.readSpec();
    expect((await stack.up()).exitCode).toBe(0);
  }, 300_000);
  afterAll(() => stack?.close());

  function genesysAccess(args: readonly string[], more: NodeJS.ProcessEnv = {}) {
    const { dir, env } = stack.workspace;
    return execa(process.execPath, [stack.command, ...args], {
      cwd: dir,
      env: { ...env, ...more },
      extendEnv: false,
      reject: false,
    });
  }

  async function diff(base: string, more: NodeJS.ProcessEnv = {}) {
    const { stdout, stderr } = await genesysAccess(
      ["diff", "--base", base, "--stack", "demo", "--format", "json"],
      more,
    );
    const report = JSON.parse(stdout || JSON.stringify({ stderr }));
    validate(report);
    expect(validate.errors, stderr).toBeNull();
    return report.stacks[0];
  }

  const NO_CREDENTIALS = { GENESYSCLOUD_OAUTHCLIENT_ID: "", GENESYSCLOUD_OAUTHCLIENT_SECRET: "" };

  it("is unchanged right after an update, in the state and in the org", async () => {
    const before = writes(stack.org).length;
    const [deployed, live] = [await diff("deployed"), await diff("live")];
    expect([deployed.verdict, live.verdict, live.drift.verdict]).toEqual(["unchanged", "unchanged", "unchanged"]);
    expect(deployed.drift).toBeUndefined();
    expect(writes(stack.org)).toHaveLength(before);
  });

  it("says without credentials that it cannot know what selectors take, and sees everything else", async () => {
    const same = await diff("deployed", NO_CREDENTIALS);
    expect([same.verdict, same.subjects]).toEqual(["unknown", []]);
    expect(same.notCovered.join("\n")).toContain('selectors take besides the deployed ones (roles "quality-reader")');
    await stack.writeSpec(valid.replace(LINE, `${LINE}\n      - routing:skill:view`));
    const wider = await diff("deployed", NO_CREDENTIALS);
    expect(atomsIn(wider.subjects, "gained")).toEqual([
      "powerbi-emea: routing:skill:view in EMEA_Operations (edited)",
      "emma.emea@contoso.example: routing:skill:view in EMEA_Operations (edited)",
    ]);
    expect(wider.counts).toEqual({ gained: 2, lost: 0, unknown: 0 });
    const refused = await genesysAccess(["diff", "--base", "live", "--stack", "demo"], NO_CREDENTIALS);
    expect(refused.exitCode).toBe(4);
    expect(refused.stderr).toContain("oauthClientId: set GENESYSCLOUD_OAUTHCLIENT_ID");
    await stack.writeSpec(valid);
  });

  it("shows what the console changed against the org, and not against the state", async () => {
    const person = await login(stack.org.url, SEED.console);
    const { clients, roles, divisions } = stack.org.export();
    const powerbi = clients.find(({ name }) => name === "Power BI EMEA")?.id;
    const reader = roles.find(({ name }) => name === "Integration - BI Analytics Reader")?.id;
    const north = divisions.find(({ name }) => name === "NA_Operations")?.id;
    const path = (division: unknown, role: unknown) =>
      `/authorization/subjects/${powerbi}/divisions/${division}/roles/${role}?subjectType=PC_OAUTH_CLIENT`;
    await person("POST", path(north, reader));
    await person("POST", path("*", SEED.roles.admin));
    const quality = roles.find(({ name }) => name === "Team - Quality Reader");
    await person("PUT", `/authorization/roles/${quality?.id}`, {
      ...quality,
      permissionPolicies: [],
      permissions: ["admin"],
    });

    expect((await diff("deployed")).verdict).toBe("unchanged");
    const live = await diff("live");
    expect(atomsIn(live.drift.subjects, "gained")).toEqual([
      ...["analytics:conversationAggregate:view", "analytics:conversationDetail:view", "routing:queue:view"].map(
        (permission) => `powerbi-emea: ${permission} in NA_Operations (drift)`,
      ),
      // A general permission of old roles is a gain like any other, and the gravest.
      expect.stringMatching(/^EMEA Supervisors: admin in EMEA_\w+(, EMEA_\w+)* \(drift\)$/),
    ]);
    expect(atomsIn(live.subjects, "lost")).toEqual(atomsIn(live.drift.subjects, "gained"));
    expect(atomsIn(live.subjects, "gained")).toEqual([
      expect.stringMatching(/^EMEA Supervisors: quality:evaluation:view in EMEA_\w+(, EMEA_\w+)* \(drift\)$/),
    ]);
    const unknown = live.subjects.flatMap((subject: { unknown: { name: string }[] }) => subject.unknown);
    expect(unknown).toMatchObject([{ direction: "lost", name: "admin (not in this stack)", cause: { kind: "drift" } }]);
    const { stdout } = await genesysAccess(["diff", "--base", "live", "--stack", "demo", "--format", "markdown"]);
    expect(stdout).toContain("Access of `the working tree`, compared with `the live org`.");
    expect(stdout).toContain("### Changed in the org: Gained");
    expect(stdout).toContain("changed in the org");
  });

  it("shows an edit as the preview does: the same atoms, the same digest, against state and org", async () => {
    await stack.writeSpec(
      valid
        .replace(LINE, `${LINE}\n      - routing:skill:view`)
        .replace("- quality:evaluation:view", "- quality:calibration:view"),
    );
    for (const [base, flags] of [
      ["deployed", []],
      ["live", ["--refresh"]],
    ] as const) {
      const preview = await genesysAccess(["preview", "--stack", "demo", "--format", "json", ...flags]);
      const shown = JSON.parse(preview.stdout).diff;
      const seen = await diff(base);
      expect(seen.digest, base).toEqual(shown.digest);
      expect(seen.counts, base).toEqual(shown.counts);
      expect(atomsIn(seen.subjects, "gained"), base).toEqual(atomsIn(shown.subjects, "gained"));
      expect(atomsIn(seen.subjects, "lost"), base).toEqual(atomsIn(shown.subjects, "lost"));
      expect(seen.counts.gained, base).toBeGreaterThan(2);
    }
    await stack.writeSpec(valid);
  });

  it("reads no secret: neither of the clients nor of the deployer", async () => {
    const secrets = (await stack.pulumi("stack", "output", "clients", "--show-secrets", "--json")).stdout;
    const clients = Object.values(JSON.parse(secrets) as Record<string, { clientSecret: string | null }>);
    const { stdout, stderr } = await genesysAccess(["diff", "--base", "live", "--stack", "demo", "--format", "json"]);
    const known = [SEED.deployer.clientSecret, ...clients.flatMap(({ clientSecret }) => clientSecret ?? [])];
    expect(known.length).toBeGreaterThan(2);
    for (const secret of known) expect(`${stdout}${stderr}`).not.toContain(secret);
  });

  it("tells what else the deployed spec says, and that a state of an earlier release does not say it", async () => {
    await stack.writeSpec(`${valid}\npolicies: { no-self-escalation: advisory }\n`);
    const off = await diff("deployed");
    expect(off.terms).toMatchObject([{ kind: "policy-level", direction: "gained" }]);
    await stack.writeSpec(valid);
    const state = await stack.state();
    const older = JSON.parse(state);
    for (const { outputs = {} } of older.deployment.resources) delete outputs.__deployedTerms;
    expect(JSON.stringify(older)).not.toBe(JSON.stringify(JSON.parse(state)));
    const imported = join(stack.workspace.dir, "state.json");
    await writeFile(imported, JSON.stringify(older));
    expect((await stack.pulumi("stack", "import", "--file", imported)).exitCode).toBe(0);
    const unknown = await diff("deployed");
    expect([unknown.verdict, unknown.terms]).toEqual(["unknown", []]);
    expect(unknown.notCovered.join()).toContain("it is not known what was deployed");
    await writeFile(imported, state);
    expect((await stack.pulumi("stack", "import", "--file", imported)).exitCode).toBe(0);
  });

  it("stops before it compares with another org, and names a stack that is not there", async () => {
    await stack.writeSpec(valid.replace(/id: 58f5d08e-[\w-]+/, "id: 11111111-2222-4333-8444-555555555555"));
    const other = await genesysAccess(["diff", "--base", "live", "--stack", "demo"]);
    expect([other.exitCode, other.stdout]).toEqual([3, ""]);
    expect(other.stderr).toContain("the spec is for the organization 11111111");
    await stack.writeSpec(valid);
    const none = await genesysAccess(["diff", "--base", "deployed", "--stack", "nope"]);
    expect(none.exitCode).toBe(4);
    expect(none.stderr).toContain("no stack named 'nope' found");
  });
});
