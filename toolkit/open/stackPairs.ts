/** The stacks to compare, each with its file name on both sides. */
import { isAbsolute, relative } from "node:path";
import { normalize } from "node:path/posix";
import { stackNameOf } from "../../access/plan/plan.ts";
import { nearest } from "../../access/values/nearest.ts";
import { compareText } from "../../access/values/text.ts";
import { Failure } from "../failure.ts";
import type { SpecSource } from "./source.ts";
import { allStackNames, specOf } from "./stackNames.ts";

export interface StackPair {
  readonly stack: string;
  readonly baseFile: string;
  readonly headFile: string;
}

const FOLDER = "stacks";
const ENDING = /\.ya?ml$/;

/** The named stacks, or every stack of either side: one that was deleted or is new is compared with nothing. */
export function stackPairs(named: readonly string[], base: SpecSource, head: SpecSource, cwd: string): StackPair[] {
  if (base.onlyFile !== undefined || head.onlyFile !== undefined) return [filePair(named, base, head, cwd)];
  const known = [...new Set([...allStackNames(base), ...allStackNames(head)])].sort(compareText);
  const pairs =
    named.length > 0
      ? named.map((text) => pairOf(text, base, head, cwd))
      : known.map((name) => stackPair(name, base, head));
  if (pairs.length === 0)
    throw new Failure(
      `There is no spec in ${FOLDER}/ on either side. Name a file, or run this in the project's folder.`,
    );
  for (const { baseFile, headFile } of pairs)
    if (!base.has(baseFile) && !head.has(headFile)) throw missing(headFile, known, base, head);
  return [...new Map(pairs.map((pair) => [`${pair.stack}\n${pair.headFile}`, pair])).values()];
}

/** Each side's own settings say which file its stack has. */
function stackPair(stack: string, base: SpecSource, head: SpecSource): StackPair {
  return { stack, baseFile: specOf(stack, base), headFile: specOf(stack, head) };
}

function pairOf(text: string, base: SpecSource, head: SpecSource, cwd: string): StackPair {
  if (!isPath(text)) return stackPair(text, base, head);
  const file = relativePath(text, cwd);
  return { stack: stackNameOf(file), baseFile: file, headFile: file };
}

/** A file stands for one stack. */
function filePair(named: readonly string[], base: SpecSource, head: SpecSource, cwd: string): StackPair {
  const [first, ...more] = named;
  if (more.length > 0)
    throw new Failure("A file is compared with one stack. Name one, or give --base and --head a folder.");
  const stackFile = first === undefined ? undefined : fileOf(first, cwd);
  const headFile = head.onlyFile ?? stackFile;
  if (headFile === undefined)
    throw new Failure("--base is a file. Name the stack that it is compared with, or give --head a file.");
  const baseFile = base.onlyFile ?? stackFile ?? relativePath(headFile, cwd);
  if (!head.has(headFile) && !base.has(baseFile)) throw missing(headFile, [], base, head);
  return { stack: first === undefined ? stackNameOf(headFile) : stackNameOf(fileOf(first, cwd)), baseFile, headFile };
}

function fileOf(text: string, cwd: string): string {
  return isPath(text) ? relativePath(text, cwd) : `${FOLDER}/${text}.yaml`;
}

function isPath(text: string): boolean {
  return ENDING.test(text) || /[\\/]/.test(text);
}

function relativePath(text: string, cwd: string): string {
  const path = isAbsolute(text) ? relative(cwd, text) : text;
  return normalize(path.replaceAll("\\", "/"));
}

function missing(file: string, known: readonly string[], base: SpecSource, head: SpecSource): Failure {
  const [near] = nearest(stackNameOf(file), known);
  const hint = near === undefined ? "" : ` Nearest: ${near}.`;
  const fix = known.length > 0 ? ` Write one of ${known.join(", ")}, or a file.` : "";
  return new Failure(`There is no ${file} in ${base.label} or ${head.label}.${hint}${fix}`);
}
