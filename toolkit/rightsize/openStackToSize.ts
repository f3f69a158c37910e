/** The stack whose roles are to become smaller, with the other stacks of the project, which may have roles from the same files. */
import { effectiveAccess } from "../../access/effective/effectiveAccess.ts";
import { printProblem } from "../../access/language/problem.ts";
import { specReader } from "../../access/language/specReader.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { isValid, openSpec } from "../open/loadedStack.ts";
import { specFiles } from "../open/specFiles.ts";
import type { StackToSize } from "./rightsize.ts";

/** @throws Failure where the stack is missing, one of several, or not valid; and where another stack is not, for it may share a role */
export function openStackToSize(named: string | undefined, cwd: string): StackToSize {
  const [file, ...more] = specFiles(named === undefined ? [] : [named], cwd);
  if (!file || more.length > 0) {
    const names = [file, ...more].map((one) => one?.name).join(", ");
    throw new Failure(`There are several stacks: ${names}. Name one with --stack.`);
  }
  const stack = openSpec(file, specReader(cwd));
  if (!isValid(stack))
    throw new Failure(`${stack.file} is not valid.`, EXIT.invalidSpec, stack.problems.map(printProblem));
  return {
    ...file,
    spec: stack.spec,
    access: effectiveAccess(stack.desired, stack.spec),
    others: otherFiles(file.file, cwd).map((other) => {
      const opened = openSpec(other, specReader(cwd));
      if (isValid(opened)) return { name: other.name, spec: opened.spec };
      const why = "whether it shares a role with the stack cannot be told";
      throw new Failure(`${opened.file} is not valid: ${why}.`, EXIT.invalidSpec, opened.problems.map(printProblem));
    }),
  };
}

/** A stack that is one file outside of a project has no others. */
function otherFiles(file: string, cwd: string) {
  try {
    return specFiles([], cwd).filter((other) => other.file !== file);
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}
