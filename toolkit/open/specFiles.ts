/** The spec files of a run: those that were named, or all of the folder `stacks`. */
import { existsSync, readdirSync } from "node:fs";
import { basename, isAbsolute, join, relative } from "node:path";
import { normalize } from "node:path/posix";
import { nearest } from "../../access/values/nearest.ts";
import { compareText } from "../../access/values/text.ts";
import { Failure } from "../failure.ts";

export interface SpecFile {
  /** The stack's name: the file's name without its ending. */
  readonly name: string;
  /** Relative to the folder of the run where it lies inside, with `/` between folders. */
  readonly file: string;
}

const FOLDER = "stacks";
const ENDING = /\.ya?ml$/;

/** The files of stack names or paths; every spec of `stacks/` when there are none. Throws a Failure that names what is missing. */
export function specFiles(named: readonly string[], cwd: string): SpecFile[] {
  const files = named.length > 0 ? named.map((text) => fileOf(text, cwd)) : specsOfFolder(cwd).map(inFolder);
  if (files.length === 0)
    throw new Failure(`There is no spec in ${FOLDER}/. Name a file, or run this in the project's folder.`);
  return [...new Set(files)].map((file) => ({ name: basename(file).replace(ENDING, ""), file }));
}

function fileOf(text: string, cwd: string): string {
  const isPath = ENDING.test(text) || /[\\/]/.test(text);
  const file = isPath ? relativePath(text, cwd) : inFolder(`${text}.yaml`);
  if (existsSync(join(isAbsolute(file) ? "" : cwd, file))) return file;
  const stacks = specsOfFolder(cwd).map((name) => name.replace(ENDING, ""));
  const [near] = nearest(basename(text).replace(ENDING, ""), stacks);
  const hint = near === undefined ? "" : ` Nearest: ${near}.`;
  const fix = stacks.length > 0 ? `Write one of ${stacks.join(", ")}, or a file.` : "Write a file that is there.";
  throw new Failure(`There is no file ${file}.${hint} ${fix}`);
}

/** Pulumi keeps its own settings beside the specs, as `Pulumi.<stack>.yaml`. */
function specsOfFolder(cwd: string): string[] {
  const folder = join(cwd, FOLDER);
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && ENDING.test(entry.name) && !entry.name.startsWith("Pulumi."))
    .map(({ name }) => name)
    .sort(compareText);
}

function inFolder(name: string): string {
  return `${FOLDER}/${name}`;
}

function relativePath(text: string, cwd: string): string {
  const path = isAbsolute(text) ? relative(cwd, text) : text;
  const inside = normalize(path.replaceAll("\\", "/"));
  return isAbsolute(text) && inside.startsWith("..") ? text : inside;
}
