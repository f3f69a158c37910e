/** Prints the versions: what `genesys-access version` does with its options. */
import { renderVersions, versionsOf } from "../../toolkit/version/versions.ts";
import { writeReport } from "../../toolkit/writeReport.ts";

export interface VersionOptions {
  readonly format: "text" | "json";
  readonly output?: string;
}

export async function run({ format, output }: VersionOptions): Promise<void> {
  writeReport(renderVersions(await versionsOf(process.cwd(), process.env), format), output, format);
}
