/** What `init` is going to do, before it does anything. */
import { parse } from "yaml";
import { z } from "zod";
import { nearest } from "../../access/values/nearest.ts";
import { quoted } from "../../access/values/untrusted.ts";
import { Failure } from "../failure.ts";
import { CODEOWNERS_PLACES, completeCodeowners, PLACEHOLDER_OWNER } from "./codeowners.ts";
import { firstCommonJs } from "./commonJs.ts";
import { completeGitignore, GITIGNORE } from "./gitignore.ts";
import { planGitlabEntry } from "./gitlabEntry.ts";
import type { InitRequest } from "./initRequest.ts";
import type { InitOptions } from "./options.ts";
import { completePackage, linesToAdd, parsePackage, type WantedValue } from "./packageJson.ts";
import { packageManagerOf } from "./packageManager.ts";
import { shortPatch } from "./patch.ts";
import { planManaged } from "./planManaged.ts";
import type { PlannedFile } from "./plannedFile.ts";
import { folderInRepository } from "./repository.ts";
import {
  dependenciesOf,
  type Filling,
  filled,
  packageFile,
  projectFile,
  readmeFile,
  readTemplate,
  settingsFile,
  specFile,
} from "./template.ts";
import type { Versions } from "./versions.ts";

export interface InitPlan {
  readonly files: readonly PlannedFile[];
  /** What a person should know beside the files, a sentence or a line to copy each. */
  readonly notes: readonly string[];
}

const DEFAULT_PROJECT = "genesys-access";
/** Pulumi's own rule for names of projects. */
const PROJECT_NAME = /^[A-Za-z0-9_.-]{1,100}$/;

/** What states of releases before the package name; the files of this repository stood there. */
const OLD_STATE = [
  ["providers/handlers.ts", 'export * from "genesys-cloud-access/handlers";\n'],
  ["program/deliver/hideSecret.mjs", 'import "genesys-cloud-access/deliver";\n'],
] as const;

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
  const owners = codeowners(request);
  const files = [
    packageJson(request, filling),
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
  return { files, notes: [...owners.notes, ...otherManager(options, filling), ...strangers(request)] };
}

const pulumiProject = z.object({
  name: z.string(),
  main: z.string().optional(),
  runtime: z.union([z.string(), z.object({ name: z.string(), options: z.record(z.string(), z.unknown()).nullish() })]),
  stackConfigDir: z.string().optional(),
});

