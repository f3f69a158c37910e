/** Client secrets: making one, hashing it, and comparing one with a hash. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A fresh random client secret. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Lower-case hex: what the org keeps instead of a secret. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export function secretMatches(secret: string, hash: string): boolean {
  const [given, kept] = [Buffer.from(sha256(secret)), Buffer.from(hash)];
  return given.length === kept.length && timingSafeEqual(given, kept);
}
