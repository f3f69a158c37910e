/** The terms of one side of a comparison: of its spec, of Pulumi's files beside it, and of the code that is deployed with it. */

import { dirname } from "node:path/posix";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { type Problem, problemAt } from "../../access/language/problem.ts";
import type { Term } from "../../access/terms/model.ts";
import { type FileTerms, projectTerms, settingsTerms } from "../../access/terms/projectTerms.ts";
import { contentDigest } from "../../access/values/contentDigest.ts";
import { compareText } from "../../access/values/text.ts";
import { termsOfSpec } from "../../policies/settingTerms.ts";
import { filesBelow, SHARED_FILES } from "./sharedFiles.ts";
import type { SpecSource } from "./source.ts";
import { settingsOf } from "./stackNames.ts";

const PROJECT = "Pulumi.yaml";
/** What judges and deploys besides: pipelines, and who must approve what. */
const PIPELINES = [".github", ".gitlab-ci.yml", ".gitlab", "CODEOWNERS"] as const;
/** What an update of a stack runs. */
const DEPLOYED = [...SHARED_FILES.filter((file) => file !== PROJECT), "tsconfig.json"];
/** Scripts in the project's folder: the program may import any of them. */
const SCRIPT = /\.[cm]?[jt]sx?$/;

/**
 * @param spec of the stack on this side; absent where it has none
 * @param whole the other side is a whole project as well, so that more than the specs can be compared
 */
export function sourceTerms(
  source: SpecSource,
  stack: string,
  spec: LoadedSpec | undefined,
  whole: boolean,
): FileTerms {
  const own = spec ? termsOfSpec(spec) : [];
  if (!whole) return { terms: own, problems: [] };
  const files = filesOf(source, stack);
  return {
    terms: [...own, ...files.flatMap(({ terms }) => terms), ...codeTerms(source)],
    problems: files.flatMap(({ problems }) => problems),
  };
}

/** The terms of one side as far as an update deploys them: without pipelines, which no state records. */
export function deployedTerms(
  source: SpecSource,
  stack: string,
  spec: LoadedSpec | undefined,
  whole: boolean,
): readonly Term[] {
  const pipelines = new Set(whole ? PIPELINES.flatMap((name) => filesBelow(name, source)) : []);
  return sourceTerms(source, stack, spec, whole).terms.filter(
    ({ kind, position }) => kind !== "code" || !position || !pipelines.has(position.file),
  );
}

function filesOf(source: SpecSource, stack: string): FileTerms[] {
  return [
    fileTerms(source, PROJECT, projectTerms),
    fileTerms(source, settingsOf(stack.slice(stack.lastIndexOf("/") + 1), source), settingsTerms),
    { terms: [], problems: unreadFiles(source) },
  ];
}

/** Pulumi takes its own files in other formats as well, and nothing here would look into them. */
const UNREAD = /^Pulumi(\..+)?\.(yml|json)$/;

function unreadFiles(source: SpecSource): Problem[] {
  const folders = [...new Set(["", dirname(settingsOf("any", source)).replace(/^\.$/, "")])];
  const files = folders.flatMap((folder) =>
    source
      .list(folder)
      .filter((name) => UNREAD.test(name))
      .map((name) => (folder === "" ? name : `${folder}/${name}`)),
  );
  return files.map((file) =>
    problemAt({ file, line: 1, column: 1 }, [], {
      code: "unread-project-file",
      message: "Pulumi may read this file in place of the one that is judged",
      fix: "Write its content as `.yaml`, or remove it.",
    }),
  );
}

/** True where both sides are whole projects: more than their specs can then be compared. */
export function areProjects(sides: readonly SpecSource[]): boolean {
  return sides.every(({ onlyFile, isPart }) => onlyFile === undefined && isPart !== true);
}

/** Problems of the files of the head that Pulumi reads, of one stack. */
export function settingsProblems(source: SpecSource, stack: string): readonly Problem[] {
  if (!areProjects([source])) return [];
  return filesOf(source, stack).flatMap(({ problems }) => problems);
}

function fileTerms(source: SpecSource, file: string, read: (file: string, text: string) => FileTerms): FileTerms {
  return source.has(file) ? read(file, source.readText(file)) : { terms: [], problems: [] };
}

const known = new WeakMap<SpecSource, readonly Term[]>();

/** One term for each file, with the digest of its text: another text may do anything. Read once for all stacks. */
function codeTerms(source: SpecSource): readonly Term[] {
  const terms = known.get(source) ?? codeFiles(source).flatMap((file) => codeTerm(file, source));
  known.set(source, terms);
  return terms;
}

function codeFiles(source: SpecSource): string[] {
  const scripts = source.list("").filter((name) => SCRIPT.test(name));
  const named = [...DEPLOYED, ...PIPELINES].flatMap((name) => filesBelow(name, source));
  return [...new Set([...named, ...scripts])].sort(compareText);
}

function codeTerm(file: string, source: SpecSource): Term[] {
  // A link is told by where it leads: what is there is compared where it lies, if it lies in the project.
  const link = source.linkOf(file);
  if (link === undefined && !source.has(file)) return [];
  const digest = contentDigest(link ?? source.readText(file));
  return [
    {
      kind: "code",
      owner: "project",
      value: `${file}, ${digest}`,
      effect: { either: file },
      path: [],
      position: { file, line: 1, column: 1 },
    },
  ];
}
