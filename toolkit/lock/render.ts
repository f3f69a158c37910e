/** The output of `genesys-access lock`. */
import type { LockedDivision } from "../../access/language/divisionLock.ts";
import { printable } from "../../access/values/untrusted.ts";
import type { LockChanges } from "./compareLocks.ts";

export interface LockReport {
  readonly file: string;
  readonly divisions: readonly LockedDivision[];
  readonly changes: LockChanges;
  /** The file is not what it is to be. */
  readonly differs: boolean;
  /** Nothing was written. */
  readonly check: boolean;
  /** The reason why the file that was there could not be compared. */
  readonly problem: string | undefined;
}

export function renderLock({ file, divisions, changes, differs, check, problem }: LockReport): string {
  const { joining, leaving, renamed } = changes;
  const lines = [
    ...(problem === undefined ? [] : [problem]),
    ...joining.map((one) => `+ ${textOf(one)}`),
    ...leaving.map((one) => `- ${textOf(one)}`),
    ...renamed.map((one) => `~ ${textOf(one)}, locked as ${JSON.stringify(one.before)}`),
    closing(file, divisions.length, differs, check),
  ];
  return lines.map((line) => `${printable(line)}\n`).join("");
}

function textOf({ id, name }: LockedDivision): string {
  return `${JSON.stringify(name)} (id ${id})`;
}

function closing(file: string, count: number, differs: boolean, check: boolean): string {
  const divisions = `${count} division${count === 1 ? "" : "s"}`;
  if (!differs) return `${file} is as the org is: ${divisions}.`;
  if (check) return `${file} would change, to ${divisions}.`;
  return `${file} admits ${divisions} now. Commit it with the stack's YAML: the selectors of the stack reach what it names.`;
}
