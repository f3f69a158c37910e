import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { login } from "../../dev/demo/genesysHttp.ts";
import { searchSecrets } from "../../dev/demo/secretSearch.ts";
import { type OrgData, SEED } from "../../simulator/index.ts";
import { POLICY_PACK, type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

/** Genesys deletes divisions softly: they stay listed as deleted. */
const living = (org: OrgData) => ({ ...org, divisions: org.divisions.filter(({ deleted }) => !deleted) });

interface ClientOutput {
  readonly clientId: string;
  readonly clientSecret: string;
}

describe("the life of a stack, through the real engine", { timeout: 120_000 }, () => {
  let stack: StackOnSimulator;
  let before: OrgData;
  let clients: Record<string, ClientOutput>;
  const printed: string[] = [];

  beforeAll(async () => {
    stack = await stackOnSimulator();
    before = stack.org.export();
    const up = await stack.up(...POLICY_PACK);
    printed.push(up.output);
    expect(up.output).toContain("12 created");
    const { stdout } = await stack.pulumi("stack", "output", "clients", "--show-secrets", "--json");
    clients = JSON.parse(stdout);
  }, 120_000);
  afterAll(() => stack?.close());

  it("makes the org hold exactly the declared grants", () => {
    const org = stack.org.export();
    const roleName = new Map(org.roles.map(({ id, name }) => [id, name]));
    const divisionName = new Map(org.divisions.map(({ id, name }) => [id, name]));
    const known = new Set(before.grants.map((grant) => JSON.stringify(grant)));
    const added = org.grants
      .filter((grant) => !known.has(JSON.stringify(grant)))
      .map(
        ({ subjectType, roleId, divisionId }) =>
          `${subjectType} ${roleName.get(roleId)} @ ${divisionName.get(divisionId) ?? divisionId}`,
      );
    expect(added.sort()).toEqual([
      "PC_GROUP Team - Quality Reader @ EMEA_Operations",
      "PC_GROUP Team - Quality Reader @ EMEA_Support",
      "PC_OAUTH_CLIENT Integration - BI Analytics Reader @ EMEA_Operations",
      "PC_OAUTH_CLIENT Integration - BPO Adherence Reader @ BPO_Adherence",
      "PC_OAUTH_CLIENT Integration - Wallboard Reader @ *",
      "PC_USER Integration - BI Analytics Reader @ EMEA_Operations",
    ]);
  });

  it("gives a client that reads its own division only, and is denied what its role lacks", async () => {
    const powerbi = clients["powerbi-emea"];
    if (!powerbi) throw new Error("no output for powerbi-emea");
    const api = await login(stack.org.url, powerbi);
    const query = { interval: "2026-01-01T00:00:00.000Z/2026-12-31T00:00:00.000Z" };
    const details = await api("POST", "/analytics/conversations/details/query", query);
    expect(details.status).toBe(200);
    const rows = details.body.conversations as { divisionIds: string[] }[];
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(before.conversations.length);
    expect(rows.every(({ divisionIds }) => divisionIds.includes(SEED.divisions.EMEA_Operations))).toBe(true);
    expect((await api("GET", "/quality/evaluations/query")).status).toBe(403);
    expect((await api("GET", "/oauth/clients")).status).toBe(403);
  });

  it("keeps the provider text in state at 125 bytes or less for every resource", async () => {
    const { deployment } = JSON.parse(await stack.state());
    const texts = deployment.resources
      .flatMap(({ inputs, outputs }: Record<string, Record<string, string>>) => [
        inputs?.["__provider"],
        outputs?.["__provider"],
      ])
      .filter(Boolean) as string[];
    expect(texts.length).toBe(22);
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(125);
  });

  it("shows no change in a second up, and sends no write", async () => {
    const seen = stack.org.requests.length;
    const again = await stack.up("--expect-no-changes");
    printed.push(again.output);
    expect(again.output).toContain("12 unchanged");
    expect(again.exitCode).toBe(0);
    expect(writes(stack.org).length).toBe(writes({ ...stack.org, requests: stack.org.requests.slice(0, seen) }).length);
  });

  it("finds no drift while nobody touched the org", async () => {
    const refresh = await stack.pulumi("refresh", "--preview-only", "--expect-no-changes");
    expect(refresh.exitCode, refresh.output).toBe(0);
  });

  it("finds what the console changed, property by property, and repairs it; what it gave beside a grant is told and left", async () => {
    const person = await login(stack.org.url, SEED.console);
    const powerbi = clients["powerbi-emea"]?.clientId;
    const role = stack.org.export().roles.find(({ name }) => name === "Integration - Wallboard Reader");
    await person(
      "POST",
      `/authorization/subjects/${powerbi}/divisions/*/roles/${SEED.roles.admin}?subjectType=PC_OAUTH_CLIENT`,
    );
    await person("PUT", `/authorization/roles/${role?.id}`, { ...role, description: "changed by hand" });
    const quality = stack.org.export().roles.find(({ name }) => name === "Team - Quality Reader");
    const beside = `/authorization/subjects/${SEED.groups["EMEA Supervisors"]}/divisions/${SEED.divisions.NA_Operations}/roles/${quality?.id}`;
    await person("POST", `${beside}?subjectType=PC_GROUP`);

    const refresh = await stack.pulumi("refresh", "--preview-only", "--diff", "--expect-no-changes");
    expect(refresh.exitCode, refresh.output).toBe(7);
    expect(refresh.output).toContain("+ admin (not in this stack)");
    expect(refresh.output).toContain('=> "changed by hand"');
    expect(refresh.output).toContain(
      'EMEA Supervisors holds the role "quality-reader" in NA_Operations as well: not managed by this stack, and left alone.',
    );
    expect(refresh.output).not.toContain("+ NA_Operations");
    expect(refresh.output).toContain("~ 2 to update");

    const repaired = await stack.up("--refresh");
    printed.push(refresh.output, repaired.output);
    expect(repaired.output).toContain("~ 2 updated");
    const left = stack.org.export().grants.filter(({ roleId }) => roleId === quality?.id);
    expect(left.map(({ divisionId }) => divisionId)).toContain(SEED.divisions.NA_Operations);
    await person("DELETE", beside);
    const after = await stack.pulumi("refresh", "--preview-only", "--expect-no-changes");
    expect(after.exitCode, after.output).toBe(0);
    const held = stack.org.export().grants.filter(({ subjectId }) => subjectId === powerbi);
    expect(held.map(({ divisionId }) => divisionId)).toEqual([SEED.divisions.EMEA_Operations]);
  });

  it("lets a new division join a selector, and shows it", async () => {
    const person = await login(stack.org.url, SEED.console);
    const { body } = await person("POST", "/authorization/divisions", { name: "EMEA_North", description: "" });
    const preview = await stack.pulumi("preview", "--diff", "--policy-pack", "policies");
    printed.push(preview.output);
    expect(preview.output).toContain(`+ EMEA_North`);
    expect(preview.output).toContain("~ 1 to update");
    await person("DELETE", `/authorization/divisions/${body.id}`);
  });

  it("has the client secrets nowhere in clear: not in state, history, logs or output", async () => {
    const secrets = Object.values(clients).map(({ clientSecret }) => clientSecret);
    expect(secrets.every((secret) => typeof secret === "string" && secret.length > 20)).toBe(true);
    expect((await searchSecrets(stack.workspace.dir, secrets)).hits).toEqual([]);
    expect(secrets.filter((secret) => printed.some((text) => text.includes(secret)))).toEqual([]);
    expect(secrets.filter((secret) => JSON.stringify(stack.org.requests).includes(secret))).toEqual([]);
    const masked = await stack.pulumi("stack", "output", "clients", "--json");
    expect(secrets.filter((secret) => masked.output.includes(secret))).toEqual([]);
  });

  it("destroys to the org that was there before", async () => {
    const destroy = await stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(destroy.exitCode, destroy.output).toBe(0);
    expect(living(stack.org.export())).toEqual(living(before));
  });
});
