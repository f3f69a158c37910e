/** Adds to a loaded spec the lock that lies beside it: read from the same place, and as much a part of the spec as what it includes. */

import { quote } from "../values/flaw.ts";
import type { Selector } from "../values/selector.ts";
import { lockFileOf, readLock } from "./divisionLock.ts";
import { encodingFlaw } from "./encodingFlaw.ts";
import type { LoadedSpec, SpecResult } from "./loadSpec.ts";
import { type Problem, problemAt } from "./problem.ts";
import { MAX_FILE_BYTES } from "./regularFile.ts";
import type { Spec } from "./spec.ts";

/**
 * Reads the lock where the spec has selectors. No lock is no problem unless the spec asks for one; one that cannot be read always is, since the
 * spec would take every division that matches.
 *
 * @param readText gives the text of a file, or throws; `code` of the error is ENOENT where there is no such file
 */
export function loadLock(spec: LoadedSpec, readText: (file: string) => string): SpecResult {
  if (selectorsOf(spec.value).length === 0) return { ok: true, spec };
  const file = lockFileOf(spec.file);
  const text = textOf(file, readText);
  const setting = spec.value.selectors;
  const fail = (...problems: Problem[]): SpecResult => ({ ok: false, problems });
  if (text === undefined) return setting === "locked" ? fail(missingLock(spec, file)) : { ok: true, spec };
  if (typeof text !== "string") return fail(unreadableLock(file, text.why));
  if (setting === "open") return fail(unusedLock(spec, file));
  const read = readLock(file, text);
  if (!read.ok) return read;
  const { organization } = read.lock;
  if (organization !== spec.value.organization.id) return fail(otherOrg(spec, file, organization));
  return { ok: true, spec: { ...spec, lock: read.lock } };
}

/** Every selector that a grant of the spec has, as written. */
export function selectorsOf({ clients, users, groups }: Pick<Spec, "clients" | "users" | "groups">): Selector[] {
  return [clients, users, groups]
    .flatMap((section) => Object.values(section))
    .flatMap(({ grants }) =>
      grants.flatMap(({ divisions }) => (typeof divisions === "object" && "match" in divisions ? [divisions] : [])),
    );
}

function textOf(file: string, readText: (file: string) => string): string | { readonly why: string } | undefined {
  try {
    const text = readText(file);
    const encoding = encodingFlaw(text);
    if (encoding) return { why: encoding.flaw.message };
    return Buffer.byteLength(text) > MAX_FILE_BYTES ? { why: `it is larger than ${MAX_FILE_BYTES} bytes` } : text;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === "ENOENT") return undefined;
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

function missingLock(spec: LoadedSpec, file: string): Problem {
  return problemAt(spec.locate(["selectors"]), ["selectors"], {
    code: "missing-lock",
    message: `selectors are locked, and there is no ${file}`,
    fix: "Write it with `genesys-access lock`.",
  });
}

function unusedLock(spec: LoadedSpec, file: string): Problem {
  return problemAt(spec.locate(["selectors"]), ["selectors"], {
    code: "unused-lock",
    message: `selectors are open, and there is a ${file} that would limit them`,
    fix: "Remove one of the two.",
  });
}

function unreadableLock(file: string, why: string): Problem {
  return problemAt({ file, line: 1, column: 1 }, [], {
    code: "unreadable-lock",
    message: `the lock of the selectors cannot be read: ${why}`,
    fix: "Make it a file that can be read, or write it again with `genesys-access lock`.",
  });
}

function otherOrg(spec: LoadedSpec, file: string, organization: string): Problem {
  return problemAt({ file, line: 1, column: 1 }, ["organization"], {
    code: "lock-of-another-organization",
    message: `the lock is of the organization ${quote(organization)}, and ${spec.file} is for ${quote(spec.value.organization.id)}`,
    fix: "Write the file again with `genesys-access lock`.",
  });
}
