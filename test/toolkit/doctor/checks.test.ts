import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CATALOGUE_DATE } from "../../../access/catalogue/date.ts";
import { backendCheck, passphraseCheck } from "../../../toolkit/doctor/backend.ts";
import { isAtLeast } from "../../../toolkit/doctor/commandVersion.ts";
import { missing, ok, warn } from "../../../toolkit/doctor/model.ts";
import { packageCheck, sdkChecks } from "../../../toolkit/doctor/packages.ts";
import { projectCheck, readProject, repositoryChecks } from "../../../toolkit/doctor/project.ts";
import { exitCodeOf } from "../../../toolkit/doctor/runDoctor.ts";
import { settingsOf } from "../../../toolkit/doctor/stacks.ts";
import { managerCheck, nodeCheck, pulumiCheck } from "../../../toolkit/doctor/tools.ts";
import { ownVersions } from "../../../toolkit/init/versions.ts";
import { ENCRYPTED } from "../../../toolkit/open/projectSettings.ts";
import { backendOf } from "../../../toolkit/pulumi/backend.ts";
import { folderWith, init, put } from "../init/support.ts";

const VERSIONS = ownVersions();
const TODAY = new Date(`${CATALOGUE_DATE}T12:00:00Z`);

function installed(name: string, version: string): [string, string] {
  return [`node_modules/${name}/package.json`, JSON.stringify({ name, version })];
}

