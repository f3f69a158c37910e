/** The plan of `init`: every file that it is going to write or leave, before it writes any. */
import { nearest } from "../../access/values/nearest.ts";
import { quoted } from "../../access/values/untrusted.ts";
import { Failure } from "../failure.ts";
import { existingProject } from "./existingProject.ts";
import { refuseForce } from "./force.ts";
import { completeGitignore, GITIGNORE } from "./gitignore.ts";
import { planGitlabEntry } from "./gitlabEntry.ts";
import type { InitRequest } from "./initRequest.ts";
import { OLD_STATE } from "./oldState.ts";
import type { InitOptions } from "./options.ts";
import { packageManagerOf } from "./packageManager.ts";
import { shortPatch } from "./patch.ts";
import { planCodeowners } from "./planCodeowners.ts";
import { planManaged } from "./planManaged.ts";
import { kept, type PlannedFile } from "./plannedFile.ts";
import { otherVersions, planPackage } from "./planPackage.ts";
import { type Filling, filled, projectFile, readmeFile, readTemplate, settingsFile, specFile } from "./template.ts";

export interface InitPlan {
  readonly files: readonly PlannedFile[];
  /** Advice that belongs to no file, a sentence or a line to copy each. */
  readonly notes: readonly string[];
}

const DEFAULT_PROJECT = "genesys-access";
/** Throws a Failure for what stands in the way, before anything is written. */
export function planInit(request: InitRequest): InitPlan {
  const { folder, options } = request;
  const { files, notes } = options.update ? updatePlan(request) : wholePlan(request);
  requireKnownForce(options.force, files);
  for (const { path } of files) folder.place(path);
  return { files, notes };
}

function updatePlan(request: InitRequest): InitPlan {
  const files = planManaged(request);
  if (files.length === 0)
    throw new Failure(
      "There is no file here that this package manages. Run `genesys-access init --github` or `--gitlab` for pipelines.",
    );
  return { files, notes: [] };
}

function wholePlan(request: InitRequest): InitPlan {
  const { folder, options } = request;
  const existing = existingProject(request);
  const { stack, organization, region } = options;
  const filling: Filling = {
    project: existing?.name ?? DEFAULT_PROJECT,
    stack,
    manager: packageManagerOf(folder.root),
    ...(organization !== undefined && { organization }),
    ...(region !== undefined && { region }),
  };
  const wired = (path: string, text: string) => wiredFile(request, path, text);
  const owners = planCodeowners(request);
  const files = [
    planPackage(request, filling),
    existing?.isOurs ? kept("Pulumi.yaml") : wired("Pulumi.yaml", projectFile(filling)),
    wired("index.ts", readTemplate("index.ts")),
    ownFile(request, `stacks/${stack}.yaml`, specFile(filling), {
      option: "--organization and --region",
      given: organization !== undefined || region !== undefined,
    }),
    ownFile(request, `stacks/Pulumi.${stack}.yaml`, settingsFile(filling), {
      option: "--region",
      given: region !== undefined,
    }),
    ...["PulumiPolicy.yaml", "package.json", "index.js"].map((name) =>
      wired(`policies/${name}`, filled(`policies/${name}`, filling)),
    ),
    ...(options.oldState ? OLD_STATE.map(([path, text]) => wired(path, text)) : []),
    gitignore(request),
    ...owners.files,
    ownFile(request, "README.md", readmeFile(filling)),
    ...planManaged(request),
    ...planGitlabEntry(request),
  ];
  return { files, notes: [...owners.notes, ...otherManager(options, filling), ...otherVersions(request)] };
}

/** A file that makes the project work: kept where it is there, and told where it says something else. */
function wiredFile({ folder, options }: InitRequest, path: string, text: string): PlannedFile {
  const there = folder.read(path);
  if (there === undefined) return { path, state: "created", text };
  const patch = shortPatch(path, there, text);
  if (patch.length === 0) return kept(path);
  if (options.force.includes(path)) return { path, state: "overwritten", text };
  return { path, state: "differs", patch };
}

/** A file that people are meant to rewrite: only its absence matters. */
function ownFile(
  { folder, options }: InitRequest,
  path: string,
  text: string,
  { option, given }: { option: string; given: boolean } = { option: "", given: false },
): PlannedFile {
  const there = folder.read(path);
  if (there === undefined) return { path, state: "created", text };
  if (options.force.includes(path)) return { path, state: "overwritten", text };
  return given ? { ...kept(path), notes: [`It was there already: ${option} changed nothing in it.`] } : kept(path);
}

function gitignore({ folder, options }: InitRequest): PlannedFile {
  const path = ".gitignore";
  refuseForce(options.force, path);
  const there = folder.read(path);
  if (there === undefined) return { path, state: "created", text: GITIGNORE };
  const text = completeGitignore(there);
  return text === undefined ? kept(path) : { path, state: "added lines", text };
}

/** The pipelines install with npm. */
function otherManager({ platforms }: InitOptions, { manager }: Filling): string[] {
  return platforms.length === 0 || manager === "npm"
    ? []
    : [
        `The pipelines install with \`npm ci\`, and this repository has a lock file of ${manager}: keep a package-lock.json beside it.`,
      ];
}

function requireKnownForce(force: readonly string[], files: readonly PlannedFile[]): void {
  const known = files.map(({ path }) => path);
  for (const path of force) {
    if (known.includes(path)) continue;
    const [near] = nearest(path, known, 1);
    throw new Failure(
      `--force: ${quoted(path)} is no file that this run writes.${near === undefined ? "" : ` Nearest: ${near}.`} Write one as the table names it.`,
    );
  }
}
