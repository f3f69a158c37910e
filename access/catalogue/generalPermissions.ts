/** General permissions: flags of old roles, from before `domain:entity:action`, answered from `catalogue/general-permissions.tsv`. */
import { lazy } from "../values/lazy.ts";
import { readTable } from "./table.ts";

const COLUMNS = ["name", "does", "source", "date", "confidence"];

const rows = lazy(
  () => new Map(readTable("general-permissions", COLUMNS).map(([name = "", does = ""]) => [name, does] as const)),
);

/** The end of the sentence "This permission ..."; undefined for a flag that no source names, which may do anything. */
export function generalPermission(name: string): string | undefined {
  return rows().get(name);
}

/** True for a text in the form of a general permission: one word. Roles of an org may have ones that no source names. */
export function isGeneralForm(text: string): boolean {
  return /^\w[\w.-]*$/.test(text);
}
