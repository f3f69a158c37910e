/** A user's Pulumi project, as `init` writes it, in a scratch folder. */
import { cpSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/** @returns the folder: the caller removes it */
export function userProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "genesys-access-project-"));
  for (const entry of ["index.ts", "policies"])
    cpSync(join(ROOT, "templates", "project", entry), join(folder, entry), { recursive: true });
  // With the name that the state is looked for under.
  cpSync(join(ROOT, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  cpSync(join(ROOT, "stacks", "demo.yaml"), join(folder, "stacks", "demo.yaml"));
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ private: true, type: "module" })}\n`);
  return folder;
}
