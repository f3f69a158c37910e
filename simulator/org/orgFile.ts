/** The data file that keeps an org between runs. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { type AuditEntry, AuditEntrySchema } from "../audit/entry.ts";
import { canonical } from "./canonical.ts";
import { DataFileError } from "./dataFileError.ts";
import { type OrgData, OrgDataSchema } from "./orgData.ts";

export interface KeptOrg {
  readonly data: OrgData;
  /** Oldest first. */
  readonly audit: readonly AuditEntry[];
}

/** Absent in data files of before. */
const FileSchema = OrgDataSchema.extend({ audit: z.array(AuditEntrySchema).default([]) });

/** Newest entries of the audit that a file keeps: it is written after every change. */
const MOST_ENTRIES = 2000;

/** The org in the file; undefined when there is no such file. Throws DataFileError when it is unreadable or not an org. */
export function readOrgFile(file: string): KeptOrg | undefined {
  if (!existsSync(file)) return undefined;
  const parsed = FileSchema.safeParse(parseJson(file, readText(file)));
  if (parsed.success) {
    const { audit, ...data } = parsed.data;
    return { data, audit };
  }
  throw new DataFileError(file, `not an org of this simulator:\n${z.prettifyError(parsed.error)}\n`);
}

/** Writes beside the file and renames over it, so that a crash leaves the old or the new org, never half of one. */
export function writeOrgFile(file: string, { data, audit }: KeptOrg): void {
  const partial = `${file}.partial`;
  const kept = { ...canonical(data), audit: audit.slice(-MOST_ENTRIES) };
  writeFileSync(partial, `${JSON.stringify(kept, undefined, 1)}\n`, { mode: 0o600 });
  renameSync(partial, file);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new DataFileError(file, `cannot be read (${message(error)}).`);
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DataFileError(file, `is not JSON (${message(error)}).`);
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
