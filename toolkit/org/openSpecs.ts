/** The specs that an embedded org is made from. */
import { type Problem, printProblem } from "../../access/language/problem.ts";
import { specReader } from "../../access/language/specReader.ts";
import { printable } from "../../access/values/untrusted.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { isValid, openSpec, type ValidStack } from "../open/loadedStack.ts";
import { specFiles } from "../open/specFiles.ts";
import { readStackConfig } from "../open/stackConfig.ts";

/** Loads every spec; all are of one organization. Throws a Failure where one is missing or not valid, with its problems told. */
export async function openSpecs(named: readonly string[], cwd: string): Promise<ValidStack[]> {
  if (named.length === 0) return [];
  // The config of a stack may name another file.
  const texts: string[] = [];
  for (const name of named) texts.push(isPath(name) ? name : (await readStackConfig(name, cwd, process.env)).specFile);
  const stacks = specFiles(texts, cwd).map((file) => openSpec(file, specReader(cwd)));
  const invalid = stacks.flatMap((stack) => (isValid(stack) ? [] : [stack]));
  refuse(
    invalid.flatMap(({ problems }) => problems),
    invalid.map(({ file }) => file),
  );
  const valid = stacks.filter(isValid);
  requireOneOrganization(valid);
  return valid;
}

function isPath(text: string): boolean {
  return /\.ya?ml$|[\\/]/.test(text);
}

/** Throws a Failure that ends with the exit code of an invalid spec, where there are problems. */
export function refuse(problems: readonly Problem[], files: readonly string[]): void {
  if (problems.length === 0) return;
  for (const problem of problems) console.error(printable(printProblem(problem)));
  throw new Failure(`${files.join(", ")} ${files.length === 1 ? "is" : "are"} not valid.`, EXIT.invalidSpec);
}

function requireOneOrganization(stacks: readonly ValidStack[]): void {
  const [first, ...others] = stacks;
  const idOf = ({ spec }: ValidStack) => spec.value.organization.id;
  const other = others.find((stack) => first && idOf(stack) !== idOf(first));
  if (!first || !other) return;
  throw new Failure(
    `${first.file} is for the organization ${idOf(first)}, ${other.file} for ${idOf(other)}: start one org for each, on ports of their own.`,
  );
}
