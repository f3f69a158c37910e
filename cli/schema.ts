/** `genesys-access schema`: prints the JSON Schema of the spec, or writes every published schema of the project. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { EXIT } from "../toolkit/exitCodes.ts";

const FOLDER = join(import.meta.dirname, "..", "schemas");

export function schemaCommand(): Command {
  return new Command("schema")
    .description("Print the JSON Schema of the spec, for editors and other tools.")
    .option("--write", "write every published schema to schemas/")
    .option("--check", "fail where a file in schemas/ is not what --write would write")
    .action(async ({ write, check }: { write?: boolean; check?: boolean }) => {
      // Loaded here, because it reads the whole catalogue, and other commands start without it.
      const { SCHEMAS } = await import("../toolkit/schema/published.ts");
      if (write) writeAll(SCHEMAS);
      else if (check) checkAll(SCHEMAS);
      else process.stdout.write(SCHEMAS["spec.schema.json"]());
    });
}

type Schemas = Readonly<Record<string, () => string>>;

function writeAll(schemas: Schemas): void {
  for (const [name, text] of Object.entries(schemas)) writeFileSync(join(FOLDER, name), text());
}

function checkAll(schemas: Schemas): void {
  const stale = Object.entries(schemas).filter(([name, text]) => readText(join(FOLDER, name)) !== text());
  for (const [name] of stale) console.error(`schemas/${name} is not up to date. Run \`npm run schemas\`.`);
  process.exitCode = stale.length > 0 ? EXIT.refused : EXIT.ok;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // missing: not up to date
  }
}
