/** Translates what zod says about the shape of a spec into flaws in the words of the language. */
import type { z } from "zod";
import { type Flaw, quote } from "../values/flaw.ts";
import { nearest } from "../values/nearest.ts";
import { amongTexts, otherSpelling } from "../values/otherSpelling.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import { blankAfterColon, splitEntry } from "./blankAfterColon.ts";
import type { FlawAtPath } from "./problem.ts";

type Issue = z.core.$ZodIssue;

/** One complaint about one place; alternatives of the language (a permission as text or map) are already decided. */
export interface FlatIssue {
  readonly issue: Exclude<Issue, z.core.$ZodIssueInvalidUnion>;
  readonly path: YamlPath;
}

export function flatten(issues: readonly Issue[], above: YamlPath = []): FlatIssue[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...(issue.path as (string | number)[])];
    if (issue.code !== "invalid_union") return [{ issue, path }];
    return flatten(intended(issue.errors), path);
  });
}

/**
 * The alternative that the writer meant: the right kind of value first, then the one that agrees about `existing` (with the key it is
 * a reference, without it is not), then the one with the fewest complaints.
 */
function intended(alternatives: readonly (readonly Issue[])[]): readonly Issue[] {
  const complaints = (issues: readonly Issue[]) => {
    const wrongKind = issues.some(({ code, path }) => code === "invalid_type" && path.length === 0);
    const wrongForm = issues.some(aboutExisting);
    return (wrongKind ? 1e6 : 0) + (wrongForm ? 1e3 : 0) + issues.length;
  };
  return [...alternatives].sort((a, b) => complaints(a) - complaints(b))[0] ?? [];
}

function aboutExisting(issue: Issue): boolean {
  if (issue.code === "unrecognized_keys") return issue.keys.includes("existing");
  return (
    issue.code === "invalid_type" && issue.path.join() === "existing" && issue.message.endsWith("received undefined")
  );
}

/** Flaws for all issues; `value` is the value that was checked. */
export function shapeFlaws(all: readonly FlatIssue[], value: unknown): FlawAtPath[] {
  const { issues, flaws: splits } = splitEntries(all, value);
  const unknownKeys = issues.flatMap(unknownKeyFlaws);
  const mistyped = new Set(unknownKeys.map(({ path, nearest = [] }) => [...path.slice(0, -1), nearest[0]].join("\0")));
  const others = issues
    .filter(({ issue }) => issue.code !== "unrecognized_keys")
    .map(({ issue, path }) => ({ ...flawOf(issue, path, valueAt(value, path)), path }))
    // `permisions:` is one mistake, not an unknown key and a missing one.
    .filter(({ path }) => !(valueAt(value, path) === undefined && mistyped.has(path.join("\0"))));
  return [...splits, ...unknownKeys, ...others];
}

/** One flaw for each text that a blank made a map of, and the issues that are about something else. */
function splitEntries(
  all: readonly FlatIssue[],
  value: unknown,
): { issues: readonly FlatIssue[]; flaws: FlawAtPath[] } {
  const flaws = new Map<string, FlawAtPath>();
  const issues = all.filter(({ path }) => {
    const entry = splitEntry(path, (at) => valueAt(value, at));
    if (entry) flaws.set(entry.join("\0"), { ...blankAfterColon(valueAt(value, entry)), path: entry });
    return entry === undefined;
  });
  return { issues, flaws: [...flaws.values()] };
}

function unknownKeyFlaws({ issue, path }: FlatIssue): FlawAtPath[] {
  if (issue.code !== "unrecognized_keys") return [];
  return issue.keys.map((key) => ({
    code: "unknown-key",
    message: `the key ${quote(key)} is not known here`,
    nearest: meantKeys(key, issue),
    fix: `Use one of ${knownKeys(issue).join(", ")}, or remove it.`,
    ...otherSpelling("unknown-key", key, amongTexts(knownKeys(issue))),
    path: [...path, key],
    atKey: true,
  }));
}

/** Keys that an unknown one was probably meant to be, best first. */
export function meantKeys(key: string, issue: z.core.$ZodIssueUnrecognizedKeys): string[] {
  return nearest(key, knownKeys(issue));
}

/** The schema puts them into the message (schema.ts). */
function knownKeys({ message }: z.core.$ZodIssueUnrecognizedKeys): string[] {
  return message.split(" ");
}

function flawOf(issue: FlatIssue["issue"], path: YamlPath, value: unknown): Flaw {
  const key = String(path.at(-1) ?? "");
  const required = REQUIRED_LISTS[key];
  const isEmpty = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
  if (required && isEmpty) return required;
  if (issue.code === "custom") return (issue.params?.["flaw"] as Flaw | undefined) ?? other(issue.message);
  if (value === undefined) return missing(key);
  if (issue.code === "invalid_type") return wrongType(issue.expected, value);
  if (issue.code === "invalid_value") return notOneOf(value, issue.values.map(String));
  if (issue.code === "too_small")
    return { code: "empty-list", message: "the list is empty", fix: "Write at least one entry." };
  return other(issue.message);
}

/** Lists that must say something, by the only keys that hold them; optional ones never complain about being empty. */
const REQUIRED_LISTS: Readonly<Record<string, Flaw>> = {
  divisions: {
    code: "no-divisions",
    message: "the grant names no divisions; left out, Genesys silently takes the Home division",
    fix: "Write the divisions: a list of keys, `{ match: … }`, or `all` with a justification.",
  },
  grants: {
    code: "no-grants",
    message: "there are no grants, so the entry would do nothing",
    fix: "Write at least one `{ role: …, divisions: [ … ] }`, or remove the entry.",
  },
};

function missing(key: string): Flaw {
  return { code: "missing-key", message: `the key ${quote(key)} is missing`, fix: `Write \`${key}:\` here.` };
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
};

function wrongType(expected: string, value: unknown): Flaw {
  const wanted = KINDS[expected] ?? expected;
  const isScalar = typeof value === "number" || typeof value === "boolean";
  const fix = expected === "string" && isScalar ? "Put it in quotes." : `Write ${wanted}.`;
  return { code: "wrong-type", message: `expected ${wanted}, found ${describe(value)}`, fix };
}

function describe(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a map" : quote(value);
}

function notOneOf(value: unknown, allowed: readonly string[]): Flaw {
  const spelling = typeof value === "string" ? otherSpelling("invalid-value", value, amongTexts(allowed)) : undefined;
  if (spelling) return spelling;
  const message = `${describe(value)} is not a value of this key`;
  return {
    code: "invalid-value",
    message,
    nearest: nearest(String(value), allowed),
    fix: `Write one of ${allowed.join(", ")}.`,
  };
}

function other(message: string): Flaw {
  return { code: "invalid-value", message, fix: "Correct the value." };
}

/** The value at a path; undefined where there is none. */
export function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (inner, part) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, part)
        ? (inner as Record<string | number, unknown>)[part]
        : undefined,
    value,
  );
}
