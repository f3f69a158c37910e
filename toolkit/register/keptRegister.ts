/** The register that a branch kept on some day: what the pipelines committed at the last deployment before its end. */
import type { Register } from "../../access/register/model.ts";
import { LARGEST_REGISTER, parseRegister } from "../../access/register/parse.ts";
import { printable } from "../../access/values/untrusted.ts";
import { Failure } from "../failure.ts";
import { type GitRef, openBase } from "../open/base.ts";
import { commitAtDay } from "../open/commit.ts";
import { isRef } from "../open/source.ts";
import { NAME } from "../open/stackNames.ts";
import { REGISTER_BRANCH, REGISTER_FOLDER } from "./options.ts";

export interface Kept {
  /** The file as it was committed. */
  readonly text: string;
  readonly commit: string;
  readonly file: string;
}

export interface KeptAsked {
  readonly stack: string;
  /** `YYYY-MM-DD`, in UTC. */
  readonly day: string;
  /** Where registers are kept; the branch of the pipelines unless given. */
  readonly ref?: string;
}

/** A table as it was committed; what would move a cursor, which no register has, is written out. */
export function keptTable(asked: KeptAsked, cwd: string): Kept {
  const { text, ...kept } = keptFile(asked, "csv", cwd);
  const [bom, table] = text.startsWith("\u{feff}") ? ["\u{feff}", text.slice(1)] : ["", text];
  return { ...kept, text: bom + table.replace(/[^\r\n\t]+/g, printable) };
}

/** @throws Failure where git knows no such branch, nothing was kept by then, or the file cannot be used */
export function keptFile({ stack, day, ref }: KeptAsked, ending: "csv" | "json", cwd: string): Kept {
  if (!NAME.test(stack))
    throw new Failure(`--at: ${JSON.stringify(stack)} is no name of a stack. Name one with --stack.`);
  const branch = ref ?? branchOf(cwd);
  const commit = commitAtDay(branch, day, cwd);
  if (commit === undefined)
    throw new Failure(
      `--at: ${branch} has no commit up to the end of ${day}. Fetch all of it (a shallow clone has one commit only), or name a later day.`,
    );
  const file = `${REGISTER_FOLDER}/${stack}.${ending}`;
  return {
    text: readFrom(openBase(commit, cwd, "--at", LARGEST_REGISTER), file, `${branch} at the end of ${day}`),
    commit,
    file,
  };
}

export function keptRegister(asked: KeptAsked, cwd: string): Register {
  const { text, file, commit } = keptFile(asked, "json", cwd);
  const parsed = parseRegister(text);
  if (parsed.ok) return parsed.register;
  throw new Failure(printable(`${file} of commit ${commit.slice(0, 12)} cannot be used: ${parsed.problem}.`));
}

function branchOf(cwd: string): string {
  const known = [`refs/remotes/origin/${REGISTER_BRANCH}`, `refs/heads/${REGISTER_BRANCH}`].find((one) =>
    isRef(one, cwd),
  );
  if (known !== undefined) return known;
  throw new Failure(
    `--at: there is no branch ${REGISTER_BRANCH} here, in which the pipelines keep registers. Fetch it, or name another with --ref.`,
  );
}

function readFrom(ref: GitRef, file: string, where: string): string {
  try {
    return ref.readText(file);
  } catch (error) {
    throw new Failure(printable(`--at: ${file} of ${where} cannot be read: ${(error as Error).message}.`));
  }
}