/** The project that is there already. Throws a Failure where it is another one. */
function existingProject({ folder, options }: InitRequest): { name: string; isOurs: boolean } | undefined {
  if (folder.read("Pulumi.yml") !== undefined)
    throw new Failure(
      "There is a Pulumi.yml, and Pulumi reads one of two. Rename it to Pulumi.yaml, then run the same command again.",
    );
  const text = folder.read("Pulumi.yaml");
  if (text === undefined || options.force.includes("Pulumi.yaml")) return undefined;
  const parsed = pulumiProject.safeParse(parseYaml(text));
  if (!parsed.success || !PROJECT_NAME.test(parsed.data.name))
    throw new Failure(
      "Pulumi.yaml is there and is no project that Pulumi could read. Correct or remove it, then run the same command again.",
    );
  const { name, main, runtime, stackConfigDir } = parsed.data;
  const { name: language, options: settings } =
    typeof runtime === "string" ? { name: runtime, options: undefined } : runtime;
  if (language !== "nodejs" || main === undefined || main.replace(/^\.\//, "") !== "index.ts") {
    const what = `runtime ${quoted(language)}, main ${main === undefined ? "not set" : quoted(main)}`;
    throw new Failure(
      `Pulumi.yaml is there and is of another project (${what}); nothing was written. Give this one a folder of its own: genesys-access init access`,
    );
  }
  const isOurs = settings?.["typescript"] === false && stackConfigDir?.replace(/^\.\/|\/$/g, "") === "stacks";
  return { name, isOurs };
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
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

function packageJson({ folder, options, versions }: InitRequest, filling: Filling): PlannedFile {
  const path = "package.json";
  refuseForce(options.force, path);
  const there = folder.read(path);
  if (there === undefined) return { path, state: "created", text: packageFile(filling, versions) };
  const { type } = parsePackage(there);
  if (type !== undefined && type !== "module")
    throw new Failure(
      'package.json says that its scripts are CommonJS ("type"), and the program is an ES module; nothing was written. Give it a folder of its own: genesys-access init access',
    );
  const script = type === undefined ? firstCommonJs(folder.root) : undefined;
  const { missing, text } = completePackage(
    there,
    script === undefined ? [MODULE, ...packages(versions)] : packages(versions),
  );
  const notes =
    script === undefined
      ? []
      : [
          `"type": "module" was not added, because ${script} is CommonJS, and the program needs it. Rename such scripts to .cjs and add it, or give the project a folder of its own: genesys-access init access`,
        ];
  if (text !== undefined) return { path, state: "added lines", text, notes };
  if (missing.length > 0) {
    const byHand = "These lines are missing, and cannot be added without changing how the file is formatted:";
    return { path, state: "differs", notes: [...notes, byHand], patch: linesToAdd(missing).map((line) => `+${line}`) };
  }
  return { path, state: script === undefined ? "kept" : "differs", notes };
}

const MODULE: WantedValue = { key: "type", value: "module" };

function packages(versions: Versions): WantedValue[] {
  return Object.entries(dependenciesOf(versions)).flatMap(([section, values]) =>
    Object.entries(values).map(([key, value]) => ({
      section: section as "dependencies" | "devDependencies",
      key,
      value,
    })),
  );
}

function gitignore({ folder, options }: InitRequest): PlannedFile {
  const path = ".gitignore";
  refuseForce(options.force, path);
  const there = folder.read(path);
  if (there === undefined) return { path, state: "created", text: GITIGNORE };
  const text = completeGitignore(there);
  return text === undefined ? kept(path) : { path, state: "added lines", text };
}

/** Platforms read it in the root of the repository only. */
function codeowners({ folder, options }: InitRequest): { files: PlannedFile[]; notes: string[] } {
  const template = readTemplate("CODEOWNERS") + (options.oldState ? oldStateOwners() : "");
  const inside = folderInRepository(folder.root);
  if (inside !== "") {
    const note = `CODEOWNERS counts in the root of the repository only, and this folder is ${inside}/. Give this folder an owner there, because whoever may change it decides what judges a change:`;
    return { files: [], notes: [note, `  /${inside.replaceAll(" ", "\\ ")}/ ${PLACEHOLDER_OWNER}`] };
  }
  const places = CODEOWNERS_PLACES.map((path) => ({ path, text: folder.read(path) }));
  for (const { path } of places) refuseForce(options.force, path);
  const there = places.find(({ text }) => text !== undefined);
  if (there?.text === undefined)
    return { files: [{ path: "CODEOWNERS", state: "created", text: template, notes: [REPLACE_OWNER] }], notes: [] };
  const { path, text } = there;
  const added = completeCodeowners(text, template);
  if (added === undefined) {
    const notes = text.includes(PLACEHOLDER_OWNER) ? [REPLACE_OWNER] : [];
    return { files: [{ ...kept(path), notes }], notes: [] };
  }
  const notes = added.needsOwner
    ? [REPLACE_OWNER]
    : ["The new lines have the owners of everything (*): choose narrower ones where there are."];
  return { files: [{ path, state: "added lines", text: added.text, notes }], notes: [] };
}

/** What old states name is run by a deployment too. */
function oldStateOwners(): string {
  return OLD_STATE.map(([path]) => `/${path} ${PLACEHOLDER_OWNER}\n`).join("");
}

const REPLACE_OWNER = `Replace ${PLACEHOLDER_OWNER}: until then nobody is asked for a review.`;

/** The pipelines install with npm. */
function otherManager({ platforms }: InitOptions, { manager }: Filling): string[] {
  return platforms.length === 0 || manager === "npm"
    ? []
    : [
        `The pipelines install with \`npm ci\`, and this repository has a lock file of ${manager}: keep a package-lock.json beside it.`,
      ];
}

/** Versions that somebody else chose. */
function strangers({ folder, versions }: InitRequest): string[] {
  const text = folder.read("package.json");
  if (text === undefined) return [];
  const json = parsePackage(text);
  return (["@pulumi/pulumi", "@pulumi/policy"] as const).flatMap((name) => {
    const chosen = ["dependencies", "devDependencies"].map(
      (section) => (json[section] as Record<string, unknown>)?.[name],
    );
    const version = chosen.find((one) => one !== undefined);
    return version === undefined || version === versions.tested(name)
      ? []
      : [`package.json asks for ${name} ${String(version)}; ${versions.tested(name)} is tested.`];
  });
}

function kept(path: string): PlannedFile {
  return { path, state: "kept" };
}

/** These are completed, and hold what others need. */
function refuseForce(force: readonly string[], path: string): void {
  if (force.includes(path))
    throw new Failure(`--force: ${path} is only ever added to, because others write in it too. Leave it out.`);
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
