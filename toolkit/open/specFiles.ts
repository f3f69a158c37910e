/** The spec files of a run: those that were named, or all of the folder `stacks`. */
import { existsSync } from "node:fs";
import { basename, isAbsolute, join, relative } from "node:path";
import { normalize } from "node:path/posix";
import { nearest } from "../../access/values/nearest.ts";
import { Failure } from "../failure.ts";
import { detail } from "../terminal.ts";
import { workingTree } from "./source.ts";
import { allStackNames, specOf } from "./stackNames.ts";

export interface SpecFile {
  /** The stack's name: the file's name without its ending. */
  readonly name: string;
  /** Relative to the folder of the run where it lies inside, with `/` between folders. */
  readonly file: string;
}

const FOLDER = "stacks";
const ENDING = /\.ya?ml$/;

/**
 * The files of stack names or paths; of every stack of the project when there are none. A stack's settings say which file it has, as for the
 * deployment. Throws a Failure that names what is missing.
 */
export function specFiles(named: readonly string[], cwd: string): SpecFile[] {
  const source = workingTree(cwd);
  const found =
    named.length > 0 ? named.map((text) => fileOf(text, cwd)) : allStackNames(source).map((name) => ofStack(name, cwd));
  if (found.length === 0)
    throw new Failure(`There is no spec in ${FOLDER}/. Name a file, or run this in the project's folder.`);
  const files = [...new Map(found.map((one) => [`${one.name}\n${one.file}`, one])).values()];
  for (const { name, file } of files) detail(`stack ${name}: ${file}`);
  return files;
}

function ofStack(name: string, cwd: string): SpecFile {
  const file = specOf(name, workingTree(cwd));
  if (existsSync(join(isAbsolute(file) ? "" : cwd, file))) return { name, file };
  throw missing(name, file, cwd);
}

function fileOf(text: string, cwd: string): SpecFile {
  if (!ENDING.test(text) && !/[\\/]/.test(text)) return ofStack(text, cwd);
  const file = relativePath(text, cwd);
  const name = basename(file).replace(ENDING, "");
  if (existsSync(join(isAbsolute(file) ? "" : cwd, file))) return { name, file };
  throw missing(name, file, cwd);
}

function missing(name: string, file: string, cwd: string): Failure {
  const stacks = allStackNames(workingTree(cwd));
  const [near] = nearest(
    name,
    stacks.filter((stack) => stack !== name),
  );
  const hint = near === undefined ? "" : ` Nearest: ${near}.`;
  const fix = stacks.length > 0 ? `Write one of ${stacks.join(", ")}, or a file.` : "Write a file that is there.";
  return new Failure(`There is no file ${file}.${hint} ${fix}`);
}

function relativePath(text: string, cwd: string): string {
  const path = isAbsolute(text) ? relative(cwd, text) : text;
  const inside = normalize(path.replaceAll("\\", "/"));
  return isAbsolute(text) && inside.startsWith("..") ? text : inside;
}
