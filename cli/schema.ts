/** `genesys-access schema`: prints a published JSON Schema, that of the spec unless another is named. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Argument, Command } from "commander";
import { outputOption } from "./options/outputOption.ts";

const FOLDER = join(import.meta.dirname, "..", "schemas");
const ENDING = ".schema.json";

export function schemaCommand(): Command {
  return new Command("schema")
    .description("Print the JSON Schema of the spec, for editors and other tools, or that of a report.")
    .addArgument(new Argument("[name]", "of the schema").choices(names()).default("spec"))
    .addOption(outputOption("the schema"))
    .action(async (name: string, { output }: { readonly output?: string }) => {
      const { writeReport } = await import("../toolkit/writeReport.ts");
      writeReport(readFileSync(join(FOLDER, `${name}${ENDING}`), "utf8"), output);
    });
}

function names(): string[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(ENDING));
  return files.map((file) => file.slice(0, -ENDING.length)).sort();
}
