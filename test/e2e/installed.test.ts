/**
 * The package as people get it: the tarball, installed by each package manager into an empty folder, under each Node that is supported. Nothing of this
 * repository is in reach but the Pulumi home, where the CLI is.
 */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureEngine } from "../../dev/engine/index.ts";
import { contentProblems } from "../../dev/package/check.ts";
import { pack } from "../../dev/package/pack.ts";
import manifest from "../../package.json" with { type: "json" };
import { writeCommandPlugin } from "../support/installCommandPlugin.ts";

const ORGANIZATION = "2f0c6a4e-7d1b-4c3e-9a58-1b6d0e9f4c27";
/** Versions of Node by their npm packages, which hold the program itself. */
const NODES = { 22: "22", 24: "24", 26: "26" } as const;
type NodeVersion = keyof typeof NODES;

let scratch: string;
let tarball: string;
let pulumiHome: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "genesys-access-installed-"));
  tarball = await pack(scratch, join(scratch, "dist"));
  pulumiHome = join((await ensureEngine()).bin, "..", "..", "..");
}, 300_000);
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** No folder of this repository is on PATH, and no setting of its npm, Node or Pulumi comes along. */
function environmentOf(dir: string, node: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_(?!EXTRA_CA)|PULUMI_|GENESYSCLOUD_|VITEST)/i.test(name),
  );
  const path = [join(dir, "node_modules", ".bin"), node, "/usr/local/bin", "/usr/bin", "/bin"];
  return {
    ...Object.fromEntries(kept),
    PATH: path.join(delimiter),
    HOME: join(dir, "home"),
    npm_config_userconfig: join(homedir(), ".npmrc"),
    npm_config_cache: join(homedir(), ".npm"),
    npm_config_update_notifier: "false",
    COREPACK_ENABLE_DOWNLOAD_PROMPT: "0",
    PULUMI_HOME: pulumiHome,
    PULUMI_BACKEND_URL: pathToFileURL(join(dir, "state")).href,
    PULUMI_CONFIG_PASSPHRASE: "installed",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
  };
}

/** The folder of that Node's program. */
async function nodeFolder(version: NodeVersion): Promise<string> {
  const dir = join(scratch, `node-${version}`);
  const name = `node-${process.platform}-${process.arch}`;
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "package.json"), "{}");
  await execa("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", `${name}@${NODES[version]}`], {
    cwd: dir,
  });
  return join(dir, "node_modules", name, "bin");
}

interface Project {
  readonly dir: string;
  readonly env: NodeJS.ProcessEnv;
  /** Runs a command of node_modules/.bin; what it prints is returned, a failure too. */
  run(command: string, ...args: string[]): Promise<{ exitCode: number; output: string; stdout: string }>;
}

async function emptyProject(name: string, version: NodeVersion): Promise<Project> {
  const dir = join(scratch, name);
  for (const folder of ["home", "state"]) await mkdir(join(dir, folder), { recursive: true });
  const env = environmentOf(dir, await nodeFolder(version));
  return {
    dir,
    env,
    run: async (command, ...args) => {
      const { exitCode, all, stdout } = await execa(command, args, {
        cwd: dir,
        env,
        extendEnv: false,
        all: true,
        reject: false,
        stdin: "ignore",
      });
      return { exitCode: exitCode ?? -1, output: all, stdout };
    },
  };
}

type Manager = "npm" | "pnpm" | "yarn";

