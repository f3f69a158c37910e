/** The source of specs: a git ref, a folder, or one file. Nothing is checked out, nothing is written. */
import { existsSync, lstatSync, readdirSync, readlinkSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { normalize, relative } from "node:path/posix";
import { insideFolder } from "../../access/language/insideFolder.ts";
import { specReader } from "../../access/language/specReader.ts";
import { Failure } from "../failure.ts";
import { type GitRef, openBase, openBaseRef } from "./base.ts";
import { commitOfFolder } from "./commit.ts";

/** Files are named as in the project's folder: `stacks/prod.yaml`. */
export interface SpecSource {
  /** For people: `origin/main`, `../before`, `the working tree`. */
  readonly label: string;
  /** Set where the source is one file: that file, whatever it is called. */
  readonly onlyFile?: string;
  /** True for a copy of the `stacks` folder alone: nothing else of the project is in it. */
  readonly isPart?: true;
  /** Full name of the commit that the files are of; undefined where there is none. */
  commit(): string | undefined;
  has(file: string): boolean;
  /** Throws where there is no such file. */
  readText(file: string, first?: string): string;
  /** The place that a symbolic link leads to, as written; undefined for anything else. */
  linkOf(file: string): string | undefined;
  /** Names in a folder, links not followed; none where there is no such folder. */
  list(folder: string): string[];
}

const STACKS = "stacks";

/** The files as they are now. */
export function workingTree(cwd: string): SpecSource {
  const place = (file: string) => join(cwd, file);
  return { label: "the working tree", commit: () => commitOfFolder(cwd), ...reader(place), readText: specReader(cwd) };
}

/** What `--base-ref` names: a git ref, whatever files there are. */
export function openRef(ref: string, cwd: string): SpecSource {
  return gitSource(openBaseRef(ref, cwd));
}

/** A ref in full, or a commit in full: never the name of a file, which a change could bring along. */
const ONLY_GIT = /^(refs\/|[0-9a-f]{40}$|[0-9a-f]{64}$)/;

/**
 * A folder or a file that exists, otherwise a git ref. Throws a Failure for what is neither, and for what is both. A name that ends in `.yaml` is a file:
 * a branch of such a name is `refs/heads/…`, or given with `--base-ref`.
 */
export function openSource(text: string, cwd: string, option: "--base" | "--base-spec" | "--head"): SpecSource {
  if (option !== "--head" && ONLY_GIT.test(text)) return gitSource(openBase(text, cwd));
  const path = resolve(cwd, text);
  const isPath = /^\.{0,2}[\\/]|^\.{1,2}$|\.ya?ml$/.test(text);
  if (!existsSync(path)) {
    if (isPath || option === "--head") throw new Failure(`${option}: there is no file or folder ${text}.`);
    return gitSource(openBase(text, cwd));
  }
  if (!isPath && option !== "--head" && isRef(text, cwd)) {
    throw new Failure(
      `${option}: ${text} is a git ref and a folder. Write ./${text} for the folder, or refs/heads/${text} for the branch.`,
    );
  }
  return statSync(path).isDirectory() ? folderSource(path, text) : fileSource(text, cwd);
}

/** True where git knows a commit by that name. */
export function isRef(text: string, cwd: string): boolean {
  try {
    openBase(text, cwd);
    return true;
  } catch {
    return false;
  }
}

/** A commit as a source. */
export function gitSource({ ref, commit, has, readText, linkOf, list }: GitRef): SpecSource {
  return { label: ref, commit: () => commit, has, readText, linkOf, list };
}

/** Names by which a folder is known as a copy of the project; a copy of the `stacks` folder alone has none of them. */
const OF_A_PROJECT = [STACKS, "Pulumi.yaml", ".git"];

/** A copy of the project, or of its `stacks` folder alone. Nothing outside of the folder is read: it may be somebody else's. */
function folderSource(folder: string, label: string): SpecSource {
  const isProject = OF_A_PROJECT.some((name) => existsSync(join(folder, name)));
  const inside = insideFolder(isProject ? folder : dirname(folder));
  const place = (file: string) => (isProject ? file : join(basename(folder), relative(STACKS, normalize(file))));
  const refuse = (file: string) => {
    if (isAbsolute(file)) throw new Error("it is outside of the folder");
    return place(file);
  };
  const commit = commitOfFolder(folder);
  return {
    label: commit === undefined ? label : `${label} (commit ${commit.slice(0, 12)})`,
    ...(!isProject && { isPart: true as const }),
    commit: () => commit,
    has: (file) => !isAbsolute(file) && inside.has(place(file)),
    readText: (file) => inside.readText(refuse(file)),
    linkOf: (file) => linkAt(join(isProject ? folder : dirname(folder), place(file))),
    list: (name) => listOf(join(isProject ? folder : dirname(folder), place(name))),
  };
}

function fileSource(file: string, cwd: string): SpecSource {
  return {
    label: file,
    onlyFile: file,
    commit: () => undefined,
    ...reader((name) => (name.startsWith("/") ? name : join(cwd, name))),
    readText: specReader(cwd),
  };
}

function reader(place: (file: string) => string): Pick<SpecSource, "has" | "linkOf" | "list"> {
  return {
    has: (file) => existsSync(place(file)),
    linkOf: (file) => linkAt(place(file)),
    list: (folder) => listOf(place(folder)),
  };
}

function listOf(folder: string): string[] {
  return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
}

function linkAt(path: string): string | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(path) : undefined;
}
