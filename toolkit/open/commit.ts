/** The commit that a folder of specs stands at. */
import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";

/** Undefined where the folder is not the top of a working tree of git, or git cannot tell. */
export function commitOfFolder(folder: string): string | undefined {
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", folder, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    if (realpathSync(git("rev-parse", "--show-toplevel")) !== realpathSync(folder)) return undefined;
    return git("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
  } catch {
    return undefined;
  }
}

/** The same, and undefined where files are not as they are there: what is read then is of no commit. The folder `register` is read by nobody. */
export function cleanCommitOf(folder: string): string | undefined {
  const commit = commitOfFolder(folder);
  if (commit === undefined) return undefined;
  try {
    const status = execFileSync("git", ["-C", folder, "status", "--porcelain", "--", ".", ":(exclude)register"], {
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      stdio: ["ignore", "pipe", "ignore"],
    });
    return status === "" ? commit : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The last commit of a branch that was made by the end of a day, in UTC; undefined where there is none. The time is what the committer's clock said: whoever may write
 * to the branch may write another.
 */
export function commitAtDay(ref: string, day: string, cwd: string): string | undefined {
  const git = ["rev-list", "--first-parent", "-1", `--before=${day}T23:59:59Z`, "--end-of-options", ref, "--"];
  try {
    const found = execFileSync("git", git, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    return found === "" ? undefined : found;
  } catch {
    return undefined;
  }
}
