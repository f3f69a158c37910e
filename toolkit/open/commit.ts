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
