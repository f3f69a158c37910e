/** A folder with the project of an attack in it: its base is a commit, and its head lies in the working tree. */
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import type { Files } from "./world.ts";

export async function writeFiles(dir: string, files: Files): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    if (text === undefined) await rm(join(dir, name), { force: true });
    else {
      await mkdir(dirname(join(dir, name)), { recursive: true });
      await writeFile(join(dir, name), text);
    }
  }
}

/** Commits what a project consists of; returns the name of the commit. */
export async function commitProject(dir: string): Promise<string> {
  const git = (...args: string[]) =>
    execa("git", ["-c", "user.name=Test", "-c", "user.email=test@contoso.example", ...args], { cwd: dir });
  if (!existsSync(join(dir, ".git"))) await git("init", "--quiet");
  const all = ["stacks", "Pulumi.yaml", "index.ts", "library.js", "package.json", "policies", "CODEOWNERS"];
  await git("add", "--force", ...all.filter((name) => existsSync(join(dir, name))));
  await git("commit", "--quiet", "--message", "deployed");
  return (await git("rev-parse", "HEAD")).stdout;
}

/** Gives the working tree the files of the commit again, and takes away what an attack brought along. */
export async function restoreProject(dir: string, files: Files): Promise<void> {
  const git = (...args: string[]) => execa("git", args, { cwd: dir, reject: false });
  for (const name of Object.keys(files)) {
    const { exitCode } = await git("checkout", "--quiet", "HEAD", "--", name);
    if (exitCode !== 0) await rm(join(dir, name), { force: true });
  }
}
