/** The git repository around a folder, read without git. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** The way from the root of the repository to the folder, with `/`; empty for the root itself, and where there is no repository yet. */
export function folderInRepository(folder: string): string {
  for (let place = folder; ; place = dirname(place)) {
    if (existsSync(join(place, ".git"))) return relative(place, folder).split(sep).join("/");
    if (place === dirname(place)) return "";
  }
}

/**
 * The branch that is deployed: the remote's default, as git keeps it. A branch that merely is checked out is believed only under a usual name,
 * since a pipeline that deploys it would be written for it.
 */
export function defaultBranch(folder: string): string {
  const git = join(folder, ".git");
  const remote = refOf(join(git, "refs", "remotes", "origin", "HEAD"), "refs/remotes/origin/");
  const current = refOf(join(git, "HEAD"), "refs/heads/");
  return remote ?? (current === "master" ? current : "main");
}

function refOf(file: string, prefix: string): string | undefined {
  try {
    const [, ref = ""] = /^ref: (.+)$/m.exec(readFileSync(file, "utf8")) ?? [];
    return ref.startsWith(prefix) ? ref.slice(prefix.length).trim() : undefined;
  } catch {
    return undefined;
  }
}
