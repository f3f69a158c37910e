/**
 * Writes the published schemas, or compares them: `node dev/scripts/publishSchemas.ts [--check]`. Exit code 1: with `--check`, a file of schemas/ is
 * not what it would be written as.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { SCHEMAS } from "../../toolkit/schema/published.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "schemas");

if (import.meta.main) process.exitCode = main(argv.includes("--check"));

function main(check: boolean): number {
  const stale = Object.entries(SCHEMAS).flatMap(([name, print]) => {
    const [file, text] = [join(FOLDER, name), print()];
    if (existsSync(file) && readFileSync(file, "utf8") === text) return [];
    if (!check) writeFileSync(file, text);
    return [name];
  });
  if (!check) return 0;
  for (const name of stale) console.error(`schemas/${name} is not up to date. Run \`npm run schemas\`.`);
  return stale.length > 0 ? 1 : 0;
}
