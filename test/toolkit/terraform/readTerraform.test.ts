import { describe, expect, it } from "vitest";
import { isComplete, snapshotSchema } from "../../../access/snapshot/model.ts";
import { readTerraform } from "../../../toolkit/terraform/readTerraform.ts";
import { client, fixture, HOME, idOf, policy, readingOf, role, showOf, stateOf } from "./support.ts";

const reading = readingOf(fixture("terraform.tfstate"));
const { snapshot } = reading;

const remarks = (text: string, kind?: string) =>
  readingOf(text)
    .remarks.filter((remark) => remark.address !== "" && (kind === undefined || remark.kind === kind))
    .map((remark) => `${remark.address}: ${remark.text}`);

describe("the state that the vendor's provider 1.82 wrote", () => {
  it("is a snapshot by the schema, and says that it is not the whole org", () => {
    expect(snapshotSchema.parse(snapshot)).toEqual(snapshot);
    expect(isComplete(snapshot)).toBe(false);
    expect(snapshot.coverage.every(({ reason }) => (reason ?? "").length > 20)).toBe(true);
  });

  it("says the same as what `tofu show -json` prints of it", () => {
    const shown = readingOf(fixture("show.json"));
    const about = shown.remarks.find(({ text }) => text.startsWith("`show -json` does not say which configuration"));
    expect(about).toBeDefined();
    expect({ ...shown, remarks: shown.remarks.filter((remark) => remark !== about) }).toEqual(reading);
  });

  it("has the addresses that Terraform itself writes, with modules, counts and quoted keys", () => {
    expect(reading.managed.map(({ kind, address }) => `${kind} ${address}`)).toEqual([
      'division genesyscloud_auth_division.partner["Partner South"]',
      'division genesyscloud_auth_division.partner["Partner_North"]',
      'role genesyscloud_auth_role.reader["bi reader"]',
      'role genesyscloud_auth_role.reader["wfm \\"core\\""]',
      "role genesyscloud_auth_role.stars",
      "role genesyscloud_auth_role.voice",
      "group genesyscloud_group_roles.supervisors",
      "client genesyscloud_oauth_client.crm",
      "client genesyscloud_oauth_client.old",
      "client genesyscloud_oauth_client.wallboard",
      "user genesyscloud_user_roles.emma",
      "client module.bi.genesyscloud_oauth_client.client[0]",
      "client module.bi.genesyscloud_oauth_client.client[1]",
    ]);
    const shown = JSON.parse(fixture("show.json")).values.root_module;
    const written = [shown, ...shown.child_modules].flatMap(({ resources }) =>
      resources.map(({ address }: { address: string }) => address),
    );
    expect([...reading.managed, ...reading.lookedUp].map(({ address }) => address).sort()).toEqual(
      // People are looked up for their names alone.
      written.filter((address: string) => !/^data\.genesyscloud_(user|group)\./.test(address)).sort(),
    );
  });

  it("keeps conditions in the API's form, stars as they are, and grants in Home and in all divisions", () => {
    expect(snapshot.roles.find(({ name }) => name === "Voice only")?.policies?.[0]?.condition).toEqual({
      conjunction: "AND",
      terms: [
        { variableName: "Conversation.mediaType", operator: "EQ", operands: [{ type: "SCALAR", value: "CALL" }] },
      ],
    });
    expect(snapshot.roles.find(({ name }) => name === "Stars")?.policies).toEqual([
      { domain: "wfm", entity: "*", actions: ["view"], condition: null },
    ]);
    const home = snapshot.divisions.find((division) => division.home)?.id;
    const wallboard = snapshot.clients.find(({ name }) => name.startsWith("Wallboard"))?.id;
    expect(snapshot.grants.filter(({ subject }) => subject === wallboard).map(({ division }) => division)).toEqual([
      home,
      "*",
    ]);
  });

  it("names the user and the group that it looked up", () => {
    expect(snapshot.people.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "user emma.emea@contoso.example",
      "group EMEA Supervisors",
    ]);
  });

  it("lists what the language has no word for, and does not manage a default role", () => {
    expect(remarks(fixture("terraform.tfstate"), "lacking")).toEqual([
      "genesyscloud_auth_role.employee: this changes a default role of the vendor (default_role_id): a stack grants such roles and never changes them",
      'genesyscloud_oauth_client.old: the client is "inactive", and a stack has active clients only: `up` would make it active',
    ]);
  });

  it("says what it cannot know", () => {
    expect(reading.remarks.filter(({ kind }) => kind === "unknown").map(({ text }) => text)).toEqual([
      expect.stringContaining("hides the Home division"),
      expect.stringContaining("of which org"),
      expect.stringContaining("which client Terraform itself logs in with"),
      expect.stringContaining("as old as the last apply"),
    ]);
  });
});

