/** A repository as its users have it: the files that `init` writes, in git, with the pipelines; the package is installed by a stand-in of npm. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { execa } from "execa";
import { builtCode } from "../../../../dev/package/builtCode.ts";

export const CHECKOUT = join(import.meta.dirname, "..", "..", "..", "..");

export interface UserRepository {
  /** The bare repository that jobs check out. */
  readonly origin: string;
  /** Folder of everything: removed by `close`. */
  readonly dir: string;
  /** PATH of a job: the stand-in of npm, and the Node that runs this. */
  readonly path: string;
  /** One line per `npm`: its folder and arguments. */
  readonly npmLog: string;
  /** Writes files, or removes those that are undefined, on a new branch from another, and returns the commit. */
  commit(branch: string, from: string, files: Readonly<Record<string, string | undefined>>): Promise<string>;
  /** Anything else that git can do, in a working tree of its own. */
  git(...args: string[]): Promise<string>;
  readonly tree: string;
  close(): void;
}

/** @param stacks text of each spec by stack */
export async function userRepository(stacks: Readonly<Record<string, string>>): Promise<UserRepository> {
  const dir = mkdtempSync(join(tmpdir(), "user-repository-"));
  const [origin, tree, bin, npmLog] = [
    join(dir, "origin.git"),
    join(dir, "tree"),
    join(dir, "bin"),
    join(dir, "npm.log"),
  ];
  mkdirSync(bin);
  const code = await builtCode();
  writeFileSync(join(bin, "npm"), npmOf(code));
  chmodSync(join(bin, "npm"), 0o755);
  const user = ["-c", "user.name=t", "-c", "user.email=t@contoso.example", "-c", "core.hooksPath=/dev/null"];
  const git = async (...args: string[]) => (await execa("git", [...user, ...args], { cwd: tree })).stdout;
  await execa("git", ["init", "--quiet", "--bare", "--initial-branch", "main", origin]);
  await execa("git", ["-C", origin, "config", "uploadpack.allowAnySHA1InWant", "true"]);
  await execa("git", ["init", "--quiet", "--initial-branch", "main", tree]);
  await git("remote", "add", "origin", origin);
  const commit = async (branch: string, from: string, files: Readonly<Record<string, string | undefined>>) => {
    if (from !== "") await git("checkout", "--quiet", "-B", branch, from);
    write(tree, files);
    await git("add", "--all", "--force", ".");
    await git("commit", "--quiet", "--message", branch, "--allow-empty");
    await git("push", "--quiet", "--force", "origin", `HEAD:refs/heads/${branch}`);
    return git("rev-parse", "HEAD");
  };
  await setUp(tree, stacks, code);
  await commit("main", "", {});
  const path = [bin, dirname(process.execPath), process.env["PATH"]].join(delimiter);
  return { origin, dir, path, npmLog, commit, git, tree, close: () => rmSync(dir, { recursive: true, force: true }) };
}

function write(folder: string, files: Readonly<Record<string, string | undefined>>): void {
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, file);
    rmSync(path, { recursive: true, force: true });
    if (text === undefined) continue;
    mkdirSync(dirname(path), { recursive: true });
    if (text.startsWith(LINK)) symlinkSync(text.slice(LINK.length), path);
    else writeFileSync(path, text);
  }
}

/** A "text" that stands for a symbolic link. */
const LINK = "\u0000link ";
export function linkTo(target: string): string {
  return `${LINK}${target}`;
}

/** The steps of a user: `genesys-access init --github --gitlab` in an empty repository, and specs in place of the example. */
async function setUp(tree: string, stacks: Readonly<Record<string, string>>, code: string): Promise<void> {
  const example = Object.keys(stacks)[0] ?? "dev";
  const cli = join(code, "cli", "genesys-access.mjs");
  const args = [cli, "init", tree, "--yes", "--stack", example, "--github", "--gitlab"];
  await execa(process.execPath, args, { env: { NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] } });
  const lock = { lockfileVersion: 3, packages: {} };
  const specs = Object.entries(stacks).map(([stack, text]) => [`stacks/${stack}.yaml`, text]);
  write(tree, { "package-lock.json": `${JSON.stringify(lock, undefined, 2)}\n`, ...Object.fromEntries(specs) });
}

/** `npm ci` as far as the pipelines use it: everything that this checkout has installed, and the package as it is published. Scripts never run. */
const npmOf = (code: string) => `#!/usr/bin/env bash
set -euo pipefail
echo "$PWD $*" >>"$(dirname "$0")/../npm.log"
[ "\${1-} \${2-}" = "ci --ignore-scripts" ] || { echo "npm stand-in: not known: $*" >&2; exit 1; }
[ -f package-lock.json ] || { echo "npm stand-in: there is no package-lock.json in $PWD" >&2; exit 1; }
rm -rf node_modules
mkdir -p node_modules/.bin
ln -s "${CHECKOUT}"/node_modules/* node_modules/
rm -f node_modules/genesys-cloud-access
ln -s "${code}" node_modules/genesys-cloud-access
ln -s ../genesys-cloud-access/cli/genesys-access.mjs node_modules/.bin/genesys-access
ln -s "${CHECKOUT}/node_modules/.bin/pulumi" node_modules/.bin/pulumi
`;
