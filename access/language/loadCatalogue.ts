/** Reads the org's own list of permissions that a spec names under `catalogue:`, from the same place as what it includes. */
import { dirname, isAbsolute, join, normalize } from "node:path/posix";
import { quote } from "../values/flaw.ts";
import { type OrgCatalogue, readOrgCatalogue } from "./orgCatalogue.ts";
import { type Position, type Problem, problemAt } from "./problem.ts";
import { MAX_FILE_BYTES } from "./regularFile.ts";
import type { ReadText } from "./specReader.ts";
import { locate, type MapTree } from "./tree.ts";

export interface CatalogueOfSpec {
  readonly catalogue?: OrgCatalogue;
  readonly problems: readonly Problem[];
}

const NONE: CatalogueOfSpec = { problems: [] };

/**
 * @param tree of the spec and all that it includes; the name of the list is relative to the file that has the key
 * @param organization of the spec, if it has one: a list of another org is refused
 * @param first the file that the reading of the spec began with
 */
export function loadCatalogue(
  tree: MapTree,
  organization: string | undefined,
  readText: ReadText,
  first: string,
): CatalogueOfSpec {
  const file = catalogueFileOf(tree);
  if (file === undefined) return NONE;
  const at = locate(tree, ["catalogue"]);
  const text = textOf(file, readText, first);
  if (typeof text !== "string") return { problems: [unreadable(at, file, text.why)] };
  const read = readOrgCatalogue(file, text);
  if (!read.ok) return read;
  const { catalogue } = read;
  if (organization !== undefined && catalogue.organization !== organization.toLowerCase())
    return { problems: [otherOrg(file, catalogue.organization, organization)] };
  return { catalogue, problems: [] };
}

/** The name of the list of a spec, as its reader takes it; undefined where it names none. */
export function catalogueFileOf(tree: MapTree): string | undefined {
  const found = tree.entries.get("catalogue")?.tree;
  const named = found?.kind === "scalar" && typeof found.value === "string" ? found.value.trim() : "";
  if (!found || named === "") return undefined;
  return isAbsolute(named) ? named : normalize(join(dirname(found.at.file), named));
}

function textOf(file: string, readText: ReadText, first: string): string | { readonly why: string } {
  try {
    const text = readText(file, first);
    return Buffer.byteLength(text) > MAX_FILE_BYTES ? { why: `it is larger than ${MAX_FILE_BYTES} bytes` } : text;
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

function unreadable(at: Position, file: string, why: string): Problem {
  return problemAt(at, ["catalogue"], {
    code: "unreadable-catalogue",
    message: `${quote(file)} cannot be read: ${why}`,
    fix: "Name a file in the folder of the project, relative to the file that has the key, or remove the key.",
  });
}

function otherOrg(file: string, found: string, wanted: string): Problem {
  return problemAt({ file, line: 1, column: 1 }, ["organization"], {
    code: "catalogue-of-another-organization",
    message: `the list is of the organization ${quote(found)}, and the spec is for ${quote(wanted)}`,
    fix: "Take the list from the org of the spec.",
  });
}
