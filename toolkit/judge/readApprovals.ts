/** What `--approved` and `--approval-file` say. */
import { readFileSync } from "node:fs";
import { InvalidArgumentError } from "commander";
import { type Approval, parseApproval } from "../../access/diff/approval.ts";
import { Failure } from "../failure.ts";

/** Collects digests; the short form approves nothing, because another set of atoms with the same twelve digits can be searched for. */
export function collectDigest(text: string, before: readonly string[]): string[] {
  const digest = text.trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new InvalidArgumentError("Write the full digest: 64 hexadecimal digits.");
  return [...before, digest];
}

export function readApprovals(files: readonly string[]): Approval[] {
  return files.map((file) => {
    const approval = parseApproval(readText(file));
    if ("problem" in approval) throw new Failure(`--approval-file: ${file} ${approval.problem}.`);
    return approval;
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Failure(`--approval-file: ${file} cannot be read: ${(error as Error).message}.`);
  }
}
