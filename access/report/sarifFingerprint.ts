import { createHash } from "node:crypto";
import type { ReportResult } from "./model.ts";

/**
 * Identifies a result across runs by its file and finding id, so that an alert survives moved lines and a reworded message.
 * GitHub reads `primaryLocationLineHash` only, and computes one from the line's text where it is absent: the same number is under both names.
 */
export function sarifFingerprint({ id, position }: Pick<ReportResult, "id" | "position">): Record<string, string> {
  const hash = createHash("sha256")
    .update(JSON.stringify([position.file, id]))
    .digest("hex")
    .slice(0, 32);
  return { "genesysAccessFinding/v1": hash, primaryLocationLineHash: `${hash}:1` };
}
