/**
 * The specs of all stacks of a project, found in its files: stacks of one organization share its strictest settings and its promises. Whoever adds
 * a stack escapes nothing that way.
 */
import { existsSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type LoadedSpec, loadSpec } from "../access/language/loadSpec.ts";
import { parseYaml } from "../access/language/parseYaml.ts";
import { printProblem } from "../access/language/problem.ts";
import { specReader } from "../access/language/specReader.ts";
import { toValue } from "../access/language/tree.ts";
import { compareText } from "../access/values/text.ts";

/** The files of a project, named relative to its folder. */
export interface ProjectFiles {
  has(file: string): boolean;
  /** Throws for what cannot be read. */
  readText(file: string, first?: string): string;
  /** Names in a folder; none where there is no such folder. */
  list(folder: string): readonly string[];
}

/** The files of a folder of the disk. */
export function projectFiles(folder: string): ProjectFiles {
  return {
    has: (file) => existsSync(join(folder, file)),
    readText: specReader(folder),
    list: (name) =>
      lstatSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory() ? readdirSync(join(folder, name)) : [],
  };
}

/** Of specs that belong to no project. */
export const NO_FILES: ProjectFiles = {
  has: () => false,
  readText: (file) => {
    throw new Error(`there is no ${file}`);
  },
  list: () => [],
};

export interface OtherSpecs {
  readonly specs: readonly LoadedSpec[];
  /** Files of the same organization that nobody can judge by. */
  readonly broken: readonly BrokenSpec[];
}

export interface BrokenSpec {
  readonly file: string;
  /** The first thing that is wrong with it, with its place. */
  readonly why: string;
}

const FOLDER = "stacks";
const YAML = /\.ya?ml$/;
const SETTINGS = /^Pulumi(\..+)?\.ya?ml$/;

/** Reads each file once, and only when somebody asks. */
export class ProjectSpecs {
  readonly #files: ProjectFiles;
  readonly #known = new Map<string, Known>();
  #names: readonly string[] | undefined;

  constructor(files: ProjectFiles) {
    this.#files = files;
  }

  /** Every file that a stack may have for its spec: those of `stacks/`, and those that settings of Pulumi name. */
  get names(): readonly string[] {
    this.#names ??= [...new Set([...ownFiles(this.#files), ...namedFiles(this.#files)])]
      .filter((file) => this.#files.has(file))
      .sort(compareText);
    return this.#names;
  }

  /** True where the file is the spec of a stack. */
  includes(file: string): boolean {
    return this.names.includes(file);
  }

  /** The specs of an organization, without one file. */
  of(organization: string, except: string): OtherSpecs {
    const id = organization.toLowerCase();
    const all = this.names.filter((file) => file !== except).map((file) => this.#read(file, id));
    return {
      specs: all.flatMap((one) => (one.spec && one.spec.value.organization.id.toLowerCase() === id ? [one.spec] : [])),
      broken: all.flatMap((one) => (one.broken ? [one.broken] : [])),
    };
  }

  /** Loads a file only where it is, or may be, of the organization. */
  #read(file: string, id: string): Found {
    const known = this.#known.get(file) ?? this.#look(file);
    this.#known.set(file, known);
    if (known.id !== undefined && known.id !== id) return {};
    known.loaded ??= this.#load(file);
    const { loaded, text } = known;
    // Without an id that can be read, it is of this organization where it says so anywhere.
    return loaded.broken && known.id === undefined && !text.toLowerCase().includes(id) ? {} : loaded;
  }

  #look(file: string): Known {
    try {
      const text = this.#files.readText(file);
      return { text, id: idIn(file, text) };
    } catch {
      return { text: "", id: undefined };
    }
  }

  #load(file: string): Found {
    const loaded = loadSpec(file, (name, first) => this.#files.readText(name, first));
    if (loaded.ok) return { spec: loaded.spec };
    const [problem] = loaded.problems;
    return { broken: { file, why: problem ? printProblem(problem) : "it cannot be read" } };
  }
}

interface Found {
  readonly spec?: LoadedSpec;
  readonly broken?: BrokenSpec;
}

interface Known {
  readonly text: string;
  readonly id: string | undefined;
  loaded?: Found;
}

/** The id that the file itself says; undefined where it may come from what it includes, or cannot be read. */
function idIn(file: string, text: string): string | undefined {
  const value = parsedValue(file, text);
  const id = mapAt(value, "organization")?.["id"];
  return typeof id === "string" ? id.toLowerCase() : undefined;
}

function ownFiles({ list }: ProjectFiles): string[] {
  return list(FOLDER)
    .filter((name) => YAML.test(name) && !SETTINGS.test(name))
    .map((name) => `${FOLDER}/${name}`);
}

/** Whatever a key `spec` names in any of Pulumi's files, in whichever spelling: too many are looked at rather than too few. */
function namedFiles(files: ProjectFiles): string[] {
  const project = files.has("Pulumi.yaml") ? readValue("Pulumi.yaml", files) : undefined;
  const named = [mapAt(project)?.["stackConfigDir"], mapAt(project)?.["config"]];
  const folders = new Set([
    "",
    FOLDER,
    ...named.flatMap((folder) => (typeof folder === "string" ? [plain(folder)] : [])),
  ]);
  return [...folders].flatMap((folder) =>
    files
      .list(folder)
      .filter((name) => SETTINGS.test(name))
      .flatMap((name) => specsIn(readValue(folder === "" ? name : `${folder}/${name}`, files)))
      .map(plain),
  );
}

function specsIn(settings: unknown): string[] {
  return Object.entries(mapAt(settings, "config") ?? {}).flatMap(([key, value]) => {
    if (key !== "spec" && !key.endsWith(":spec")) return [];
    const declared = mapAt(value);
    return [value, declared?.["value"], declared?.["default"]].filter((one): one is string => typeof one === "string");
  });
}

function plain(path: string): string {
  return path
    .replaceAll("\\", "/")
    .replace(/^(\.\/+)+/, "")
    .replace(/\/+$/, "")
    .replace(/^\.$/, "");
}

function readValue(file: string, files: ProjectFiles): unknown {
  try {
    return parsedValue(file, files.readText(file));
  } catch {
    return undefined; // whoever deploys the stack is told so by Pulumi
  }
}

function parsedValue(file: string, text: string): unknown {
  const { tree, problems } = parseYaml(file, text);
  return tree && problems.length === 0 ? toValue(tree) : undefined;
}

function mapAt(value: unknown, key?: string): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const map = value as Readonly<Record<string, unknown>>;
  return key === undefined ? map : Object.hasOwn(map, key) ? mapAt(map[key]) : undefined;
}