/** The managers come from the registry as packages; `npm` is the one of this machine. */
async function install({ dir, env }: Project, manager: Manager): Promise<void> {
  const file = join(dir, "package.json");
  const own = JSON.parse(await readFile(file, "utf8"));
  own.dependencies["genesys-cloud-access"] = `file:${tarball}`;
  await writeFile(file, JSON.stringify(own, undefined, 2));
  const commands: Record<Manager, string[]> = {
    npm: ["npm", "install", "--no-audit", "--no-fund"],
    pnpm: ["npx", "--yes", "pnpm@12.21.0", "install", "--ignore-scripts"],
    yarn: ["npx", "--yes", "yarn@1.22.22", "install", "--ignore-scripts", "--ignore-engines", "--no-progress"],
  };
  const [command = "", ...args] = commands[manager];
  // The managers run under the Node that runs the tests: what is under test is the package.
  const path = [join(process.execPath, ".."), env["PATH"]].join(delimiter);
  // Yarn keeps what it unpacked from a file by the file's name: an earlier build would be taken for this one.
  const cache = manager === "yarn" ? { YARN_CACHE_FOLDER: join(scratch, "yarn-cache") } : {};
  const run = await execa(command, args, {
    cwd: dir,
    env: { ...env, ...cache, PATH: path },
    extendEnv: false,
    all: true,
    reject: false,
  });
  expect(run.exitCode, run.all).toBe(0);
}

describe("the tarball", () => {
  it("holds no test, no source of TypeScript, and no path of the machine that built it", () => {
    expect(contentProblems(join(scratch, "dist"))).toEqual([]);
  });

  it("asks for nothing that only this repository can resolve, and runs no script when it is installed", async () => {
    const published = JSON.parse(await readFile(join(scratch, "dist", "package.json"), "utf8"));
    expect(Object.keys(published.peerDependencies).sort()).toEqual(["@pulumi/policy", "@pulumi/pulumi"]);
    expect(Object.keys(published)).not.toContain("overrides");
    expect(Object.keys(published)).not.toContain("scripts");
    expect(JSON.stringify(published.dependencies)).not.toMatch(/file:|link:/);
  });

  it("says which release it is", async () => {
    expect((await readdir(scratch)).filter((name) => name.endsWith(".tgz"))).toEqual([
      `genesys-cloud-access-${manifest.version}.tgz`,
    ]);
  });
});

