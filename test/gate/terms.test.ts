/** Each way in which a change can widen access without a permission: the difference tells it, and the gate refuses it. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { genesysAccess } from "../support/inProcess.ts";
import { PLAIN_ENVIRONMENT } from "../support/plainEnvironment.ts";

const SPEC = `organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8, name: Contoso (simulated) }
divisions:
  EMEA_Operations: {}
roles:
  reader:
    name: Integration - Reader
    purpose: Names of queues
    permissions: ["routing:queue:view"]
clients:
  export:
    name: Export
    owner: bi-team@contoso.example
    purpose: Names of queues
    grantType: client-credentials
    secret: { deliver: { command: "./store.sh" } }
    cannot: ["routing:queue:edit"]
    grants:
      - { role: reader, divisions: [EMEA_Operations] }
  crm:
    name: CRM
    owner: crm@contoso.example
    purpose: Records of callers
    grantType: code
    scopes: ["conversations:readonly"]
    redirectUris: ["https://crm.contoso.example/callback"]
`;
const PROJECT = `name: access
runtime: { name: nodejs, options: { typescript: false } }
main: index.ts
stackConfigDir: stacks
`;
const WAIVER = `waivers:
  - { finding: all-divisions/client/export/reader, reason: Because, owner: me@contoso.example, expires: 2027-03-31 }
`;

type Files = Readonly<Record<string, string>>;

const BASE: Files = {
  "stacks/prod.yaml": SPEC,
  "Pulumi.yaml": PROJECT,
  "index.ts": "export {};\n",
  "package.json": "{}\n",
};

const spec = (from: string, to: string): Files => {
  if (!SPEC.includes(from)) throw new Error(`The spec does not say ${from}.`);
  return { "stacks/prod.yaml": SPEC.replace(from, to) };
};
const settings = (text: string): Files => ({ "stacks/Pulumi.prod.yaml": text });

/** Name, files that change, what is told, and its place. */
const ATTACKS: readonly (readonly [string, Files, string, string])[] = [
  [
    "a redirect URI",
    spec(
      '["https://crm.contoso.example/callback"]',
      '["https://crm.contoso.example/callback", "https://other.example/callback"]',
    ),
    "redirect-uri https://other.example/callback",
    "stacks/prod.yaml:25:",
  ],
  ["a delivery command", spec("./store.sh", "./other.sh"), "delivery ./other.sh", "stacks/prod.yaml:15:"],
  [
    "the owner of a delivery",
    spec("bi-team@", "other@"),
    "delivery-owner other@contoso.example",
    "stacks/prod.yaml:12:",
  ],
  [
    "a longer token",
    spec("grantType: code", "grantType: code\n    tokenLifetime: 48h"),
    "token-lifetime 172800 seconds",
    "stacks/prod.yaml:",
  ],
  [
    "an older secret that stays",
    spec("secret: {", "secret: { generation: 2, keep: [1],"),
    "kept-generation generation 1",
    "stacks/prod.yaml:15:",
  ],
  [
    "leave to write",
    spec("grantType: code", "grantType: code\n    access: read-write"),
    "read-write access: read-write",
    "stacks/prod.yaml:",
  ],
  [
    "a rule that is off",
    { "stacks/prod.yaml": `${SPEC}policies: { no-self-escalation: disabled }\n` },
    "policy-level no-self-escalation: disabled",
    "stacks/prod.yaml:26:",
  ],
  [
    "a rule that only advises",
    { "stacks/prod.yaml": `${SPEC}policies: { no-self-escalation: advisory }\n` },
    "policy-level no-self-escalation: advisory",
    "stacks/prod.yaml:26:",
  ],
  [
    "an option of a rule",
    { "stacks/prod.yaml": `${SPEC}policies: { sensitive-read: { kinds: [] } }\n` },
    "policy-option sensitive-read: kinds lacks",
    "stacks/prod.yaml:26:",
  ],
  [
    "a waiver",
    { "stacks/prod.yaml": `${SPEC}${WAIVER}` },
    "waiver all-divisions/client/export/reader until 2027-03-31",
    "stacks/prod.yaml:27:",
  ],
  [
    "development",
    { "stacks/prod.yaml": `${SPEC}development: true\n` },
    "development development: true",
    "stacks/prod.yaml:26:",
  ],
  [
    "a promise that is dropped",
    spec('    cannot: ["routing:queue:edit"]\n', ""),
    "no longer cannot routing:queue:edit",
    "stacks/prod.yaml:",
  ],
  [
    "another region",
    spec("name: Contoso (simulated) }", "name: Contoso (simulated), region: mypurecloud.com }"),
    "region mypurecloud.com",
    "stacks/prod.yaml:1:",
  ],
  [
    "a gateway",
    settings("config:\n  access:gateway: https://other.example\n"),
    "stack-setting config.access:gateway: https://other.example",
    "stacks/Pulumi.prod.yaml:2:",
  ],
  [
    "a secrets provider",
    settings("secretsprovider: passphrase\n"),
    "stack-setting secretsprovider: passphrase",
    "stacks/Pulumi.prod.yaml:1:",
  ],
  [
    "an environment of Pulumi's service",
    settings("environment: [prod]\n"),
    "stack-setting environment.0: prod",
    "stacks/Pulumi.prod.yaml:1:",
  ],
  [
    "another backend",
    { "Pulumi.yaml": `${PROJECT}backend: { url: "https://me:secret@other.example" }\n` },
    "project-setting backend.url: https://",
    "Pulumi.yaml:5:",
  ],
  [
    "a plugin",
    { "Pulumi.yaml": `${PROJECT}plugins: { providers: [{ name: command, path: ./here }] }\n` },
    "project-setting plugins.providers.0.path: ./here",
    "Pulumi.yaml:5:",
  ],
  [
    "another program",
    { "Pulumi.yaml": PROJECT.replace("main: index.ts", "main: other.ts") },
    "project-setting main: other.ts",
    "Pulumi.yaml:3:",
  ],
  ["code", { "index.ts": "console.log(process.env);\n" }, "code index.ts", "index.ts:1:"],
  ["a package", { "package.json": '{"dependencies":{"other":"1.0.0"}}\n' }, "code package.json", "package.json:1:"],
  [
    "a pipeline",
    { ".github/workflows/deploy.yml": "on: push\n" },
    "code .github/workflows/deploy.yml",
    ".github/workflows/deploy.yml:1:",
  ],
];

