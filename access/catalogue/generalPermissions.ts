/** General permissions: flags of old roles, from before `domain:entity:action`, answered from `catalogue/general-permissions.tsv`. */
import { lazy } from "../values/lazy.ts";
import { readTable } from "./table.ts";

const COLUMNS = ["name", "does", "source", "date", "confidence"];

export interface GeneralPermission {
  readonly name: string;
  /** The end of the sentence "This permission ...". */
  readonly does: string;
  readonly source: string;
}

/** Every row, in the file's order. */
export const generalPermissions: () => readonly GeneralPermission[] = lazy(() =>
  readTable("general-permissions", COLUMNS).map(([name = "", does = "", source = ""]) => ({ name, does, source })),
);

/** The end of the sentence "This permission ..."; undefined for a flag that no source names, which may do anything. */
export function generalPermission(name: string): string | undefined {
  return generalPermissions().find((row) => row.name === name)?.does;
}

/** True for a text in the form of a general permission: one word. Roles of an org may have ones that no source names. */
export function isGeneralForm(text: string): boolean {
  return /^\w[\w.-]*$/.test(text);
}
