/**
 * The lock of a stack: the divisions of the org that its selectors may take. It lies beside the spec and is reviewed like it, so that nobody joins a
 * selector by giving a division the right name in the org.
 */
import { type Flaw, quote } from "../values/flaw.ts";
import { compareText } from "../values/text.ts";
import { printableJson } from "../values/untrusted.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import { parseYaml } from "./parseYaml.ts";
import { type Problem, problemAt, sortProblems } from "./problem.ts";
import { locate, type MapTree, toValue } from "./tree.ts";
import { isUuid } from "./values.ts";

/** Grows with every change that could break a reader. */
export const LOCK_FORMAT_VERSION = 1;

/** One division, as it was when somebody locked it. */
export interface LockedDivision {
  /** Lower-case UUID. */
  readonly id: string;
  readonly name: string;
}

export interface DivisionLock {
  /** The org that the ids are of; lower-case UUID. */
  readonly organization: string;
  /** Sorted by name, then id. */
  readonly divisions: readonly LockedDivision[];
}

export type LockResult =
  | { readonly ok: true; readonly lock: DivisionLock }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** `stacks/prod.lock.json` for `stacks/prod.yaml`: an ending that no listing of specs takes for one. */
export function lockFileOf(specFile: string): string {
  return `${specFile.replace(/\.ya?ml$/, "")}.lock.json`;
}

/** Reads the text of a lock. Every problem has its line; what is not understood in full is refused, since it could admit a division. */
export function readLock(file: string, text: string): LockResult {
  const { tree, problems } = parseYaml(file, text);
  if (problems.length > 0 || tree?.kind !== "map") {
    const start = { file, line: 1, column: 1 };
    return { ok: false, problems: problems.length > 0 ? problems : [problemAt(start, [], notALock)] };
  }
  const value = toValue(tree) as Readonly<Record<string, unknown>>;
  const flaws = [...headFlaws(value), ...divisionFlaws(value["divisions"])];
  if (flaws.length > 0) return { ok: false, problems: located(tree, file, flaws) };
  const divisions = (value["divisions"] as LockedDivision[]).map(({ id, name }) => ({ id: id.toLowerCase(), name }));
  return {
    ok: true,
    lock: { organization: String(value["organization"]).toLowerCase(), divisions: sortedDivisions(divisions) },
  };
}

/** The text of a lock: the same for the same divisions, whatever their order, with one line for each so that a review shows what joined. */
export function writeLock({ organization, divisions }: DivisionLock): string {
  const head = printableJson({ formatVersion: LOCK_FORMAT_VERSION, organization, divisions: [] });
  const lines = sortedDivisions(divisions).map(({ id, name }) => `    ${oneLine({ name, id })}`);
  return lines.length === 0 ? head : head.replace('"divisions": []', () => `"divisions": [\n${lines.join(",\n")}\n  ]`);
}

export function sortedDivisions(divisions: readonly LockedDivision[]): LockedDivision[] {
  return [...divisions].sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id));
}

function oneLine(value: LockedDivision): string {
  return printableJson(value).trim().replace(/\n\s*/g, " ");
}

type FlawHere = Flaw & { readonly path: YamlPath };

const REWRITE = "Write the file again with `genesys-access lock`.";
const notALock: Flaw = { code: "malformed-lock", message: "the file is no lock of divisions", fix: REWRITE };

function headFlaws(value: Readonly<Record<string, unknown>>): FlawHere[] {
  const { formatVersion, organization, divisions, ...others } = value;
  const flaw = (key: string, message: string, fix = REWRITE): FlawHere => ({
    code: "malformed-lock",
    message,
    fix,
    path: [key],
  });
  return [
    ...(formatVersion === LOCK_FORMAT_VERSION
      ? []
      : [
          flaw(
            "formatVersion",
            `${quote(formatVersion ?? null)} is no format of a lock that this version reads`,
            `Write ${LOCK_FORMAT_VERSION}, or use the version of the package that wrote the file.`,
          ),
        ]),
    ...(isId(organization) ? [] : [flaw("organization", `${quote(organization ?? null)} is no id of an org`)]),
    ...(Array.isArray(divisions) ? [] : [flaw("divisions", "divisions is a list")]),
    ...Object.keys(others).map((key) => flaw(key, `${quote(key)} is no key of a lock`, "Remove it.")),
  ];
}

function divisionFlaws(divisions: unknown): FlawHere[] {
  if (!Array.isArray(divisions)) return [];
  const seen = new Set<string>();
  return divisions.flatMap((one: unknown, index): FlawHere[] => {
    const path = ["divisions", index];
    if (!isDivision(one))
      return [
        {
          code: "malformed-lock",
          message: `${quote(one)} is no division with an id and a name`,
          fix: 'Write it as `{ "name": "…", "id": "…" }`, with the id of Genesys Cloud.',
          path,
        },
      ];
    const id = one.id.toLowerCase();
    if (seen.has(id))
      return [
        { code: "duplicate-lock", message: `${quote(one.id)} is locked twice`, fix: "Remove one of them.", path },
      ];
    seen.add(id);
    return [];
  });
}

function isDivision(value: unknown): value is LockedDivision {
  if (typeof value !== "object" || value === null) return false;
  const { id, name, ...others } = value as Readonly<Record<string, unknown>>;
  return isId(id) && typeof name === "string" && name !== "" && Object.keys(others).length === 0;
}

function isId(value: unknown): value is string {
  return typeof value === "string" && isUuid(value);
}

function located(tree: MapTree, file: string, flaws: readonly FlawHere[]): Problem[] {
  return sortProblems(
    flaws.map(({ path, ...flaw }) => problemAt(locate(tree, path), path, flaw)),
    [file],
  );
}
