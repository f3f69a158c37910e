/** Specs in, judged stacks out: each by itself, and what several of them show together. Reads no network, no clock and no environment. */
import type { ReadText } from "../../access/language/specReader.ts";
import type { ReportStack } from "../../access/report/model.ts";
import type { RoleFacts } from "../../policies/facts.ts";
import { orgTerms } from "../../policies/orgTerms.ts";
import { NO_FILES, type ProjectFiles, ProjectSpecs } from "../../policies/projectSpecs.ts";
import type { BaseRef } from "../open/base.ts";
import { type InvalidStack, isValid, type LoadedStack, openSpec } from "../open/loadedStack.ts";
import type { SpecSource } from "../open/source.ts";
import { settingsProblems } from "../open/sourceTerms.ts";
import type { SpecFile } from "../open/specFiles.ts";
import { type InForce, inForce } from "./inForce.ts";
import { judgeStack, type StackWithFacts, withFacts } from "./judgeStack.ts";
import { orgCatalogueNotes } from "./orgCatalogueNotes.ts";
import { severalStacks } from "./severalStacks.ts";
import { siloNotes } from "./siloNotes.ts";
import { invalidStack, judgedStack } from "./toReport.ts";

export interface SpecsToJudge {
  readonly files: readonly SpecFile[];
  readonly readText: ReadText;
  /** Where Pulumi's own files are, which a stack reads as well; not looked at when absent. */
  readonly source?: SpecSource;
  /** The files of the project, whose other stacks may be of the same organizations; each spec is judged by itself when absent. */
  readonly project?: ProjectFiles;
  /** The source of waivers and policies; the files themselves when absent. */
  readonly base?: BaseRef | undefined;
  /** Advisory findings count as mandatory. */
  readonly strict: boolean;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

export interface JudgedSpecs {
  /** In the order of the files. */
  readonly stacks: readonly ReportStack[];
  /** Those of them that no rule has looked at. */
  readonly invalid: readonly InvalidStack[];
  /** Notes for the reader of the report about the source of the waivers and settings in force. */
  readonly notes: readonly string[];
}

export function judgeSpecs({
  files,
  readText,
  source,
  project = NO_FILES,
  base,
  strict,
  today,
}: SpecsToJudge): JudgedSpecs {
  const specs = new ProjectSpecs(project);
  const loaded = files.map((file) => withOrganization(withSettings(openSpec(file, readText), source), specs));
  const valid = new Map(loaded.filter(isValid).map((stack) => [stack.file, withFacts(stack)]));
  const several = severalStacks([...valid.values()]);
  const rules = new Map([...valid].map(([file, { stack }]) => [file, inForce(stack, specs, base)]));
  const judged = (stack: LoadedStack): ReportStack => {
    if (!isValid(stack)) return invalidStack(stack);
    const terms = rules.get(stack.file) as InForce;
    const withList = asVouched(valid.get(stack.file) as StackWithFacts, terms.vouched);
    return judgedStack(stack, judgeStack(withList, several, terms, today), strict);
  };
  return {
    stacks: loaded.map(judged),
    invalid: loaded.filter((stack): stack is InvalidStack => !isValid(stack)),
    notes: [
      ...[...rules.values()].flatMap(({ notes }) => notes),
      ...[...valid.values()].flatMap(({ stack }) => orgCatalogueNotes(stack.spec, today)),
      ...siloNotes([...valid.values()].map(({ stack }) => stack)),
    ],
  };
}

/** With a git ref its list of the org counts: whoever could write a permission and vouch for it at once would need nobody. */
function asVouched({ stack, facts }: StackWithFacts, vouched: ReadonlySet<string> | undefined): StackWithFacts {
  if (!vouched) return { stack, facts };
  const limited = (role: RoleFacts): RoleFacts => ({
    ...role,
    beyondCatalogue: role.beyondCatalogue.filter((one) => vouched.has(one)),
  });
  return {
    stack,
    facts: facts.map((one) => {
      if (one.kind === "role") return limited(one);
      return one.kind === "stack" ? { ...one, roles: one.roles.map(limited) } : one;
    }),
  };
}

/** Nobody can judge a stack of whose organization's settings nobody can say which hold. */
function withOrganization(stack: LoadedStack, specs: ProjectSpecs): LoadedStack {
  const problems = isValid(stack) ? orgTerms(stack.spec, specs, false).problems : [];
  return problems.length === 0 ? stack : { name: stack.name, file: stack.file, problems };
}

/** A stack whose settings hold a key of which nobody has said what it gives is as invalid as its spec would be. */
function withSettings(stack: LoadedStack, source: SpecSource | undefined): LoadedStack {
  const problems = source ? settingsProblems(source, stack.name) : [];
  if (problems.length === 0) return stack;
  const { name, file } = stack;
  return { name, file, problems: [...(isValid(stack) ? [] : stack.problems), ...problems] };
}
