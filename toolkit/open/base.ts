/** Files as they are at a git ref: a change must not bring the exception that lets it pass. */
import { execFileSync } from "node:child_process";
import { relative, resolve, sep } from "node:path";
import { isBelow } from "../../access/language/insideFolder.ts";
import { projectRoot } from "../../access/language/projectRoot.ts";
import { MAX_FILE_BYTES, tooLarge } from "../../access/language/regularFile.ts";
import type { ProjectFiles } from "../../policies/projectSpecs.ts";
import { Failure } from "../failure.ts";
import { GitTree, type TreeEntry } from "./gitTree.ts";

export interface BaseRef {
  readonly ref: string;
  has(file: string): boolean;
  /** Throws where the ref has no such file. */
  readText(file: string, first?: string): string;
  /** Every file of the project there, by its own name; absent where there is no more than the asked files. */
  readonly project?: ProjectFiles;
  /** The own name of a file that is asked for by another; absent where names are the same. */
  fileOf?(file: string): string;
}

export interface GitRef extends BaseRef {
  /** Full name of the commit. */
  readonly commit: string;
  /** The place that a symbolic link leads to, as written; undefined for anything else. */
  linkOf(file: string): string | undefined;
  /** Names of the files and folders in a folder; none where there is no such folder. */
  list(folder: string): string[];
}

/**
 * Opens a ref of the repository around `cwd`; files are named relative to `cwd`. Throws a Failure when git does not know the ref.
 *
 * @param most bytes of a file that are read
 */
export function openBase(
  ref: string,
  cwd: string,
  option: "--base" | "--base-ref" | "--at" = "--base",
  most = MAX_FILE_BYTES,
): GitRef {
  const commit = commitOf(ref, cwd, option);
  const root = projectRoot(cwd) ?? cwd;
  const tree = new GitTree(commit, root);
  const place = (file: string) => relative(root, resolve(cwd, file)).replaceAll(sep, "/") || ".";
  const files: Omit<GitRef, "ref" | "commit" | "project" | "fileOf"> = {
    has: (file) => tree.entry(place(file)) !== undefined,
    readText: (file) => {
      if (!isBelow(root, resolve(cwd, file))) throw new Error("it is outside of the folder");
      requireRegular(tree.entry(place(file)), `there is no such file at ${ref}`, most);
      return tree.text(place(file));
    },
    linkOf: (file) => (tree.entry(place(file))?.mode === LINK ? tree.text(place(file)) : undefined),
    list: (folder) => [...tree.children(place(folder)).keys()],
  };
  return { ref, commit, ...files, project: files };
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

/** The mode of a symbolic link. */
const LINK = "120000";

/** Kind and size first, as for files on the disk; the text of a link is the place that it leads to, and no spec. */
function requireRegular(entry: TreeEntry | undefined, missing: string, most: number): void {
  if (!entry) throw Object.assign(new Error(missing), { code: "ENOENT" });
  if (entry.mode === LINK) throw new Error("it is a link, and links are not followed in a git ref");
  if (entry.type !== "blob") throw new Error("it is not a file");
  if (entry.size > most) throw new Error(tooLarge(entry.size, most));
}

/** A folder or a file as such a base, by the name that people gave it. */
export function asBaseRef(source: { readonly label: string } & ProjectFiles): BaseRef {
  const { label, has, readText } = source;
  return { ref: label, has, readText, project: source };
}

function commitOf(ref: string, cwd: string, option: string): string {
  try {
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
    return execFileSync("git", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
  } catch (error) {
    const noGit = (error as NodeJS.ErrnoException).code === "ENOENT";
    const why = noGit ? "git is not installed" : `git knows no commit ${JSON.stringify(ref)} here`;
    throw new Failure(`${option}: ${why}. Fetch it first (a shallow clone has one commit only), or name another ref.`);
  }
}
