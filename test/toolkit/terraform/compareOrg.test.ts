import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Snapshot } from "../../../access/snapshot/model.ts";
import { readSnapshot } from "../../../providers/genesys/snapshot/readSnapshot.ts";
import { type OrgData, SEED } from "../../../simulator/index.ts";
import { compareWithOrg } from "../../../toolkit/terraform/compareOrg.ts";
import { orgUnderTest } from "../../providers/support/orgUnderTest.ts";
import { client, fixture, idOf, policy, readingOf, role, stateOf } from "./support.ts";

const reading = readingOf(fixture("terraform.tfstate"));
let org: Snapshot;

beforeAll(async () => {
  const seed = JSON.parse(fixture("org.json")) as OrgData;
  seed.roles
    .find(({ id }) => id === SEED.roles["Access as Code Deployer"])
    ?.permissionPolicies.push({ domain: "authorization", entityName: "settings", actionSet: ["view"] });
  const running = await orgUnderTest({ seed });
  afterAll(() => running.close());
  org = await readSnapshot(running.newRun(), { tool: "genesys-access 0.0.0", apiUrl: "http://127.0.0.1:1" });
});

/** The differences after a change of the org, a line each. */
function differences(change: (org: Snapshot) => void, of = reading): string[] {
  const changed = structuredClone(org);
  change(changed);
  const comparison = compareWithOrg(of, changed);
  if (!comparison.sameOrg) return [comparison.reason];
  return comparison.differences.map(({ address, what, text }) => `${what} ${address}: ${text}`);
}

function named<T extends { readonly name: string }>(objects: readonly T[], name: string): T {
  const found = objects.find((one) => one.name === name);
  if (found === undefined) throw new Error(name);
  return found;
}

describe("the state against the org that the vendor's provider left", () => {
  it("is the same, although the org stores what a star stands for", () => {
    expect(org.roles.find(({ name }) => name === "Stars")?.policies?.length).toBeGreaterThan(50);
    expect(differences(() => {})).toEqual([]);
  });

  it("tells what the org's role permits besides, and what no more, each under its condition", () => {
    expect(
      differences(({ roles }) => {
        named(roles, "Integration - bi reader").policies?.push({
          domain: "routing",
          entity: "queue",
          actions: ["edit"],
          condition: null,
        });
        const voice = named(roles, "Voice only").policies?.[0];
        if (voice) voice.condition = null;
      }),
    ).toEqual([
      'wider genesyscloud_auth_role.reader["bi reader"]: it permits in the org and not in the state: routing:queue:edit',
      "both genesyscloud_auth_role.voice: it permits in the org and not in the state: conversation:communication:view; " +
        'it permits in the state and not in the org: "conversation:communication:view (only where Conversation.mediaType EQ CALL)"',
    ]);
  });

  it("tells grants that somebody added or took away, of clients, users and groups", () => {
    const lines = differences((changed) => {
      const admin = named(changed.roles, "admin").id;
      const wallboard = changed.clients.find(({ name }) => name.startsWith("Wallboard"))?.id ?? "";
      changed.grants = changed.grants.filter(
        ({ subjectKind, subject }) => subjectKind !== "group" && subject !== wallboard,
      );
      changed.grants.push({ subjectKind: "client", subject: wallboard, role: admin, division: "*" });
      const emma = changed.people.find(({ name }) => name?.startsWith("emma"))?.id ?? "";
      changed.grants.push({
        subjectKind: "user",
        subject: emma,
        role: admin,
        division: named(changed.divisions, "Home").id,
      });
    });
    expect(lines).toEqual([
      'narrower genesyscloud_group_roles.supervisors: it holds in the state and not in the org: "Integration - wfm \\"core\\"" in all divisions',
      expect.stringMatching(
        /^both genesyscloud_oauth_client.wallboard: it holds in the org and not in the state: "admin" in all divisions; it holds in the state and not in the org: .*"Stars" in "Home"/,
      ),
      'wider genesyscloud_user_roles.emma: it holds in the org and not in the state: "admin" in "Home"',
    ]);
  });

  it("tells what else of a client is another, with hostile names escaped", () => {
    expect(
      differences(({ clients }) => {
        const crm = named(clients, "CRM");
        crm.name = "CRM\u001b[2J";
        crm.state = "active";
        crm.scopes = ["users"];
        crm.redirectUris = [...crm.redirectUris, "https://evil.example/"];
      }),
    ).toEqual([
      expect.stringMatching(
        /^other genesyscloud_oauth_client\.\w+: its name is "CRM\\u001b\[2J" in the org, and "CRM"/,
      ),
      expect.stringMatching(/^other .*: its state is "active" in the org, and "inactive" in the state$/),
      expect.stringMatching(
        /^wider .*: of redirect URIs it has in the org and not in the state: "https:\/\/evil.example\/"$/,
      ),
    ]);
  });

  it("tells what is gone, and what could not be read instead of calling it gone", () => {
    const without = (changed: Snapshot) => {
      changed.roles = changed.roles.filter(({ name }) => name !== "Voice only");
      changed.divisions = changed.divisions.filter(({ name }) => name !== "Partner South");
    };
    expect(differences(without)).toEqual([
      'gone genesyscloud_auth_division.partner["Partner South"]: the org does not have this division',
      "gone genesyscloud_auth_role.voice: the org does not have this role",
    ]);
    const cut = (changed: Snapshot) => {
      without(changed);
      changed.coverage = changed.coverage.map((line) =>
        line.part === "roles" || line.part === "user-grants" ? { ...line, state: "partly", reason: "no" } : line,
      );
    };
    expect(differences(cut).slice(1)).toEqual([
      "unknown genesyscloud_auth_role.voice: the org did not show this role: not all of its roles could be read",
      "unknown genesyscloud_user_roles.emma: not all user-grants of the org could be read",
    ]);
  });

  it("says of each difference what follows for the move", () => {
    const changed = structuredClone(org);
    changed.roles = changed.roles.filter(({ name }) => name !== "Voice only");
    const comparison = compareWithOrg(reading, changed);
    expect(comparison.sameOrg && comparison.differences.map(({ meaning }) => meaning)).toEqual([
      "The next `terraform apply` would make it again. It is not adopted: let Terraform forget it.",
    ]);
  });
});

describe("a state of another org", () => {
  const me = (id: string) => ({
    type: "genesyscloud_organizations_me",
    mode: "data" as const,
    values: { id, name: "Elsewhere" },
  });

  it("is not compared where it names the org", () => {
    expect(differences(() => {}, readingOf(stateOf([me(idOf(5)), role(2)])))).toEqual([
      `the state is of the org "Elsewhere" (id ${idOf(5)}), and this is "Contoso (simulated)" (id "${org.organization.id}")`,
    ]);
  });

  it("is not compared where nothing of it is in the org", () => {
    expect(differences(() => {}, readingOf(stateOf([role(2), client(3)])))).toEqual([
      'none of the 2 objects that Terraform manages is in the org "Contoso (simulated)": the state is probably of another one',
    ]);
  });
});

it("does not call a role the same of which the state lost a condition", () => {
  const voice = named(org.roles, "Voice only");
  const lost = [{ conjunction: "AND", terms: [] }];
  const values = { ...voice, permission_policies: [policy("conversation", "communication", ["view"], lost)] };
  expect(differences(() => {}, readingOf(stateOf([role(2, { ...values, permissions: null })])))).toEqual([
    "untold genesyscloud_auth_role.role_2: the state does not have the whole of a condition, and the org does",
  ]);
});
