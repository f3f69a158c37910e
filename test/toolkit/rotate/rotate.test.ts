import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { genesysAccess } from "../../support/inProcess.ts";

const SPEC = `organization: { id: 2f6c8a10-5b1d-4c57-9f0e-6f0a3c1d2e4b }
include: [shared/clients.yaml]
divisions: { EMEA: {} }
roles: { reader: { name: Reader, permissions: ["routing:queue:view"] } }
clients:
  powerbi:
    name: Power BI
    grantType: client-credentials
    grants: [{ role: reader, divisions: [EMEA] }]
  portal: { name: Portal, grantType: code, redirectUris: [https://app.contoso.example/cb] }
  legacy: { existing: 7a0f1e5c-1111-4222-8333-444455556666, grants: [{ role: reader, divisions: all }] }
`;
const SHARED = `clients:
  wallboard: { name: Wallboard, grantType: client-credentials, grants: [{ role: reader, divisions: [EMEA] }] }
`;

describe("genesys-access rotate", { timeout: 60_000 }, () => {
  let dir: string;
  const rotate = async (...args: string[]) => {
    const { exitCode: code, stdout, stderr } = await genesysAccess(["rotate", ...args], { cwd: dir });
    return { code, stdout: stdout && `${stdout}\n`, stderr };
  };
  const spec = () => readFile(join(dir, "stacks/prod.yaml"), "utf8");

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "genesys-access-rotate-"));
    await mkdir(join(dir, "stacks/shared"), { recursive: true });
    await writeFile(join(dir, "stacks/prod.yaml"), SPEC);
    await writeFile(join(dir, "stacks/shared/clients.yaml"), SHARED);
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it("writes one step after the other and says what to do next", async () => {
    const first = await rotate("powerbi", "--stack", "prod");
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toContain('Client "powerbi" begins generation 2. Generation 1 keeps working.');
    expect(first.stdout).toContain("1. pulumi up --stack prod --policy-pack policies: makes the new client");
    expect(first.stdout).toContain("3. genesys-access rotate powerbi --stack prod: retires generation 1.");
    expect(await spec()).toContain("    secret: { generation: 2, keep: [1] }\n  portal:");
    const second = await rotate("powerbi", "--stack", "prod");
    expect(second.stdout).toContain("Warning: who still uses generation 1 cannot be seen here");
    expect(await spec()).toContain("    secret: { generation: 2 }\n  portal:");
  });

  it("prints the change with --dry-run, and changes nothing", async () => {
    const { code, stdout } = await rotate("powerbi", "--dry-run");
    expect(code).toBe(0);
    expect(stdout).toBe(`--- a/stacks/prod.yaml
+++ b/stacks/prod.yaml
@@ -7,5 +7,6 @@
     name: Power BI
     grantType: client-credentials
     grants: [{ role: reader, divisions: [EMEA] }]
+    secret: { generation: 2, keep: [1] }
   portal: { name: Portal, grantType: code, redirectUris: [https://app.contoso.example/cb] }
   legacy: { existing: 7a0f1e5c-1111-4222-8333-444455556666, grants: [{ role: reader, divisions: all }] }
`);
    expect(await spec()).toBe(SPEC);
  });

  it("edits the included file in which the client is written, and says whom that concerns", async () => {
    const { stdout } = await rotate("wallboard");
    expect(stdout).toContain(
      "Every stack that includes stacks/shared/clients.yaml does the same with its next update.",
    );
    expect(await readFile(join(dir, "stacks/shared/clients.yaml"), "utf8")).toContain(
      "secret: { generation: 2, keep: [1] }",
    );
    expect(await spec()).toBe(SPEC);
  });

  it.each([
    ["power-bi", 2, 'The stack has no client "power-bi". Nearest: powerbi.'],
    ["portal", 2, 'Client "portal" is a CODE client'],
    ["legacy", 2, 'Client "legacy" is not made by this stack'],
    ["constructor", 2, 'The stack has no client "constructor".'],
  ])("refuses %s with exit code %i", async (client, code, message) => {
    const run = await rotate(client);
    expect(run.code).toBe(code);
    expect(run.stderr).toContain(message);
    expect(await spec()).toBe(SPEC);
  });

  it("refuses a file that is not valid, with every problem of it", async () => {
    await writeFile(join(dir, "stacks/prod.yaml"), SPEC.replace("role: reader", "role: raeder"));
    const run = await rotate("powerbi");
    expect(run.code).toBe(3);
    expect(run.stderr).toContain("stacks/prod.yaml:9:22 clients.powerbi.grants[0].role");
  });
});
