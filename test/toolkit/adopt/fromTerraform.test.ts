import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type OrgData, SEED, type Simulator, startSimulator } from "../../../simulator/index.ts";
import { adoptStack } from "../../../toolkit/adopt/adoptStack.ts";
import { Failure } from "../../../toolkit/failure.ts";
import { fixture, role, stateOf } from "../terraform/support.ts";

const ORG = "58f5d08e-c7f5-4f60-b254-92c700bbecf8";
const FILES = ["stacks/prod.yaml", "adopted/prod.map.yaml", "adopted/prod.import.json", "adopted/prod.adopt.md"];

let folder: string;
let org: Simulator;

beforeAll(async () => {
  const seed = JSON.parse(fixture("org.json")) as OrgData;
  seed.roles
    .find(({ id }) => id === SEED.roles["Access as Code Deployer"])
    ?.permissionPolicies.push({ domain: "authorization", entityName: "settings", actionSet: ["view"] });
  org = await startSimulator({ seed });
});
afterAll(() => org.close());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "adopt-terraform-"));
  mkdirSync(join(folder, "stacks"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: acme\nruntime: nodejs\nstackConfigDir: stacks\n");
  for (const name of ["terraform.tfstate", "show.json"])
    cpSync(join("test/fixtures/terraform", name), join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

const written = () => FILES.map((file) => readFileSync(join(folder, file), "utf8"));
const path = (file: string) => join(folder, file);

interface Run {
  readonly from?: readonly string[];
  readonly only?: readonly string[];
  readonly credentials?: boolean;
  readonly dryRun?: boolean;
}

function adopt({ from = [path("terraform.tfstate")], only = [], credentials = true, dryRun = false }: Run = {}) {
  const options = { stack: "prod", only, from: ["tfstate", ...from], dryRun, import: false };
  return adoptStack(options, folder, credentials ? org.environment : {});
}

async function failure(run: Run): Promise<string> {
  const error = await adopt(run).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw error ?? new Error("it was adopted");
  return [error.message, ...error.details].join("\n");
}

describe("adopt --from tfstate, with the org at hand", () => {
  it("takes what Terraform manages and nothing else, and writes nothing into the org", async () => {
    const { exitCode, lines } = await adopt({ dryRun: true });
    expect(exitCode).toBe(0);
    expect(lines.filter((line) => line.startsWith("managed"))).toHaveLength(10);
    expect(lines.filter((line) => /^existing (users|groups)/.test(line))).toHaveLength(2);
    expect(lines).toContain("watched  clients Legacy Reporting (it was not asked for)");
    expect(org.requests.filter(({ method, path }) => method !== "GET" && path !== "/oauth/token")).toEqual([]);
  });

  it("gives the same files a second time, byte for byte", async () => {
    await adopt();
    const first = written();
    await adopt();
    expect(written()).toEqual(first);
  });

  it("reports each address with its key, and ends with the commands by which Terraform forgets them", async () => {
    await adopt();
    const report = written()[3] ?? "";
    expect(report).toContain('- `genesyscloud_auth_role.reader["bi reader"]` is roles.integration-bi-reader');
    expect(report).toContain("the org holds what the state says");
    expect(report.trimEnd().split("\n").slice(-3)).toEqual([
      "  'module.bi.genesyscloud_oauth_client.client[0]' \\",
      "  'module.bi.genesyscloud_oauth_client.client[1]'",
      "```",
    ]);
    // It was not taken over: Terraform keeps it.
    expect(report).not.toContain("'genesyscloud_oauth_client.old'");
    expect(report).not.toContain("'genesyscloud_auth_role.employee'");
  });

  it("takes a part of it, and forgets that part alone", async () => {
    await adopt({ only: ["clients.crm-8c1e77", "divisions"] });
    const [spec = "", , , report = ""] = written();
    expect(spec).toMatch(/^ {2}partner-north:\n {4}name: Partner_North\n {4}manage: true/m);
    expect(spec).not.toContain("bi-export");
    expect(report.slice(report.indexOf("```sh"))).toBe(
      [
        "```sh",
        "terraform state rm \\",
        `  'genesyscloud_auth_division.partner["Partner South"]' \\`,
        `  'genesyscloud_auth_division.partner["Partner_North"]' \\`,
        "  'genesyscloud_oauth_client.crm'",
        "```",
        "",
      ].join("\n"),
    );
    expect(await failure({ only: ["clients.legacy-reporting"] })).toMatch(
      /nothing that Terraform manages.*\n--only "clients.legacy-reporting"/,
    );
  });

  it("takes the org as it is where it differs, tells it, and does not end with 0", async () => {
    const changed = fixture("terraform.tfstate").replace('"Reader for bi reader"', '"Another text"');
    writeFileSync(path("older.tfstate"), changed);
    const { exitCode, lines } = await adopt({ from: [path("older.tfstate")], dryRun: true });
    expect(exitCode).toBe(1);
    expect(lines).toContain(
      'Terraform and the org differ: genesyscloud_auth_role.reader["bi reader"]: other: its description is "Reader for bi reader" in the org, and "Another text" in the state',
    );
  });

  it("refuses the state of another org, a file that is none, and words that it does not know", async () => {
    writeFileSync(path("other.tfstate"), stateOf([role(2)]));
    expect(await failure({ from: [path("other.tfstate")] })).toMatch(/^Nothing was taken over: none of the 1 objects/);
    writeFileSync(path("main.tf"), readFileSync("test/fixtures/terraform/main.tf"));
    expect(await failure({ from: [path("main.tf")] })).toMatch(/Exported configuration may be cut/);
    expect(await failure({ from: [] })).toMatch(/^--from takes/);
    expect(await failure({ from: [path("terraform.tfstate"), "emea"] })).toMatch(/there is the one without an alias/);
  });
});

describe("adopt --from tfstate, without an org", () => {
  const spec = `organization: { id: ${ORG}, name: Contoso }\n`;

  it("makes the same of a state and of what `terraform show -json` prints, without a call, and ends with 4", async () => {
    writeFileSync(path("stacks/prod.yaml"), spec);
    const calls = org.requests.length;
    const { exitCode, lines } = await adopt({ credentials: false });
    const fromState = written();
    expect(exitCode).toBe(4);
    expect(lines.some((line) => line.startsWith("The state of Terraform was not compared with the org"))).toBe(true);
    expect(fromState[0]).toContain('- "wfm:*:view"');
    for (const file of FILES) rmSync(path(file));
    writeFileSync(path("stacks/prod.yaml"), spec);
    await adopt({ credentials: false, from: [path("show.json")] });
    const withoutAlias = (text: string) => text.replace(/^- `show -json` does not say .*\n/m, "");
    expect(written().map(withoutAlias)).toEqual(fromState);
    expect(org.requests.length).toBe(calls);
  });

  it("imports the ids of the state, and no secret", async () => {
    writeFileSync(path("stacks/prod.yaml"), spec);
    const whole = fixture("terraform.tfstate").replaceAll('"client_secret": ""', '"client_secret": "S3CR3T"');
    writeFileSync(path("secret.tfstate"), whole);
    const { lines } = await adopt({ credentials: false, from: [path("secret.tfstate")] });
    const files = written();
    const { resources } = JSON.parse(files[2] ?? "");
    expect(resources.map(({ id }: { id: string }) => id)).toContain("b2da373e-47b1-4aa5-9cdb-7d5f6d416958");
    expect([...files, ...lines].join()).not.toContain("S3CR3T");
    expect(files[3]).toContain("rotate the client after the move");
  });

  it("asks for the org where neither state nor spec names it, and refuses a spec of another one", async () => {
    expect(await failure({ credentials: false })).toMatch(/^The state does not say of which org it is/);
    const other = ORG.replace("58", "99");
    writeFileSync(path("stacks/prod.yaml"), spec.replace(ORG, other));
    const me = { type: "genesyscloud_organizations_me", mode: "data" as const, values: { id: ORG, name: "Contoso" } };
    writeFileSync(path("named.tfstate"), stateOf([me, role(2)]));
    expect(await failure({ credentials: false, from: [path("named.tfstate")] })).toMatch(
      new RegExp(`^The state is of the org ${ORG}, and "stacks/prod.yaml" is for ${other}`),
    );
  });
});
