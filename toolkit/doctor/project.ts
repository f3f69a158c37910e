/** The files of the project, as `genesys-access init` writes them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { CODEOWNERS_PLACES, needsOwner, PLACEHOLDER_OWNER } from "../init/codeowners.ts";
import { managedHere } from "../init/managedHere.ts";
import type { Versions } from "../init/versions.ts";
import { type Check, missing, ok, warn } from "./model.ts";

const file = z.object({
  name: z.string(),
  main: z.string().optional(),
  runtime: z.union([z.string(), z.object({ name: z.string(), options: z.record(z.string(), z.unknown()).nullish() })]),
  stackConfigDir: z.string().default("."),
  backend: z.object({ url: z.string().nullish() }).nullish(),
});

/** Pulumi.yaml, as far as it matters here. */
export type Project = z.infer<typeof file>;

/** Undefined where Pulumi could not read it either. */
export function readProject(root: string): Project | undefined {
  try {
    const name = ["Pulumi.yaml", "Pulumi.yml"].find((one) => existsSync(join(root, one))) ?? "Pulumi.yaml";
    return file.parse(parse(readFileSync(join(root, name), "utf8")));
  } catch {
    return undefined;
  }
}

const INIT = "Run `genesys-access init`: it writes what is missing and shows what differs.";

export function projectCheck(root: string | undefined, project: Project | undefined, cwd: string): Check {
  if (root === undefined) return missing("project", `There is no Pulumi.yaml in ${cwd} or above it.`, INIT);
  if (!project) return missing("project", `Pulumi.yaml in ${root} cannot be read.`, `Correct it. ${INIT}`);
  const { main, runtime } = project;
  const settings = typeof runtime === "string" ? undefined : runtime.options;
  const lacks = [
    ...(main?.replace(/^\.\//, "") === "index.ts" ? [] : ["main: index.ts"]),
    ...(settings?.["typescript"] === false ? [] : ["typescript: false under runtime options"]),
  ];
  if (lacks.length > 0) return warn("project", `Pulumi.yaml in ${root} does not say ${lacks.join(" and ")}.`, INIT);
  if (!existsSync(join(root, "index.ts"))) return missing("project", `There is no index.ts in ${root}.`, INIT);
  if (!isModule(root))
    return missing("project", 'package.json does not say "type": "module", and the program is an ES module.', INIT);
  return ok("project", `${project.name} in ${root}`);
}

function isModule(root: string): boolean {
  try {
    return (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { type?: unknown }).type === "module";
  } catch {
    return false;
  }
}

/** Pipelines of another version than the package, and files that nobody owns yet. */
export function repositoryChecks(root: string, { version }: Versions): Check[] {
  return [pipelineCheck(root, version), ...ownersCheck(root)];
}

function pipelineCheck(root: string, version: string): Check {
  const managed = managedHere(root);
  if (managed.length === 0)
    return ok("pipelines", "No pipelines of this package (`genesys-access init --github` or `--gitlab`).");
  const edited = managed.filter((one) => one.edited).map(({ path }) => path);
  const other = managed.filter((one) => one.version !== version).map(({ path }) => path);
  if (other.length > 0)
    return warn(
      "pipelines",
      `Another version of the package wrote ${other.join(", ")}.`,
      "Run `genesys-access init --update`.",
    );
  return edited.length > 0
    ? warn(
        "pipelines",
        `Somebody edited ${edited.join(", ")}, which updates leave as they are.`,
        "Keep changes in variables, or accept that.",
      )
    : ok("pipelines", `${managed.length} files of version ${version}`);
}

function ownersCheck(root: string): Check[] {
  const path = CODEOWNERS_PLACES.find((one) => existsSync(join(root, one)));
  if (path === undefined || !needsOwner(readFileSync(join(root, path), "utf8"))) return [];
  return [
    warn(
      "codeowners",
      `${path} still names ${PLACEHOLDER_OWNER}: nobody is asked to review what decides.`,
      "Write the owners instead.",
    ),
  ];
}