describe("a state", () => {
  it("gives a grant without a division in Home, and leaves it out with a word where Home is not known", () => {
    const emma = {
      type: "genesyscloud_user_roles",
      values: { id: idOf(7), user_id: idOf(7), roles: [{ role_id: idOf(2), division_ids: [] }] },
    };
    expect(readingOf(stateOf([HOME, role(2), emma])).snapshot.grants).toEqual([
      { subjectKind: "user", subject: idOf(7), role: idOf(2), division: idOf(1) },
    ]);
    const without = readingOf(stateOf([role(2), emma]));
    expect(without.snapshot.grants).toEqual([]);
    expect(remarks(stateOf([role(2), emma]))).toEqual([
      expect.stringMatching(/^genesyscloud_user_roles.it: a role is granted in the Home division.*left out$/),
      "genesyscloud_user_roles.it: the state has no e-mail address of this user: only the org knows it",
    ]);
    expect(readingOf(stateOf([role(2), emma]), { home: idOf(1) }).snapshot.grants).toHaveLength(1);
  });

  it("does not know what a role permits whose condition the provider did not keep whole", () => {
    const term = (operands: unknown, operator = "EQ") => ({ variable_name: "Conversation.teams", operator, operands });
    const conditions = [
      // Of a team the provider keeps the type alone; of terms inside terms an empty term.
      [{ conjunction: "AND", terms: [term([{ type: "TEAM", value: "", user_id: "", queue_id: "" }])] }],
      [{ conjunction: "AND", terms: [term([], "")] }],
      [{ conjunction: "", terms: [] }],
    ];
    for (const condition of conditions) {
      const text = stateOf([
        role(2, {
          permission_policies: [policy("a", "b", ["view"]), policy("conversation", "call", ["view"], condition)],
        }),
      ]);
      expect(readingOf(text).snapshot.roles[0]?.policies).toBeNull();
      expect(remarks(text)).toEqual([expect.stringContaining("only the org knows what the role permits")]);
    }
  });

  it("has users and queues of a condition as the API has them", () => {
    const operands = [
      { type: "QUEUE", queue_id: "q-1", user_id: "", value: "" },
      { type: "USER", queue_id: "", user_id: "u-1", value: "" },
    ];
    const conditions = [
      { conjunction: "OR", terms: [{ variable_name: "Conversation.queues", operator: "IN", operands }] },
    ];
    const { policies } = readingOf(stateOf([role(2, { permission_policies: [policy("a", "b", ["c"], conditions)] })]))
      .snapshot.roles[0] ?? { policies: null };
    expect(policies?.[0]?.condition).toEqual({
      conjunction: "OR",
      terms: [
        {
          variableName: "Conversation.queues",
          operator: "IN",
          operands: [
            { type: "QUEUE", queue: { id: "q-1" } },
            { type: "USER", user: { id: "u-1" } },
          ],
        },
      ],
    });
  });

  it("tells what else a client of Terraform has", () => {
    const text = stateOf([
      client(3, {
        authorized_grant_type: "PASSWORD",
        integration_credential_name: "BI credential",
        directory_client_secret: "/vault/dir",
        expose_client_secret: true,
        client_secret: "very-secret-value",
      }),
    ]);
    expect(remarks(text)).toEqual([
      expect.stringContaining("the client's secret is in this state"),
      expect.stringContaining('the grant type "PASSWORD" is none of the language'),
      expect.stringContaining("integration credential"),
      expect.stringContaining("to a file"),
    ]);
    expect(JSON.stringify(readTerraform(text))).not.toMatch(/very-secret-value|vault|BI credential/);
  });

  it("tells old general permissions, tainted and deposed objects", () => {
    const text = stateOf([
      role(2, { permissions: ["admin"] }, { more: { status: "tainted" } }),
      role(3, {}, { more: { deposed: "0a1b2c3d" } }),
    ]);
    expect(remarks(text)).toEqual([
      expect.stringMatching(/role_2: it is tainted/),
      expect.stringMatching(/role_2: old general permissions.*"admin"/),
      expect.stringMatching(/role_3: an earlier object of this address waits to be deleted/),
    ]);
    expect(readingOf(text).managed).toHaveLength(1);
  });

  it("counts what stays with Terraform, and who there refers to what is taken over", () => {
    const queue = {
      type: "genesyscloud_routing_queue",
      values: { id: "q" },
      more: { dependencies: ["genesyscloud_auth_role.role_2", "genesyscloud_flow.x"] },
    };
    const { elsewhere, dependents } = readingOf(stateOf([role(2), queue, { type: "aws_s3_bucket", values: {} }]));
    expect(elsewhere).toEqual({ aws_s3_bucket: 1, genesyscloud_routing_queue: 1 });
    expect(dependents).toEqual([{ address: "genesyscloud_routing_queue.it", on: ["genesyscloud_auth_role.role_2"] }]);
  });

  it("says what it grants of which it has nothing but the id", () => {
    const roles = [{ role_id: idOf(9), division_id: idOf(8) }];
    expect(remarks(stateOf([client(3, { roles })]))).toEqual([
      `genesyscloud_oauth_client.client_3: it grants the role ${idOf(9)} in the division ${idOf(8)}, of which the state has nothing but the id`,
    ]);
  });

  it("names the org where a data source asked for it, or the caller does", () => {
    const me = {
      type: "genesyscloud_organizations_me",
      mode: "data" as const,
      values: { id: idOf(5), name: "Contoso" },
    };
    expect(readingOf(stateOf([me])).snapshot.organization).toEqual({ id: idOf(5), name: "Contoso", region: null });
    const organization = { id: idOf(6), name: "Other", region: "mypurecloud.de" };
    expect(readingOf(stateOf([]), { organization }).snapshot.organization).toEqual(organization);
  });

  it("takes one configuration of the provider at a time, by its alias", () => {
    const of = (alias: string) => ({ provider: `provider["registry.terraform.io/mypurecloud/genesyscloud"]${alias}` });
    const text = stateOf([role(2, {}, of(".emea")), role(3, {}, of(""))]);
    const ids = (alias: string) => readingOf(text, { alias }).managed.map(({ id }) => id);
    expect(ids("emea")).toEqual([idOf(2)]);
    expect(ids("")).toEqual([idOf(3)]);
  });

  it("is empty where Terraform has nothing", () => {
    expect(readingOf(stateOf([])).managed).toEqual([]);
    expect(readingOf(showOf([])).managed).toEqual([]);
    expect(readingOf('{"format_version":"1.0"}').managed).toEqual([]);
  });
});
