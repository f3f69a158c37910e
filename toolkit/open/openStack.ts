/** The stack that a question is about: loaded, planned without an org, and written out as access. */
import { effectiveAccess } from "../../access/effective/effectiveAccess.ts";
import type { EffectiveAccess } from "../../access/effective/model.ts";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { printProblem } from "../../access/language/problem.ts";
import { specReader } from "../../access/language/specReader.ts";
import type { Flaw } from "../../access/values/flaw.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { isValid, openSpec } from "./loadedStack.ts";
import { specFiles } from "./specFiles.ts";

export interface OpenStack {
  readonly spec: LoadedSpec;
  readonly access: EffectiveAccess;
}

/** The named stack, or the only one that there is. Throws a Failure where it is missing or not valid. */
export function openStack(named: string | undefined, cwd = process.cwd()): OpenStack {
  const [file, ...more] = specFiles(named === undefined ? [] : [named], cwd);
  if (!file || more.length > 0) {
    const names = [file, ...more].map((one) => one?.name).join(", ");
    throw new Failure(`There are several stacks: ${names}. Name one with --stack.`);
  }
  const stack = openSpec(file, specReader(cwd));
  if (!isValid(stack))
    throw new Failure(`${stack.file} is not valid.`, EXIT.invalidSpec, stack.problems.map(printProblem));
  return { spec: stack.spec, access: effectiveAccess(stack.desired, stack.spec) };
}

/** A question that names what is not there is wrong usage. */
export function asFailure({ message, nearest = [], fix }: Flaw): Failure {
  const near = nearest.length > 0 ? ` Nearest: ${nearest.join(", ")}.` : "";
  return new Failure(`${message.charAt(0).toUpperCase()}${message.slice(1)}.${near} ${fix}`);
}
