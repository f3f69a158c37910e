/** Digests that stand for a content in what people approve. */
import { createHash } from "node:crypto";

/**
 * 128 bits of SHA-256 in hexadecimal. A shorter one would not do: whoever writes both sides of a change can look for two contents that agree in 48 bits
 * within seconds, have one approved and deploy the other.
 */
export function contentDigest(content: string): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 32);
}
