/** Ids that are the same in every run. */
import { createHash } from "node:crypto";

/** An id that looks like a random (version 4) UUID and is the same in every run, so that outputs about the seed org are stable. */
export function fixedId(name: string): string {
  const hex = createHash("sha256").update(`genesys-cloud-access simulator: ${name}`).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