describe("a change that gives access by something else than a permission", { timeout: 60_000 }, () => {
  let dir: string;
  const write = (folder: string, files: Files) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(dir, folder, name, ".."), { recursive: true });
      writeFileSync(join(dir, folder, name), text);
    }
  };
  const run = (...args: string[]) => genesysAccess(args, { cwd: join(dir, "base"), env: PLAIN_ENVIRONMENT });
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "genesys-access-gate-"));
    write("base", BASE);
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  const compare = async (head: string) => {
    const output = join(dir, `${head}.json`);
    const { exitCode, stderr } = await run(
      "diff",
      "--base",
      ".",
      "--head",
      `../${head}`,
      "--format",
      "json",
      "--output",
      output,
      "--fail-on",
      "widened",
    );
    return { exitCode, stderr, stack: exitCode === 3 ? undefined : JSON.parse(readFileSync(output, "utf8")).stacks[0] };
  };

  it("is refused until it is approved: nothing changes without it", async () => {
    cpSync(join(dir, "base"), join(dir, "same"), { recursive: true });
    const { exitCode, stack } = await compare("same");
    expect([exitCode, stack.verdict]).toEqual([0, "unchanged"]);
  });

  it.each(ATTACKS)("is told with its place, and refused: %s", async (name, files, told, place) => {
    const head = name.replaceAll(/\W/g, "-");
    write(head, { ...BASE, ...files });
    const { exitCode, stderr, stack } = await compare(head);
    expect(exitCode, stderr).toBe(1);
    expect(["widened", "mixed", "unknown"]).toContain(stack.verdict);
    const gained = stack.terms.filter(({ direction }: { direction: string }) => direction === "gained");
    const texts = gained.map(({ present, kind, value, position }: Record<string, never>) => {
      const { file, line, column } = position as unknown as { file: string; line: number; column: number };
      return `${present ? "" : "no longer "}${kind} ${value} ${file}:${line}:${column}`;
    });
    const found = texts.find((text: string) => text.startsWith(told));
    expect(found, JSON.stringify(texts)).toBeDefined();
    expect(found).toContain(` ${place}`);
    expect(JSON.stringify(stack)).not.toContain("me:secret");
    // Exactly this is approved, and one more is not.
    const approved = await run(
      "diff",
      "--base",
      ".",
      "--head",
      `../${head}`,
      "--fail-on",
      "widened",
      "--approved",
      stack.digest.full,
    );
    expect(approved.exitCode).toBe(0);
  });

  it("is found in the file that the settings name", async () => {
    const wide = SPEC.replace('"routing:queue:view"', '"authorization:*:*"');
    write("elsewhere", { ...BASE, ...settings("config:\n  access:spec: other.yaml\n"), "other.yaml": wide });
    const { exitCode, stack } = await compare("elsewhere");
    expect(exitCode).toBe(1);
    expect(stack.file).toBe("other.yaml");
    expect(JSON.stringify(stack.subjects)).toContain("authorization:");
    expect(JSON.stringify(stack.terms)).toContain("access:spec");
    cpSync(join(dir, "elsewhere"), join(dir, "checked"), { recursive: true });
    const checked = await genesysAccess(["check"], { cwd: join(dir, "checked"), env: PLAIN_ENVIRONMENT });
    expect(checked.exitCode).toBe(1);
    expect(checked.stdout).toContain("no-wildcard-permission");
  });

  it.each<readonly [string, Files]>([
    [
      "of a stack in another folder",
      { "Pulumi.yaml": PROJECT.replace("stacks\n", ".\n"), "Pulumi.prod.yaml": "config:\n  access:spec: other.yaml\n" },
    ],
    ["of the whole project", { "Pulumi.yaml": `${PROJECT}config: { "access:spec": { value: other.yaml } }\n` }],
  ])("is found in the file that the settings name: those %s", async (name, files) => {
    const wide = SPEC.replace('"routing:queue:view"', '"authorization:*:*"');
    const head = name.replaceAll(" ", "-");
    write(head, { ...BASE, ...files, "other.yaml": wide });
    const { exitCode, stack } = await compare(head);
    expect([exitCode, stack.file]).toEqual([1, "other.yaml"]);
    expect(JSON.stringify(stack.subjects)).toContain("authorization:");
  });

  it.each<readonly [string, Files, number, string]>([
    ["Pulumi.yml", { "Pulumi.yml": PROJECT }, 3, "Pulumi.yml:1:1 Pulumi may read this file"],
    ["Pulumi.prod.json", { "stacks/Pulumi.prod.json": "{}" }, 3, "stacks/Pulumi.prod.json:1:1 Pulumi may read"],
    [
      "a key in two spellings",
      settings("config:\n  access:spec: a.yaml\n  access:config:spec: b.yaml\n"),
      2,
      '"spec" twice',
    ],
    [
      "an encrypted name of the spec",
      settings("config:\n  access:spec: { secure: v1:x }\n"),
      2,
      "is encrypted in its settings",
    ],
  ])("cannot hide in what Pulumi would read otherwise: %s", async (name, files, code, told) => {
    const head = name.replaceAll(/\W/g, "-");
    write(head, { ...BASE, ...files });
    const { exitCode, stderr } = await run("diff", "--base", ".", "--head", `../${head}`, "--fail-on", "widened");
    expect(exitCode, stderr).toBe(code);
    expect(stderr).toContain(told);
  });

  it("cannot lose its project", async () => {
    const { "Pulumi.yaml": _, ...files } = BASE;
    write("lost", files);
    const { exitCode, stderr } = await run("diff", "--base", ".", "--head", "../lost", "--fail-on", "widened");
    expect(exitCode).toBe(3);
    expect(stderr).toContain("the project's file is removed");
  });

  it("is refused where nobody has said what a key of Pulumi's files does", async () => {
    write("unknown", { ...BASE, "Pulumi.yaml": `${PROJECT}hooks: { before: ./here.sh }\n` });
    const { exitCode, stderr } = await compare("unknown");
    expect(exitCode).toBe(3);
    expect(stderr).toContain('Pulumi.yaml:5:1 hooks: nobody has said what the key "hooks" gives');
  });
});
