/** The declarations of what is exported: all others are removed, and their imports name files that are published. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** A relative import of a declaration, as the compiler leaves it: with the ending of the source. */
const IMPORT = /((?:from|import)\s*\(?\s*")(\.\.?\/[^"]+)\.ts"/g;

/** @param entries declaration files that package.json names, relative to `folder` */
export function keepExportedDeclarations(folder: string, entries: readonly string[]): void {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    const text = readFileSync(file, "utf8");
    for (const [, , path = ""] of text.matchAll(IMPORT)) visit(resolve(dirname(file), `${path}.d.ts`));
    writeFileSync(file, text.replace(IMPORT, '$1$2.js"'));
  };
  for (const entry of entries) visit(resolve(folder, entry));
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = resolve(join(folder, name));
    if (file.endsWith(".d.ts") && !reached.has(file)) rmSync(file);
  }
}
