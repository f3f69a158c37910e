/** A role of the org that the stack only refers to: judged and shown by what the org says that it permits, and pinned in the state. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { login } from "../../dev/demo/genesysHttp.ts";
import { SEED } from "../../simulator/index.ts";
import { type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

const MAY = "routing:skill:view";

function specWith(role: string): string {
  return `organization: { id: ${SEED.organizationId} }
divisions:
  EMEA_Operations: {}
roles:
  referred: { existing: ${role} }
users:
  emma.emea@contoso.example:
    grants:
      - { role: referred, divisions: [EMEA_Operations] }
`;
}

interface Change {
  readonly name: string;
  readonly cause: { readonly kind: string };
}
interface Subject {
  readonly gained: readonly Change[];
  readonly lost: readonly Change[];
  readonly unknown: readonly Change[];
}

describe("a role of the org that the spec names by id", { timeout: 300_000 }, () => {
  let stack: StackOnSimulator;

  beforeAll(async () => {
    stack = await stackOnSimulator({ spec: specWith(SEED.roles.user) });
  }, 300_000);
  afterAll(() => stack?.close());

  function genesysAccess(...args: string[]) {
    const { dir, env } = stack.workspace;
    return execa(process.execPath, [stack.command, ...args], { cwd: dir, env, extendEnv: false, reject: false });
  }

  async function report(...args: string[]) {
    const { stdout, stderr } = await genesysAccess(...args, "--stack", "demo", "--format", "json");
    const parsed = JSON.parse(stdout || JSON.stringify({ stderr }));
    return parsed.stacks?.[0] ?? parsed.diff;
  }

  const changes = (subjects: readonly Subject[], list: "gained" | "lost" | "unknown") =>
    subjects.flatMap((subject) => subject[list].map(({ name, cause }) => `${name} (${cause.kind})`));

  async function permitInConsole(...permissions: string[]): Promise<void> {
    const person = await login(stack.org.url, SEED.console);
    const { body: role } = await person("GET", `/authorization/roles/${SEED.roles.user}`);
    const policies = permissions.map((permission) => {
      const [domain, entityName, action] = permission.split(":");
      return { domain, entityName, actionSet: [action] };
    });
    const answer = await person("PUT", `/authorization/roles/${SEED.roles.user}`, {
      ...role,
      permissionPolicies: [...role.permissionPolicies, ...policies],
    });
    expect(answer.status).toBe(200);
  }

  const pins = async () => {
    const { deployment } = JSON.parse(await stack.state());
    const resources = deployment.resources as { type: string; inputs?: { rolePermits?: { permissions: string[] } } }[];
    return resources.flatMap(({ inputs }) => inputs?.rolePermits?.permissions ?? []);
  };

  it("is refused in preview and update where it is the administrator's", async () => {
    await stack.writeSpec(specWith(SEED.roles.admin));
    const preview = await genesysAccess("preview", "--stack", "demo");
    expect(preview.exitCode, preview.stderr).toBe(1);
    expect(preview.stdout + preview.stderr).toContain("no-admin-role");
    const up = await stack.up();
    expect(up.exitCode).not.toBe(0);
    expect(up.output).toContain(`"${SEED.roles.admin}", "admin" in the org, is an administrator's role`);
    expect(writes(stack.org)).toEqual([]);
  });

  it("is shown with its permissions, each as gained, where it is harmless", async () => {
    await stack.writeSpec(specWith(SEED.roles.user));
    const { subjects, verdict } = await report("preview");
    expect(verdict).toBe("widened");
    expect(changes(subjects, "gained").map((text) => text.split(" ")[0])).toEqual([
      "analytics:agentConversationDetail:view",
      "directory:user:view",
      "directory:userProfile:view",
      "routing:queue:view",
    ]);
    expect(changes(subjects, "unknown")).toEqual([]);
  });

  it("is pinned by the update", async () => {
    const up = await stack.up();
    expect(up.exitCode, up.output).toBe(0);
    expect(await pins()).toContain("routing:queue:view");
    const again = await stack.up("--expect-no-changes");
    expect(again.exitCode, again.output).toBe(0);
    expect((await report("diff", "--base", "live")).verdict).toBe("unchanged");
  });

  it("widens by a change in the console: the difference says so with the permission, with and without a refresh", async () => {
    await permitInConsole(MAY);
    const live = await report("diff", "--base", "live");
    expect([live.verdict, live.drift.verdict]).toEqual(["widened", "widened"]);
    expect(changes(live.subjects, "gained")).toEqual([`${MAY} (drift)`]);
    expect(changes(live.drift.subjects, "gained")).toEqual([`${MAY} (drift)`]);
    expect(changes((await report("diff", "--base", "deployed")).subjects, "gained")).toEqual([`${MAY} (drift)`]);
    for (const flags of [[], ["--refresh"]]) {
      expect(changes((await report("preview", ...flags)).subjects, "gained"), flags.join()).toEqual([`${MAY} (drift)`]);
    }
    // A refresh judges nothing: it tells of the drift, and takes nothing over.
    const refresh = await stack.pulumi("refresh", "--yes", "--skip-preview");
    expect(refresh.exitCode, refresh.output).toBe(0);
    expect(refresh.output).toMatch(/~ 1 updated/);
    expect(await pins()).not.toContain(MAY);
    for (const args of [["preview"], ["diff", "--base", "deployed"]])
      expect(changes((await report(...args)).subjects, "gained"), args.join()).toEqual([`${MAY} (drift)`]);
    const gate = await genesysAccess("diff", "--base", "live", "--stack", "demo", "--fail-on", "widened");
    expect(gate.exitCode).toBe(1);
  });

  it("is pinned anew by an update, which writes nothing to the org", async () => {
    const before = writes(stack.org).length;
    expect(await pins()).not.toContain(MAY);
    const up = await stack.up();
    expect(up.exitCode, up.output).toBe(0);
    expect(writes(stack.org)).toHaveLength(before);
    expect(await pins()).toContain(MAY);
    const live = await report("diff", "--base", "live");
    expect([live.verdict, live.drift.verdict]).toEqual(["unchanged", "unchanged"]);
  });

  it("counts as not covered where a state of an earlier release has no pin, and an update fills it in without a write", async () => {
    const exported = JSON.parse(await stack.state());
    for (const { inputs, outputs } of exported.deployment.resources) {
      for (const values of [inputs, outputs]) if (values) delete values.rolePermits;
    }
    const { dir } = stack.workspace;
    await writeFile(join(dir, "old.json"), JSON.stringify(exported));
    const imported = await stack.pulumi("stack", "import", "--file", join(dir, "old.json"));
    expect(imported.exitCode, imported.output).toBe(0);
    const refresh = await stack.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    expect(refresh.exitCode, refresh.output).toBe(0);
    const live = await report("diff", "--base", "live");
    expect([live.verdict, live.subjects]).toEqual(["unchanged", []]);
    expect(live.notCovered.join("\n")).toContain("Permissions of existing roles, and changes of them in the org");
    const before = writes(stack.org).length;
    const up = await stack.up();
    expect(up.exitCode, up.output).toBe(0);
    expect(writes(stack.org)).toHaveLength(before);
    expect(await pins()).toContain(MAY);
  });
});