describe("the packages of a project", () => {
  const all = Object.fromEntries([
    installed(VERSIONS.name, VERSIONS.version),
    installed("@pulumi/pulumi", "3.270.0"),
    installed("@pulumi/policy", "1.21.0"),
  ]);

  it("are found from its folder and from those above it", () => {
    const dir = folderWith({ ...all, "access/Pulumi.yaml": "" });
    for (const root of [dir, join(dir, "access")]) {
      expect(packageCheck(root, "npm", VERSIONS, TODAY)).toMatchObject({ state: "ok" });
      expect(sdkChecks(root, "npm", VERSIONS).map(({ state }) => state)).toEqual(["ok", "ok"]);
    }
  });

  it("are told apart from those of another version, and from a second copy of the SDK", () => {
    const dir = folderWith({ ...all, ...Object.fromEntries([installed(VERSIONS.name, "0.0.1")]) });
    put(dir, `node_modules/${VERSIONS.name}/node_modules/@pulumi/pulumi/package.json`, '{ "version": "3.100.0" }');
    expect(packageCheck(dir, "npm", VERSIONS, TODAY)).toMatchObject({
      state: "warn",
      text: expect.stringContaining("the project has 0.0.1"),
    });
    const [sdk, policy] = sdkChecks(dir, "npm", VERSIONS);
    expect(sdk).toMatchObject({
      state: "warn",
      text: expect.stringMatching(/3\.270\.0, and a second copy: 3\.100\.0 in /),
    });
    expect(policy).toMatchObject({ state: "ok" });
  });

  it("are one copy where a package manager links them", () => {
    const store = folderWith(all);
    const dir = folderWith();
    mkdirSync(join(dir, "node_modules"));
    for (const name of [VERSIONS.name, "@pulumi"])
      symlinkSync(join(store, "node_modules", name), join(dir, "node_modules", name));
    expect(sdkChecks(dir, "pnpm", VERSIONS).map(({ state }) => state)).toEqual(["ok", "ok"]);
  });

  it("are missing with the line to write, or with the command alone where it is written", () => {
    const dir = folderWith();
    expect(sdkChecks(dir, "yarn", VERSIONS)[0]?.fix).toMatch(/^Add "@pulumi\/pulumi": "3\..* Run `yarn install`\.$/);
    init(dir);
    expect(sdkChecks(dir, "yarn", VERSIONS)[0]?.fix).toBe("Run `yarn install`.");
    expect(packageCheck(dir, "pnpm", VERSIONS, TODAY)).toMatchObject({ state: "missing", fix: "Run `pnpm install`." });
  });

  it("have a catalogue that grows old", () => {
    const dir = folderWith(all);
    const later = new Date(TODAY.getTime() + 400 * 86_400_000);
    expect(packageCheck(dir, "npm", VERSIONS, later)).toMatchObject({
      state: "warn",
      text: expect.stringContaining("400 days old"),
    });
  });
});

describe("the tools", () => {
  it("are compared by number", () => {
    expect(isAtLeast("22.18.0", "22.18")).toBe(true);
    expect(isAtLeast("22.9.0", "22.18")).toBe(false);
    expect(isAtLeast("v3.270.0".slice(1), "3.255.0")).toBe(true);
  });

  it("say what is missing where PATH leads nowhere, and end in time", async () => {
    const dir = folderWith();
    const env = { PATH: dir, PULUMI_HOME: dir };
    expect(await managerCheck("npm", env)).toMatchObject({ state: "warn" });
    expect(await pulumiCheck(dir, env, VERSIONS)).toMatchObject({
      state: "missing",
      fix: expect.stringContaining("npx pulumi version"),
    });
    expect(await nodeCheck(env)).toMatchObject({ state: "ok" });
  });
});

describe("the backend", () => {
  const project = {
    name: "x",
    runtime: "nodejs",
    stackConfigDir: "stacks",
    backend: { url: "s3://state?region=eu-central-1" },
  };

  it("is the environment's, the project's, the last login's, in this order", () => {
    const home = folderWith({
      "credentials.json": '{ "current": "https://pulumi.contoso.example", "accessTokens": { "x": "pul-secret" } }',
    });
    const env = { PULUMI_HOME: home };
    expect(backendOf(project, { ...env, PULUMI_BACKEND_URL: "file://~" })?.source).toBe("PULUMI_BACKEND_URL");
    expect(backendOf(project, env)).toMatchObject({ source: "Pulumi.yaml" });
    const login = backendOf(undefined, env);
    expect(backendCheck(login, home)).toMatchObject({
      state: "ok",
      text: "https://pulumi.contoso.example (the last `pulumi login`)",
    });
    expect(JSON.stringify(login)).not.toContain("pul-secret");
    expect(backendOf(undefined, { PULUMI_HOME: "/nowhere", PULUMI_ACCESS_TOKEN: "pul-secret" })).toEqual({
      url: "https://api.pulumi.com",
      source: "PULUMI_ACCESS_TOKEN",
    });
    expect(backendOf(undefined, { PULUMI_HOME: "/nowhere" })).toBeUndefined();
  });

  it("is shown without what may be a key", () => {
    expect(backendCheck({ url: "azblob://u:p@state?sas=k", source: "x" }, "/").text).toBe("azblob://****@state?… (x)");
  });

  it.each([
    ["a key of a key management service", "awskms://alias/state?region=x", undefined, {}, "ok"],
    ["Pulumi's service", undefined, "https://api.pulumi.com", {}, "ok"],
    ["a passphrase", "passphrase", "file://x", { PULUMI_CONFIG_PASSPHRASE: "p" }, "ok"],
    ["an empty passphrase", undefined, "file://x", { PULUMI_CONFIG_PASSPHRASE: "" }, "warn"],
    ["a file that is not there", undefined, "file://x", { PULUMI_CONFIG_PASSPHRASE_FILE: "/nowhere" }, "missing"],
    ["nothing", undefined, undefined, {}, "missing"],
  ])("has its secrets protected by %s", (_, provider, url, env, state) => {
    expect(passphraseCheck(provider, url === undefined ? undefined : { url, source: "x" }, env)).toMatchObject({
      state,
    });
  });
});

describe("the files of a project", () => {
  it("are what init writes", () => {
    const dir = folderWith();
    init(dir, { region: "mypurecloud.de" });
    const project = readProject(dir);
    expect(projectCheck(dir, project, dir)).toMatchObject({ state: "ok" });
    expect(settingsOf("dev", dir)).toMatchObject({ config: new Map([["region", "mypurecloud.de"]]) });
    expect(repositoryChecks(dir, VERSIONS).map(({ id, state }) => [id, state])).toEqual([
      ["pipelines", "ok"],
      ["codeowners", "warn"],
    ]);
  });

  it.each([
    ["name: x\nruntime: nodejs\nmain: app.ts\n", "warn", "main: index.ts and typescript: false"],
    ["name: [\n", "missing", "cannot be read"],
    [
      "name: x\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.ts\n",
      "missing",
      "There is no index.ts",
    ],
  ])("are judged by what Pulumi needs: %j", (text, state, said) => {
    const dir = folderWith({ "Pulumi.yaml": text });
    expect(projectCheck(dir, readProject(dir), dir)).toMatchObject({ state, text: expect.stringContaining(said) });
  });

  it("keep a secret of Pulumi's settings a secret", () => {
    const dir = folderWith({
      "Pulumi.yaml": "name: x\nruntime: nodejs\nstackConfigDir: stacks\n",
      "stacks/Pulumi.dev.yaml":
        "secretsprovider: awskms://k\nconfig:\n  x:oauthClientSecret: { secure: v1:abc }\n  y:region: other\n",
    });
    expect(settingsOf("dev", dir)).toEqual({
      project: "x",
      hasEnvironments: false,
      secretsProvider: "awskms://k",
      config: new Map([["oauthClientSecret", ENCRYPTED]]),
    });
  });

  it.each([
    ["a list", "- config\n", "stacks/Pulumi.dev.yaml:1:1 the file is a map"],
    ["one key in two spellings", "config: { x:region: a, region: b }\n", "in two spellings"],
    ["a secrets provider that is no text", "secretsprovider: [a]\n", "stacks/Pulumi.dev.yaml:1:18 secretsprovider"],
  ])("are read as every command reads them, and what is wrong with them is told: %s", (_, text, said) => {
    const dir = folderWith({
      "Pulumi.yaml": "name: x\nruntime: nodejs\nstackConfigDir: stacks\n",
      "stacks/Pulumi.dev.yaml": text,
    });
    expect(settingsOf("dev", dir)).toMatchObject({
      id: "settings",
      state: "missing",
      text: expect.stringContaining(said),
    });
  });

  it("are those of another folder and of the whole project as well", () => {
    const dir = folderWith({
      "Pulumi.yaml": "name: x\nruntime: nodejs\nstackConfigDir: settings\nconfig: { x:region: mypurecloud.ie }\n",
      "settings/Pulumi.dev.yaml": "config: { oauthClientId: mine }\n",
    });
    expect(settingsOf("dev", dir)).toMatchObject({
      config: new Map([
        ["region", "mypurecloud.ie"],
        ["oauthClientId", "mine"],
      ]),
    });
  });

  it("tell pipelines of another version, and edited ones", () => {
    const path = ".github/workflows/access.yml";
    const text = (version: string) =>
      `# Managed by genesys-cloud-access ${version}: written again by "genesys-access init --update".\njobs: {}\n`;
    const dir = folderWith();
    init(dir, { platforms: ["github"] }, [{ path, text: text("0.0.1") }]);
    expect(repositoryChecks(dir, VERSIONS)[0]).toMatchObject({
      state: "warn",
      fix: "Run `genesys-access init --update`.",
    });
    init(dir, { update: true }, [{ path, text: text(VERSIONS.version) }]);
    expect(repositoryChecks(dir, VERSIONS)[0]).toMatchObject({ state: "ok" });
    put(dir, path, text(VERSIONS.version));
    expect(repositoryChecks(dir, VERSIONS)[0]).toMatchObject({
      state: "warn",
      text: expect.stringContaining("Somebody edited"),
    });
  });
});

describe("the exit code", () => {
  it("is 0, 1 where something is missing, and 4 where the org did not answer", () => {
    expect(exitCodeOf({ checks: [ok("a", ""), warn("b", "")] })).toBe(0);
    expect(exitCodeOf({ checks: [missing("a", "", "")] })).toBe(1);
    expect(exitCodeOf({ checks: [missing("a", "", ""), { ...missing("b", "", ""), unreachable: true }] })).toBe(4);
  });
});
