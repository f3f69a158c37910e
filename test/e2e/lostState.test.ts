/** What a state has lost comes back by the import that the refusal writes out; and a grant whose key changes stays the stack's own. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { login } from "../../dev/demo/genesysHttp.ts";
import { SEED } from "../../simulator/index.ts";
import { type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

const ERIK = SEED.users["erik.emea@contoso.example"];
/** As the refusal and docs/troubleshooting.md say. */
const IMPORT_FLAGS = ["--file", "import.json", "--generate-code=false", "--protect=false", "--yes"];

const spec = (key: string) => `organization: { id: ${SEED.organizationId} }
divisions: { EMEA_Operations: {} }
roles:
  reader: { name: Reader, purpose: Weekly report, permissions: ["analytics:conversationDetail:view"] }
  ${key}: { existing: ${SEED.roles.user} }
clients:
  reporting:
    name: Reporting
    owner: reporting@contoso.example
    purpose: Weekly report
    grantType: client-credentials
    grants: [{ role: reader, divisions: [EMEA_Operations] }]
users:
  erik.emea@contoso.example: { grants: [{ role: ${key}, divisions: [EMEA_Operations] }] }
`;

describe("a stack whose state has lost what the org has", { timeout: 300_000 }, () => {
  let stack: StackOnSimulator;

  beforeAll(async () => {
    stack = await stackOnSimulator({ spec: spec("employee") });
    const up = await stack.up();
    expect(up.exitCode, up.output).toBe(0);
  }, 300_000);
  afterAll(() => stack?.close());

  const urnOf = async (name: string): Promise<string> => {
    const { deployment } = JSON.parse(await stack.state());
    return deployment.resources.map(({ urn }: { urn: string }) => urn).find((urn: string) => urn.endsWith(`::${name}`));
  };
  const held = () =>
    stack.org.export().grants.filter(({ subjectId, roleId }) => subjectId === ERIK && roleId === SEED.roles.user);

  it("changes a grant whose role has another key now, and gives and takes nothing", async () => {
    await stack.writeSpec(spec("member"));
    const before = writes(stack.org).length;
    const up = await stack.up();
    expect(up.exitCode, up.output).toBe(0);
    expect(writes(stack.org).slice(before)).toEqual([]);
    expect(up.output).not.toContain("already:");
    expect(held()).toHaveLength(1);
  });

  it("is refused what is not as it was sent, in a preview too, and has it back by the import that the refusal writes out", async () => {
    const role = stack.org.export().roles.find(({ name }) => name === "Reader")?.id;
    const client = stack.org.export().clients.find(({ name }) => name === "Reporting");
    const person = await login(stack.org.url, SEED.console);
    const { body } = await person("GET", `/authorization/roles/${role}`);
    const more = { domain: "routing", entityName: "queue", actionSet: ["view"] };
    await person("PUT", `/authorization/roles/${role}`, {
      ...body,
      permissionPolicies: [...body.permissionPolicies, more],
    });
    await person("POST", `/oauth/clients/${client?.id}/secret`);
    const secretBefore = stack.org.export().clients.find(({ name }) => name === "Reporting")?.secretSha256;
    const gone = await stack.pulumi("state", "delete", await urnOf("reader"), "--target-dependents", "--yes");
    expect(gone.exitCode, gone.output).toBe(0);

    const preview = await stack.pulumi("preview");
    expect(preview.exitCode, gone.output + preview.output).not.toBe(0);
    expect(preview.output).toContain("it also permits routing:queue:view");
    for (const said of ["it also permits routing:queue:view", "it was changed since"]) {
      const up = await stack.up();
      expect(up.exitCode).not.toBe(0);
      expect(up.output).toContain(said);
      const [file = ""] = /\{"resources":\[.*\]\}/.exec(up.output) ?? [];
      await writeFile(join(stack.workspace.dir, "import.json"), file);
      const imported = await stack.pulumi("import", ...IMPORT_FLAGS);
      expect(imported.exitCode, imported.output).toBe(0);
    }
    const up = await stack.up("--refresh");
    expect(up.exitCode, up.output).toBe(0);
    const after = stack.org.export();
    expect(after.clients.find(({ name }) => name === "Reporting")).toMatchObject({
      id: client?.id,
      secretSha256: secretBefore,
    });
    expect(after.roles.find(({ id }) => id === role)?.permissionPolicies).toHaveLength(1);
    expect((await stack.pulumi("refresh", "--preview-only", "--expect-no-changes")).exitCode).toBe(0);
  });

  it("has a grant back as its own by an import with its divisions", async () => {
    const urn = await urnOf("users.erik.emea@contoso.example.member");
    const { deployment } = JSON.parse(await stack.state());
    const { type, id, inputs } = deployment.resources.find((one: { urn: string }) => one.urn === urn);
    await stack.pulumi("state", "delete", urn, "--yes");
    const name = "users.erik.emea@contoso.example.member";
    const file = { resources: [{ type, name, id, inputs, outputs: inputs }] };
    await writeFile(join(stack.workspace.dir, "import.json"), JSON.stringify(file));
    const imported = await stack.pulumi("import", ...IMPORT_FLAGS);
    expect(imported.exitCode, imported.output).toBe(0);
    const before = writes(stack.org).length;
    const up = await stack.up("--refresh", "--expect-no-changes");
    expect(up.exitCode, up.output).toBe(0);
    expect(writes(stack.org).slice(before)).toEqual([]);
  });

  it("says in preview and update that a division was there already, and leaves it", async () => {
    const gone = await stack.pulumi("state", "delete", await urnOf("users.erik.emea@contoso.example.member"), "--yes");
    expect(gone.exitCode, gone.output).toBe(0);
    const already = 'erik.emea@contoso.example holds the role "member" in EMEA_Operations already';
    expect((await stack.pulumi("preview")).output).toContain(already);
    expect((await stack.up()).output).toContain(already);
    const destroyed = await stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(destroyed.exitCode, destroyed.output).toBe(0);
    expect(destroyed.output).toContain("held before it was declared");
    expect(held()).toHaveLength(1);
  });
});
