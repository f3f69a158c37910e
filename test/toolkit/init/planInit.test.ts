import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { completeCodeowners } from "../../../toolkit/init/codeowners.ts";
import { GITIGNORE } from "../../../toolkit/init/gitignore.ts";
import { readTemplate } from "../../../toolkit/init/template.ts";
import { ownVersions } from "../../../toolkit/init/versions.ts";
import { everything, existsSync, folderWith, init, one, put, states, text } from "./support.ts";

describe("init", () => {
  it("writes everything into an empty folder, and nothing the second time", () => {
    const dir = folderWith();
    expect(new Set(Object.values(states(init(dir))))).toEqual(new Set(["created"]));
    const before = everything(dir);
    const again = init(dir);
    expect(new Set(Object.values(states(again)))).toEqual(new Set(["kept"]));
    expect(again.files.flatMap(({ patch = [] }) => patch)).toEqual([]);
    expect(everything(dir)).toEqual(before);
  });

  it("writes the versions of this package's own package.json", () => {
    const dir = folderWith();
    init(dir);
    const { version, tested } = ownVersions();
    expect(JSON.parse(text(dir, "package.json"))).toMatchObject({
      type: "module",
      dependencies: {
        "genesys-cloud-access": `^${version}`,
        "@pulumi/pulumi": tested("@pulumi/pulumi"),
        "@pulumi/policy": tested("@pulumi/policy"),
        pulumi: tested("pulumi"),
      },
    });
  });

  it("leaves no placeholder behind but the owner", () => {
    const dir = folderWith();
    init(dir, { stack: "prod", region: "mypurecloud.de", organization: "3f0c9a4e-2b7d-4c58-8f6a-d19e5b7c2a40" });
    const all = Object.values(everything(dir)).join("\n");
    expect(all).not.toMatch(/\$\{|\bdev\.yaml|--stack dev\b|stack init dev\b|^template:|00000000-/m);
    expect(text(dir, "stacks/prod.yaml").split("\n")[0]).toBe(
      "# yaml-language-server: $schema=../node_modules/genesys-cloud-access/schemas/spec.schema.json",
    );
    expect(text(dir, "stacks/prod.yaml")).toContain(
      "  id: 3f0c9a4e-2b7d-4c58-8f6a-d19e5b7c2a40\n  region: mypurecloud.de\n",
    );
    expect(text(dir, "stacks/Pulumi.prod.yaml")).toContain("\n  genesys-access:region: mypurecloud.de\n");
  });

  it("adds a second stack beside the first", () => {
    const dir = folderWith();
    init(dir);
    const plan = states(init(dir, { stack: "prod" }));
    expect(Object.entries(plan).filter(([, state]) => state !== "kept")).toEqual([
      ["stacks/prod.yaml", "created"],
      ["stacks/Pulumi.prod.yaml", "created"],
    ]);
  });

  it("completes an existing repository, and keeps what is in it", () => {
    const mine = {
      "package.json": '{\n\t"name": "mine",\n\t"dependencies": {\n\t\t"left": "1"\n\t}\n}\n',
      ".gitignore": "dist\r\n/node_modules\r\n",
      "README.md": "Mine\n",
      "stacks/dev.yaml": "organization: { id: 3f0c9a4e-2b7d-4c58-8f6a-d19e5b7c2a40 }\n",
      "index.ts": "console.log(1);\n",
      ".github/CODEOWNERS": "* @contoso/all\n/package.json @contoso/security",
    };
    const dir = folderWith(mine);
    const plan = init(dir);
    expect(states(plan)).toMatchObject({
      "package.json": "added lines",
      ".gitignore": "added lines",
      ".github/CODEOWNERS": "added lines",
      "README.md": "kept",
      "stacks/dev.yaml": "kept",
      "index.ts": "differs",
      "Pulumi.yaml": "created",
    });
    expect(one(plan, "index.ts").patch).toContain("-console.log(1);");
    for (const path of ["README.md", "stacks/dev.yaml", "index.ts"] as const) expect(text(dir, path)).toBe(mine[path]);
    expect(text(dir, "package.json")).toContain('\t\t"left": "1",\n\t\t"@pulumi/policy": ');
    expect(text(dir, ".gitignore")).toBe(
      "dist\r\n/node_modules\r\n\r\n# genesys-access\r\n/.state/\r\n/.pulumi/\r\n*.env\r\n",
    );
    expect(existsSync(join(dir, "CODEOWNERS"))).toBe(false);
    expect(new Set(Object.values(states(init(dir))))).toEqual(new Set(["kept", "differs"]));
  });

  it("gives new lines of CODEOWNERS the owners of everything, since the last line wins", () => {
    const dir = folderWith({ CODEOWNERS: "* @contoso/all @emma\n/package.json @contoso/security" });
    init(dir);
    const owners = text(dir, "CODEOWNERS");
    expect(owners).toContain("\n/stacks/ @contoso/all @emma\n");
    expect(owners).not.toContain("REPLACE");
    expect(owners.match(/^package\.json /gm)).toHaveLength(1);
  });

  it("asks for owners until the lines have some, whatever the comments say", () => {
    const dir = folderWith();
    init(dir);
    expect(one(init(dir), "CODEOWNERS").notes).toHaveLength(1);
    put(dir, "CODEOWNERS", text(dir, "CODEOWNERS").replaceAll(/ REPLACE-THIS-OWNER$/gm, " @contoso/access"));
    expect(one(init(dir), "CODEOWNERS").notes).toEqual([]);
  });

  it("opens a section of its own where CODEOWNERS has sections, and a placeholder where nobody owns everything", () => {
    const added = completeCodeowners("^[Docs]\n/docs/ @writers\n", readTemplate("CODEOWNERS"));
    expect(added?.needsOwner).toBe(true);
    expect(added?.text).toContain("\n[Access as code]\n");
    expect(added?.text).toContain("/stacks/ REPLACE-THIS-OWNER\n");
  });

  it("names every file that decides what judges a change", () => {
    const owners = readTemplate("CODEOWNERS");
    for (const path of [
      "/CODEOWNERS",
      "/.github/",
      "/.gitlab-ci.yml",
      "/.gitlab/",
      "package.json",
      "package-lock.json",
      "npm-shrinkwrap.json",
      "pnpm-lock.yaml",
      "pnpm-workspace.yaml",
      ".pnpmfile.cjs",
      "yarn.lock",
      ".npmrc",
      ".yarnrc",
      ".yarnrc.yml",
      "/index.ts",
      "/Pulumi.yaml",
      "/policies/",
      "/stacks/",
    ])
      expect(owners).toContain(`\n${path} REPLACE-THIS-OWNER\n`);
  });

  it("writes no CODEOWNERS below the root of a repository, where none counts, and says what to add there", () => {
    const dir = folderWith({ ".git/HEAD": "" });
    const plan = init(join(dir, "access"));
    expect(Object.keys(everything(dir)).filter((path) => path.includes("CODEOWNERS"))).toEqual([]);
    expect(plan.notes).toContain("  /access/ REPLACE-THIS-OWNER");
  });

  it("does not make modules of scripts that are CommonJS", () => {
    const dir = folderWith({ "package.json": '{\n  "name": "x"\n}\n', "scripts/a.js": 'const fs = require("fs");\n' });
    const plan = init(dir);
    expect(one(plan, "package.json").notes?.join()).toContain("scripts/a.js is CommonJS");
    expect(text(dir, "package.json")).not.toContain('"type"');
    expect(text(dir, "package.json")).toContain("genesys-cloud-access");
  });

  it("takes the name of the project that is there", () => {
    const dir = folderWith({
      "Pulumi.yaml":
        "name: acme\nruntime: { name: nodejs, options: { typescript: false } }\nmain: ./index.ts\nstackConfigDir: stacks/\n",
    });
    const plan = init(dir, { region: "mypurecloud.ie" });
    expect(states(plan)["Pulumi.yaml"]).toBe("kept");
    expect(text(dir, "stacks/Pulumi.dev.yaml")).toContain("acme:region: mypurecloud.ie");
  });

  it("says what a project lacks that has our program but not our settings", () => {
    const plan = init(folderWith({ "Pulumi.yaml": "name: acme\nruntime: nodejs\nmain: index.ts\n" }));
    expect(one(plan, "Pulumi.yaml")).toMatchObject({ state: "differs" });
    expect(one(plan, "Pulumi.yaml").patch).toContain("+stackConfigDir: stacks");
  });

  it("says that an option came too late for a file that is there", () => {
    const dir = folderWith();
    init(dir);
    const plan = init(dir, { region: "mypurecloud.de" });
    expect(one(plan, "stacks/dev.yaml").notes).toEqual([
      "It was there already: --organization and --region changed nothing in it.",
    ]);
  });

  it("writes what old states name, when it is asked to", () => {
    const dir = folderWith();
    init(dir, { oldState: true });
    expect(text(dir, "providers/handlers.ts")).toBe('export * from "genesys-cloud-access/handlers";\n');
    expect(text(dir, "program/deliver/hideSecret.mjs")).toBe('import "genesys-cloud-access/deliver";\n');
    expect(text(dir, "CODEOWNERS")).toContain("\n/providers/handlers.ts REPLACE-THIS-OWNER\n");
  });

  it("overwrites a file only when it is named", () => {
    const dir = folderWith({ "index.ts": "console.log(1);\n", "README.md": "Mine\n" });
    expect(states(init(dir, { force: ["index.ts"] }))).toMatchObject({
      "index.ts": "overwritten",
      "README.md": "kept",
    });
    expect(text(dir, "index.ts")).toBe(readTemplate("index.ts"));
    expect(text(dir, "README.md")).toBe("Mine\n");
  });

  it.each([
    [["idnex.ts"], "Nearest: index.ts."],
    [["../outside"], '"../outside" is no file that this run writes'],
    [["package.json"], "package.json is only ever added to"],
    [["CODEOWNERS"], "CODEOWNERS is only ever added to"],
  ])("refuses to force what it does not write: %j", (force, message) => {
    const dir = folderWith();
    expect(() => init(dir, { force })).toThrow(message);
    expect(everything(dir)).toEqual({});
  });
});

describe("what stands in the way", () => {
  it.each([
    ["a project with another program", { "Pulumi.yaml": "name: x\nruntime: nodejs\nmain: app.ts\n" }, 'main "app.ts"'],
    ["a project without main", { "Pulumi.yaml": "name: x\nruntime: nodejs\n" }, "main not set"],
    [
      "a project in another language",
      { "Pulumi.yaml": "name: x\nruntime: python\nmain: index.ts\n" },
      'runtime "python"',
    ],
    [
      "a project under the other name",
      { "Pulumi.yml": "name: x\nruntime: nodejs\nmain: index.ts\n" },
      "Rename it to Pulumi.yaml",
    ],
    ["a project that is no YAML", { "Pulumi.yaml": "name: [\n" }, "is no project that Pulumi could read"],
    [
      "a project with a hostile name",
      { "Pulumi.yaml": 'name: "x\\nmain: y"\nruntime: nodejs\nmain: index.ts\n' },
      "is no project",
    ],
    ["a package that is no JSON", { "package.json": "// mine\n{}" }, "package.json is not JSON that npm can read"],
    ["a package of CommonJS", { "package.json": '{ "type": "commonjs" }' }, "says that its scripts are CommonJS"],
    ["a file where a folder belongs", { stacks: "" }, "stacks is no folder"],
    ["a folder where a file belongs", { "index.ts/x": "" }, "index.ts is there and is no file"],
  ])("is refused before anything is written: %s", (_, files, message) => {
    const dir = folderWith(files);
    expect(() => init(dir)).toThrow(message);
    expect(everything(dir)).toEqual(files);
  });

  it("is a file in the place of the folder", () => {
    const dir = folderWith({ taken: "x" });
    expect(() => init(join(dir, "taken"))).toThrow("taken is there and is no folder");
    expect(() => init(join(dir, "taken", "below"))).toThrow("taken is there and is no folder");
  });

  it.each(["stacks", "index.ts", "policies/index.js", ".gitignore"])("is a link that leads out: %s", (path) => {
    const outside = folderWith({ "victim/file": "untouched" });
    const dir = folderWith();
    if (path.includes("/")) put(dir, "policies/other", "");
    symlinkSync(path === "stacks" ? join(outside, "victim") : join(outside, "victim/file"), join(dir, path));
    expect(() => init(dir)).toThrow("is a symbolic link that leads out of the folder");
    expect(everything(outside)).toEqual({ "victim/file": "untouched" });
  });

  it("is a link to nothing, which a write would create elsewhere", () => {
    const outside = folderWith();
    const dir = folderWith();
    symlinkSync(join(outside, "new"), join(dir, "index.ts"));
    expect(() => init(dir)).toThrow("is a symbolic link");
    expect(everything(outside)).toEqual({});
  });

  it("is no link that stays in the folder", () => {
    const dir = folderWith({ "config/ignore": "dist\n" });
    symlinkSync("config/ignore", join(dir, ".gitignore"));
    expect(states(init(dir))[".gitignore"]).toBe("added lines");
    expect(text(dir, "config/ignore")).toContain("*.env");
  });

  it.runIf(process.getuid?.() === 0)("is a folder that may not be written", () => {
    const dir = folderWith();
    process.seteuid?.("nobody");
    try {
      expect(() => init(join(dir, "new"))).toThrow(/cannot be (created|written|read).*EACCES/);
    } finally {
      process.seteuid?.(0);
    }
    expect(everything(dir)).toEqual({});
  });
});

describe("templates/project", () => {
  it("has the versions and the ignored files that init writes, for `pulumi new`", () => {
    const { version, tested } = ownVersions();
    expect(JSON.parse(readTemplate("package.json"))).toMatchObject({
      dependencies: {
        "genesys-cloud-access": `^${version}`,
        "@pulumi/pulumi": tested("@pulumi/pulumi"),
        "@pulumi/policy": tested("@pulumi/policy"),
        pulumi: tested("pulumi"),
      },
    });
    // Pulumi starts no policy pack without a version of its own.
    expect(JSON.parse(readTemplate("policies/package.json"))).toMatchObject({ version: "1.0.0", main: "index.js" });
    expect(readFileSync("templates/project/.gitignore", "utf8")).toBe(GITIGNORE);
  });
});
