/** Files as they are at a git ref: a change must not bring the exception that lets it pass. */
import { execFileSync } from "node:child_process";
import { Failure } from "../failure.ts";

export interface BaseRef {
  readonly ref: string;
  has(file: string): boolean;
  /** Throws where the ref has no such file. */
  readText(file: string): string;
}

export interface GitRef extends BaseRef {
  /** Full name of the commit. */
  readonly commit: string;
  /** Names of the files and folders in a folder; none where there is no such folder. */
  list(folder: string): string[];
}

/** Opens a ref of the repository around `cwd`; files are named relative to `cwd`. Throws a Failure when git does not know the ref. */
export function openBase(ref: string, cwd: string, option: "--base" | "--base-ref" = "--base"): GitRef {
  const git = (...args: string[]) =>
    execFileSync("git", args, {
      cwd,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      stdio: ["ignore", "pipe", "pipe"],
    });
  const commit = commitOf(ref, git, option);
  // `./` makes git look from the folder of the run instead of the repository's top.
  const object = (file: string) => `${commit}:./${file}`;
  return {
    ref,
    commit,
    has: (file) => succeeds(() => git("cat-file", "-e", object(file))),
    readText: (file) => {
      try {
        return git("show", object(file));
      } catch {
        throw Object.assign(new Error(`there is no such file at ${ref}`), { code: "ENOENT" });
      }
    },
    list: (folder) => {
      try {
        // Without --full-tree git would look for the folder of the run inside this tree.
        return git("ls-tree", "-z", "--full-tree", "--name-only", object(folder)).split("\0").filter(Boolean);
      } catch {
        return [];
      }
    },
  };
}

/**
 * Opens what `--base-ref` names. Throws a Failure also where several refs have the name: git would take the tag, which whoever may push can make
 * (`origin/main`).
 */
export function openBaseRef(ref: string, cwd: string): GitRef {
  const opened = openBase(ref, cwd, "--base-ref");
  const names = ["tags", "heads", "remotes"].map((kind) => `refs/${kind}/${ref}`);
  const git = ["for-each-ref", "--format=%(refname)", "--", ...names];
  const found = execFileSync("git", git, { cwd, encoding: "utf8" }).split("\n");
  const same = names.filter((name) => found.includes(name));
  if (same.length < 2) return opened;
  throw new Failure(`--base-ref: ${ref} is the name of ${same.join(" and of ")}. Write the one that is meant in full.`);
}

/** A folder or a file as such a base, by the name that people gave it. */
export function asBaseRef({ label, has, readText }: { readonly label: string } & Omit<BaseRef, "ref">): BaseRef {
  return { ref: label, has, readText };
}

function commitOf(ref: string, git: (...args: string[]) => string, option: string): string {
  try {
    return git("rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`).trim();
  } catch (error) {
    const noGit = (error as NodeJS.ErrnoException).code === "ENOENT";
    const why = noGit ? "git is not installed" : `git knows no commit ${JSON.stringify(ref)} here`;
    throw new Failure(`${option}: ${why}. Fetch it first (a shallow clone has one commit only), or name another ref.`);
  }
}

function succeeds(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
