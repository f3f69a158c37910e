/** `diff --base org`: what the org holds, with a client that only reads and nothing of Pulumi. */
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { login } from "../../dev/demo/genesysHttp.ts";
import { SEED } from "../../simulator/index.ts";
import { type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

const LINE = "- analytics:conversationAggregate:view";

interface Change {
  readonly name: string;
  readonly cause: { readonly kind: string };
}
interface Subject {
  readonly key: string;
  readonly gained: readonly Change[];
  readonly lost: readonly Change[];
}

describe("a difference against the org, without a state", { timeout: 300_000 }, () => {
  let stack: StackOnSimulator;
  let valid: string;
  /** A folder with the project's name and the specs, and nothing else: no state, no program, no installation. */
  let bare: string;

  beforeAll(async () => {
    stack = await stackOnSimulator();
    valid = await stack.readSpec();
    expect((await stack.up()).exitCode).toBe(0);
    bare = await mkdtemp(join(tmpdir(), "genesys-access-org-"));
    await mkdir(join(bare, "stacks"));
    await mkdir(join(bare, "before", "stacks"), { recursive: true });
    await copyFile(join(stack.workspace.dir, "Pulumi.yaml"), join(bare, "Pulumi.yaml"));
    await writeFile(join(bare, "stacks", "demo.yaml"), valid);
    await copyFile(join(bare, "Pulumi.yaml"), join(bare, "before", "Pulumi.yaml"));
    await writeFile(join(bare, "before", "stacks", "demo.yaml"), valid);
  }, 300_000);
  afterAll(async () => {
    await stack?.close();
    await rm(bare, { recursive: true, force: true });
  });

  const run = (...args: string[]) =>
    execa(process.execPath, [stack.command, "diff", "--base", "org", "--stack", "demo", ...args], {
      cwd: bare,
      // No PULUMI_ variable, and a PATH without its CLI.
      env: { ...stack.org.environment, PATH: [dirname(process.execPath), "/usr/bin", "/bin"].join(":") },
      extendEnv: false,
      reject: false,
    });
  async function diff(...args: string[]) {
    const { stdout, stderr } = await run(...args, "--format", "json");
    expect(stderr).toBe("");
    return JSON.parse(stdout).stacks[0];
  }
  const atoms = (subjects: readonly Subject[], list: "gained" | "lost") =>
    subjects.flatMap((subject) => subject[list].map(({ name, cause }) => `${subject.key}: ${name} (${cause.kind})`));

  it("is unchanged right after an update, and writes nothing", async () => {
    const before = writes(stack.org).length;
    const { verdict, subjects, notCovered } = await diff();
    expect([verdict, subjects]).toEqual(["unchanged", []]);
    expect(notCovered.join("\n")).toContain("What the state of the stack says: it was not read.");
    expect(notCovered.join("\n")).toContain("without a valid --base-spec, nobody knows of them");
    expect(writes(stack.org)).toHaveLength(before);
  });

  it("is content with the role of docs/pipelines.md", async () => {
    const page = await readFile("docs/pipelines.md", "utf8");
    const permissions = [
      ...(/access-reader:\n[\s\S]*?permissions:\n(( +- .+\n)+)/.exec(page)?.[1] ?? "").matchAll(/- (\S+)/g),
    ];
    const policies = permissions.map(([, permission = ""]) => {
      const [domain, entityName, action] = permission.split(":");
      return { domain, entityName, actionSet: [action] };
    });
    expect(policies.length).toBeGreaterThan(3);
    const person = await login(stack.org.url, SEED.console);
    const post = async (path: string, body: object) =>
      (await person("POST", path, body)).body as Readonly<Record<string, string>>;
    const role = await post("/authorization/roles", { name: "Reader", permissionPolicies: policies });
    const roleDivisions = [{ roleId: role["id"], divisionId: "*" }];
    const client = await post("/oauth/clients", {
      name: "Reader",
      authorizedGrantType: "CLIENT-CREDENTIALS",
      roleDivisions,
    });
    const reader = {
      GENESYSCLOUD_OAUTHCLIENT_ID: client["id"],
      GENESYSCLOUD_OAUTHCLIENT_SECRET: client["secret"],
    };
    const { stdout, stderr, exitCode } = await execa(
      process.execPath,
      [stack.command, "diff", "--base", "org", "--base-spec", "./before", "--stack", "demo"],
      { cwd: bare, env: { ...stack.org.environment, ...reader }, extendEnv: false, reject: false },
    );
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Verdict: unchanged");
  });

  it("is the way without a state; with one, no passphrase is needed either", async () => {
    const { dir, env } = stack.workspace;
    const { PULUMI_CONFIG_PASSPHRASE: _, ...without } = env;
    const args = [stack.command, "diff", "--base", "live", "--stack", "demo"];
    const { exitCode, stdout, stderr } = await execa(process.execPath, args, {
      cwd: dir,
      env: without,
      extendEnv: false,
      reject: false,
    });
    expect([exitCode, stdout.includes("Verdict: unchanged")], stderr).toEqual([0, true]);
  });

  it("shows an edit as the comparison with the state does: the same digest", async () => {
    const edited = valid
      .replace(LINE, `${LINE}\n      - routing:skill:view`)
      .replace("- quality:evaluation:view", "- quality:calibration:view");
    await writeFile(join(bare, "stacks", "demo.yaml"), edited);
    await stack.writeSpec(edited);
    const { dir, env } = stack.workspace;
    const args = [stack.command, "diff", "--base", "live", "--stack", "demo", "--format", "json"];
    const live = await execa(process.execPath, args, { cwd: dir, env, extendEnv: false });
    const [withState] = JSON.parse(live.stdout).stacks;
    for (const more of [[], ["--base-spec", "./before"]]) {
      const seen = await diff(...more);
      expect(seen.digest).toEqual(withState.digest);
      expect(seen.counts).toEqual(withState.counts);
      expect(atoms(seen.subjects, "gained")).toEqual(atoms(withState.subjects, "gained"));
      expect(atoms(seen.subjects, "lost")).toEqual(atoms(withState.subjects, "lost"));
    }
    await writeFile(join(bare, "stacks", "demo.yaml"), valid);
  });

  it("sees what a change takes away: roles, clients, and with the base's spec the grants of people", async () => {
    const [head = "", tail = ""] = valid.split("users:\n");
    expect(tail).toContain("emma.emea");
    await writeFile(join(bare, "stacks", "demo.yaml"), head.replace(/ {2}wallboard:\n(?: {4}.*\n)+/, ""));
    const without = await diff();
    const withBase = await diff("--base-spec", "./before");
    const keys = (list: readonly Subject[]) => list.map(({ key }) => key).sort();
    expect(keys(without.subjects)).toEqual(["wallboard"]);
    expect(keys(withBase.subjects)).toEqual(["emma.emea@contoso.example", "wallboard"]);
    await writeFile(join(bare, "stacks", "demo.yaml"), valid);
  });

  it("shows what the console changed, and calls it that", async () => {
    const person = await login(stack.org.url, SEED.console);
    const { clients, roles, divisions } = stack.org.export();
    const powerbi = clients.find(({ name }) => name === "Power BI EMEA")?.id;
    const reader = roles.find(({ name }) => name === "Integration - BI Analytics Reader")?.id;
    const north = divisions.find(({ name }) => name === "NA_Operations")?.id;
    await person(
      "POST",
      `/authorization/subjects/${powerbi}/divisions/${north}/roles/${reader}?subjectType=PC_OAUTH_CLIENT`,
    );
    const seen = await diff("--base-spec", "./before");
    expect(atoms(seen.subjects, "lost")).toEqual([
      "powerbi-emea: analytics:conversationAggregate:view (drift)",
      "powerbi-emea: analytics:conversationDetail:view (drift)",
      "powerbi-emea: routing:queue:view (drift)",
    ]);
  });

  it("never sends the credentials where the head says", async () => {
    await mkdir(join(bare, "evil", "stacks"), { recursive: true });
    await writeFile(join(bare, "evil", "stacks", "demo.yaml"), valid);
    const settings = "config:\n  genesys-access:gateway: http://127.0.0.1:9\n";
    await writeFile(join(bare, "evil", "stacks", "Pulumi.demo.yaml"), settings);
    const { exitCode } = await run("--head", "./evil");
    expect(exitCode).toBe(0);
  });

  it("ends with 4 without credentials, and with 2 where nothing is to be compared", async () => {
    const none = await execa(process.execPath, [stack.command, "diff", "--base", "org", "--stack", "demo"], {
      cwd: bare,
      env: { PATH: "/usr/bin" },
      extendEnv: false,
      reject: false,
    });
    expect(none.exitCode).toBe(4);
    expect(none.stderr).toContain("GENESYSCLOUD_OAUTHCLIENT_ID");
    const other = await execa(process.execPath, [stack.command, "diff", "--base", "org", "--stack", "nope"], {
      cwd: bare,
      env: stack.org.environment,
      reject: false,
    });
    expect([other.exitCode, other.stderr]).toEqual([2, expect.stringContaining("There is no stacks/nope.yaml")]);
  });
});
