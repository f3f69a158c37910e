/** The files of `--approval-file`. */
import { readFileSync } from "node:fs";
import { type Approval, parseApproval } from "../../access/diff/approval.ts";
import { Failure } from "../failure.ts";

/** @param today the day, in UTC, that last days are held against. Throws a Failure for a file that is no approval. */
export function readApprovals(files: readonly string[], today: string): Approval[] {
  return files.map((file) => {
    const approval = parseApproval(readText(file), today);
    if ("problem" in approval) throw new Failure(`--approval-file: ${file} ${approval.problem}`);
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
