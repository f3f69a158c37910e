/** The pipelines of a user's repository, as `init --github` and `init --gitlab` write them. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Failure } from "../failure.ts";
import { TOOL } from "../tool.ts";
import type { ManagedFile } from "./managedFile.ts";

export const PLATFORMS = ["github", "gitlab"] as const;
export type Platform = (typeof PLATFORMS)[number];

/** The folder of each platform's pipeline files, in the user's repository. */
const FOLDERS: Readonly<Record<Platform, string>> = { github: ".github/workflows", gitlab: ".gitlab" };

export interface PipelineOptions {
  /** The default branch of the repository: the only one that is deployed. */
  readonly branch?: string;
}

/** Sorted by path. Their first lines name the release that wrote them. */
export function pipelineFiles(platform: Platform, { branch = "main" }: PipelineOptions = {}): readonly ManagedFile[] {
  // A branch of git may hold a character that ends a text of YAML.
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(branch))
    throw new Failure(`The default branch ${JSON.stringify(branch)} cannot be written into a pipeline. Rename it.`);
  const folder = new URL(`../../templates/pipelines/${platform}/`, import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith(".yml"));
  return names.sort().map((name) => ({
    path: `${FOLDERS[platform]}/${name}`,
    text: fill(readFileSync(fileURLToPath(new URL(name, folder)), "utf8"), branch),
  }));
}

function fill(text: string, branch: string): string {
  return text.replaceAll("{{version}}", TOOL.version).replaceAll("{{branch}}", branch);
}