describe.each([
  ["npm", 24],
  ["pnpm", 22],
  ["yarn", 26],
] as [Manager, NodeVersion][])("installed by %s, under Node %i", { timeout: 600_000 }, (manager, version) => {
  let project: Project;
  let org: ReturnType<typeof execa> | undefined;
  const succeeds = async (command: string, ...args: string[]) => {
    const run = await project.run(command, ...args);
    expect(run.exitCode, run.output).toBe(0);
    expect(run.output).not.toContain("Warning:");
    return run;
  };

  beforeAll(async () => {
    project = await emptyProject(manager, version);
  }, 600_000);
  afterAll(async () => {
    org?.kill("SIGTERM");
    await org?.catch(() => undefined);
  });

  it("is set up by init in an empty folder", async () => {
    const { peerDependencies } = manifest;
    const own = {
      private: true,
      type: "module",
      dependencies: { ...peerDependencies, pulumi: manifest.testedWith.pulumi },
    };
    await writeFile(join(project.dir, "package.json"), JSON.stringify(own));
    await install(project, manager);
    const { output } = await succeeds(
      "genesys-access",
      "init",
      ".",
      "--yes",
      "--stack",
      "acme",
      "--organization",
      ORGANIZATION,
    );
    for (const file of ["Pulumi.yaml", "index.ts", "stacks/acme.yaml", "policies/PulumiPolicy.yaml"])
      expect(output).toContain(file);
    expect((await project.run("node", "--version")).stdout).toMatch(new RegExp(`^v${version}\\.`));
  });

  it("checks the spec that init wrote, and has an org for it", async () => {
    await succeeds("genesys-access", "check");
    // Its style and script are files of the package.
    await succeeds("genesys-access", "register", "--format", "html", "--output", "register.html");
    org = execa("genesys-access", ["org", "--port", "0", "--json", "--from-spec", "stacks/acme.yaml"], {
      cwd: project.dir,
      env: project.env,
      extendEnv: false,
      stdin: "ignore",
    });
    Object.assign(project.env, (await firstLine(org)).environment);
    expect(project.env["GENESYSCLOUD_GATEWAY_PORT"]).toMatch(/^\d+$/);
  });

  it("previews with the policy pack, deploys, and has no difference after that", async () => {
    await succeeds("pulumi", "stack", "init", "acme", "--non-interactive");
    const preview = await succeeds("pulumi", "preview", "--policy-pack", "policies", "--non-interactive");
    expect(preview.output).toContain("genesys-access@v");
    await succeeds("pulumi", "up", "--yes", "--skip-preview", "--non-interactive");
    await succeeds("pulumi", "up", "--yes", "--skip-preview", "--expect-no-changes", "--non-interactive");
  });

  it("tells the difference of access, explains, and destroys", async () => {
    if (manager === "npm")
      await succeeds("pulumi", "refresh", "--yes", "--skip-preview", "--expect-no-changes", "--non-interactive");
    const preview = await succeeds("genesys-access", "preview", "--stack", "acme");
    expect(preview.stdout).toContain("Verdict: unchanged");
    await succeeds("genesys-access", "preflight", "--stack", "acme");
    await succeeds("genesys-access", "doctor", "--stack", "acme");
    await succeeds("pulumi", "destroy", "--yes", "--skip-preview", "--non-interactive");
  });

  it("is what programs of one's own are checked against", () => typeChecks(project));

  // The rest does not depend on the manager's way to lay out node_modules.
  if (manager !== "npm") return;

  it("takes the pack of the package itself as well", async () => {
    const folder = join("node_modules", "genesys-cloud-access", "policies");
    await succeeds("pulumi", "preview", "--policy-pack", folder, "--non-interactive");
  });

  it("has what it runs with when development packages are left out: a fleet too", async () => {
    const { devDependencies = {} } = JSON.parse(await readFile(join(project.dir, "package.json"), "utf8"));
    expect(devDependencies).toEqual({});
    const fleet = await succeeds("genesys-access", "fleet", "preview", "--stack", "acme");
    expect(fleet.output).toContain("acme");
  });

  it("runs programs of one's own, with a second copy of the SDK beside the package's", async () => {
    const own = join(project.dir, "own");
    await mkdir(join(own, "stacks"), { recursive: true });
    await cp(join(project.dir, "node_modules", "@pulumi", "pulumi"), join(own, "node_modules", "@pulumi", "pulumi"), {
      recursive: true,
      dereference: true,
    });
    await writeFile(join(own, "package.json"), JSON.stringify({ name: "own", private: true, type: "module" }));
    await writeFile(
      join(own, "Pulumi.yaml"),
      "name: own\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.ts\nstackConfigDir: stacks\n",
    );
    await cp(join(project.dir, "stacks", "acme.yaml"), join(own, "stacks", "acme.yaml"));
    expect(OWN_PROGRAM).toContain(ORGANIZATION);
    await writeFile(join(own, "index.ts"), OWN_PROGRAM);
    const pulumi = async (...args: string[]) => {
      const run = await execa("pulumi", [...args, "--non-interactive"], {
        cwd: own,
        env: project.env,
        extendEnv: false,
        all: true,
        reject: false,
      });
      expect(run.exitCode, run.all).toBe(0);
      return run;
    };
    await pulumi("stack", "init", "own");
    await pulumi("up", "--yes", "--skip-preview");
    await pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
    const { stdout } = await pulumi("stack", "output", "--json", "--show-secrets");
    expect(JSON.parse(stdout)).toMatchObject({ clientId: expect.any(String), secret: expect.any(String) });
    await pulumi("destroy", "--yes", "--skip-preview");
  });
});

/** By the compiler of this repository, with what is installed there. */
async function typeChecks({ dir, env }: Project): Promise<void> {
  await mkdir(join(dir, "typed"), { recursive: true });
  await writeFile(join(dir, "typed", "index.ts"), OWN_PROGRAM);
  await writeFile(join(dir, "typed", "wrong.ts"), OWN_PROGRAM.replace("permissions: [", "permissons: ["));
  const compiler = join(import.meta.dirname, "../../node_modules/typescript/bin/tsc");
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--skipLibCheck"];
  const args = [compiler, ...options, "typed/index.ts", "typed/wrong.ts"];
  const { all } = await execa(process.execPath, args, { cwd: dir, env, extendEnv: false, all: true, reject: false });
  const errors = all.split("\n").filter((line) => /\berror TS\d+:/.test(line));
  expect(new Set(errors.map((line) => line.split("(")[0]))).toEqual(new Set(["typed/wrong.ts"]));
  expect(all).toContain("permissons");
}

