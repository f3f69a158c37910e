/** The specs of the project, and Pulumi's settings beside them. */
import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { printProblem } from "../../access/language/problem.ts";
import { Failure } from "../failure.ts";
import { EXAMPLE_ORGANIZATION } from "../init/template.ts";
import { isValid, type LoadedStack, openSpec } from "../open/loadedStack.ts";
import { type ProjectSettings, readProjectSettings } from "../open/projectSettings.ts";
import { specFiles } from "../open/specFiles.ts";
import { type Check, missing, ok, warn } from "./model.ts";

/** One spec, or all of `stacks/`; empty where there is none. Throws a Failure for a named one that is not there. */
export function loadStacks(named: string | undefined, root: string): LoadedStack[] {
  const read = (file: string) => readFileSync(isAbsolute(file) ? file : join(root, file), "utf8");
  return filesOf(named, root).map((file) => openSpec(file, read));
}

function filesOf(named: string | undefined, root: string) {
  if (named !== undefined) return specFiles([named], root);
  try {
    return specFiles([], root);
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

export function stackChecks(stacks: readonly LoadedStack[]): Check[] {
  if (stacks.length === 0)
    return [missing("spec", "There is no spec in stacks/.", "Run `genesys-access init`: it writes an example.")];
  return stacks.map((stack) => ({ ...specCheck(stack), stack: stack.name }));
}

function specCheck(stack: LoadedStack): Check {
  const { file, name } = stack;
  if (!isValid(stack)) {
    const [first] = stack.problems;
    const count = stack.problems.length === 1 ? "1 problem" : `${stack.problems.length} problems`;
    return missing(
      "spec",
      `${file} is not valid, ${count}: ${first ? printProblem(first) : ""}`,
      `Run \`genesys-access check ${name}\`.`,
    );
  }
  return stack.spec.value.organization.id === EXAMPLE_ORGANIZATION
    ? warn(
        "spec",
        `${file} is valid, and names the organization of the example.`,
        "Write the id of your own organization.",
      )
    : ok("spec", `${file} is valid.`);
}

/** Names of the stacks that deliver client secrets by commands. */
export function deliveringStacks(stacks: readonly LoadedStack[]): string[] {
  return stacks
    .filter((stack) => isValid(stack) && stack.desired.clients.some(({ deliver }) => deliver))
    .map(({ name }) => name);
}

/** Of Pulumi's own files, as every command reads them; a check in their place where one of them cannot be read. */
export function settingsOf(stack: string, root: string): ProjectSettings | Check {
  try {
    return readProjectSettings(stack, root);
  } catch (error) {
    if (error instanceof Failure) return missing("settings", error.message, "Correct the file: Pulumi reads it too.");
    throw error;
  }
}
