/** Where specs are read from: a git ref, a folder, or one file. Nothing is checked out, nothing is written. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { normalize, relative } from "node:path/posix";
import { Failure } from "../failure.ts";
import { type GitRef, openBase } from "./base.ts";

/** Files are named as in the project's folder: `stacks/prod.yaml`. */
export interface SpecSource {
  /** For people: `origin/main`, `../before`, `the working tree`. */
  readonly label: string;
  /** Set where the source is one file: that file, whatever it is called. */
  readonly onlyFile?: string;
  has(file: string): boolean;
  /** Throws where there is no such file. */
  readText(file: string): string;
  /** Names in a folder; none where there is no such folder. */
  list(folder: string): string[];
}

const STACKS = "stacks";

/** The files as they are now. */
export function workingTree(cwd: string): SpecSource {
  return { ...folderSource(cwd, cwd), label: "the working tree" };
}

/** A folder or a file that exists, otherwise a git ref. Throws a Failure for what is neither, and for what is both. */
export function openSource(text: string, cwd: string, option: "--base" | "--head"): SpecSource {
  const path = join(text.startsWith("/") ? "" : cwd, text);
  const isPath = /^\.{0,2}[\\/]|^\.{1,2}$|\.ya?ml$/.test(text);
  if (!existsSync(path)) {
    if (isPath || option === "--head") throw new Failure(`${option}: there is no file or folder ${text}.`);
    return gitSource(openBase(text, cwd));
  }
  if (!isPath && option === "--base" && isRef(text, cwd)) {
    throw new Failure(
      `--base: ${text} is a git ref and a folder. Write ./${text} for the folder, or refs/heads/${text} for the branch.`,
    );
  }
  return statSync(path).isDirectory() ? folderSource(path, cwd, text) : fileSource(text, cwd);
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

function gitSource({ ref, has, readText, list }: GitRef): SpecSource {
  return { label: ref, has, readText, list };
}

/** A copy of the project, or of its `stacks` folder alone. */
function folderSource(folder: string, cwd: string, label = folder): SpecSource {
  const isProject = folder === cwd || existsSync(join(folder, STACKS));
  const place = (file: string) => join(folder, isProject ? file : relative(STACKS, normalize(file)));
  return { label, ...reader(place) };
}

function fileSource(file: string, cwd: string): SpecSource {
  return { label: file, onlyFile: file, ...reader((name) => (name.startsWith("/") ? name : join(cwd, name))) };
}

function reader(place: (file: string) => string): Pick<SpecSource, "has" | "readText" | "list"> {
  return {
    has: (file) => existsSync(place(file)),
    readText: (file) => readFileSync(place(file), "utf8"),
    list: (folder) => (existsSync(place(folder)) ? readdirSync(place(folder)) : []),
  };
}