/** The program of docs/program.md: resources by hand, and the component. */
const OWN_PROGRAM = /```ts\n([\s\S]*?)```/.exec(readFileSync("docs/program.md", "utf8"))?.[1] ?? "";

describe("a state from before the package, in a repository that init wrote", { timeout: 600_000 }, () => {
  let project: Project;
  let org: ReturnType<typeof execa> | undefined;
  const fixtures = join(import.meta.dirname, "../fixtures/states/before-the-package");
  const succeeds = async (command: string, ...args: string[]) => {
    const run = await project.run(command, ...args);
    expect(run.exitCode, run.output).toBe(0);
    return run;
  };

  beforeAll(async () => {
    project = await emptyProject("moved", 24);
    project.env["PULUMI_CONFIG_PASSPHRASE"] = "fixture";
    const dependencies = { ...manifest.peerDependencies, pulumi: manifest.testedWith.pulumi };
    await writeFile(join(project.dir, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
    await install(project, "npm");
    const plugins = join(scratch, "plugins");
    await writeCommandPlugin(plugins);
    project.env["PATH"] = [project.env["PATH"], plugins].join(delimiter);
  }, 600_000);
  afterAll(async () => {
    org?.kill("SIGTERM");
    await org?.catch(() => undefined);
  });

  it("refreshes, updates and is destroyed with the two shims of `init --old-state`", async () => {
    const { dir, env } = project;
    await succeeds("genesys-access", "init", ".", "--yes", "--stack", "delivered", "--old-state");
    const settings = join(dir, "Pulumi.yaml");
    // The project's name is a part of every URN: whoever moves keeps it.
    await writeFile(settings, (await readFile(settings, "utf8")).replace(/^name: .*$/m, "name: genesys-access"));
    await cp(join(fixtures, "delivered.yaml"), join(dir, "stacks", "delivered.yaml"));
    const accepted = `policies: { delivery-command: { commands: ["cat > /dev/null"] } }\n`;
    await appendFile(join(dir, "stacks", "delivered.yaml"), accepted);
    await cp(join(fixtures, "org.json"), join(dir, "org.json"));
    org = execa("genesys-access", ["org", "--port", "0", "--json", "--data", "org.json"], {
      cwd: dir,
      env,
      extendEnv: false,
      stdin: "ignore",
    });
    Object.assign(env, (await firstLine(org)).environment);
    await succeeds("pulumi", "stack", "init", "delivered", "--non-interactive");
    await cp(join(fixtures, "Pulumi.delivered.yaml"), join(dir, "stacks", "Pulumi.delivered.yaml"));
    await succeeds("pulumi", "stack", "import", "--file", join(fixtures, "delivered.state.json"), "--non-interactive");
    await succeeds("pulumi", "refresh", "--yes", "--skip-preview", "--expect-no-changes", "--non-interactive");
    await succeeds("pulumi", "up", "--yes", "--skip-preview", "--non-interactive");
    await succeeds("pulumi", "up", "--yes", "--skip-preview", "--expect-no-changes", "--non-interactive");
    await rm(join(dir, "providers"), { recursive: true });
    await succeeds("pulumi", "refresh", "--yes", "--skip-preview", "--expect-no-changes", "--non-interactive");
    await succeeds("pulumi", "destroy", "--yes", "--skip-preview", "--non-interactive");
  });
});

/** The one line that `org --json` prints once it can be called. */
async function firstLine({ stdout }: ReturnType<typeof execa>): Promise<{ environment: Record<string, string> }> {
  if (!stdout) throw new Error("The org has no output.");
  const [line] = (await once(createInterface({ input: stdout }), "line")) as [string];
  return JSON.parse(line);
}
