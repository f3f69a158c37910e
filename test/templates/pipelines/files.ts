import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "..", "..", "..", "templates", "pipelines");

export interface PipelineFile {
  readonly name: string;
  readonly text: string;
}

/** The files of one platform's pipelines. */
export function pipelineFiles(platform: "github" | "gitlab"): readonly PipelineFile[] {
  const folder = join(FOLDER, platform);
  return readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}

/** The script that both platforms share. */
export function reportScript(): PipelineFile {
  return { name: "report.sh", text: readFileSync(join(FOLDER, "report.sh"), "utf8") };
}
