import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export interface SecretSearch {
  readonly files: number;
  /** Files that hold one of the secrets in clear; must be empty. */
  readonly hits: readonly string[];
}

/** Looks for secrets in every file below a directory (state, backups, logs, configuration). */
export async function searchSecrets(dir: string, secrets: readonly string[]): Promise<SecretSearch> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hits: string[] = [];
  for (const file of files) {
    const text = await readFile(file, "latin1");
    if (secrets.some((secret) => text.includes(secret))) hits.push(file);
  }
  return { files: files.length, hits };
}
