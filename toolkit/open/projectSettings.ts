/** The config of a stack as Pulumi's own files hold it: `Pulumi.yaml` and `Pulumi.<stack>.yaml`, with the rules by which Pulumi reads them. */
import { existsSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { parseYaml } from "../../access/language/parseYaml.ts";
import { printProblem } from "../../access/language/problem.ts";
import { type MapTree, type Tree, toValue } from "../../access/language/tree.ts";
import { Failure } from "../failure.ts";

/** A value that only Pulumi can read: it is encrypted. */
export const ENCRYPTED = Symbol("encrypted");

export type Setting = string | typeof ENCRYPTED;

export interface ProjectSettings {
  /** The project's name; empty where there is no project. */
  readonly project: string;
  /** The project's own keys, without its name before them. */
  readonly config: ReadonlyMap<string, Setting>;
  /** The stack takes further values from environments of Pulumi's service (`environment:`), which no file holds. */
  readonly hasEnvironments: boolean;
  /** What encrypts the secrets of the stack, where its file names something. */
  readonly secretsProvider?: string;
}

const NONE: ProjectSettings = { project: "", config: new Map(), hasEnvironments: false };
const PROJECT_FILE = "Pulumi.yaml";

/**
 * The settings of a stack, which need not exist in Pulumi yet; none where the folder holds no project.
 *
 * @param stack its name, without an organization
 * @param cwd the project's folder
 * @throws Failure for a file that cannot be read, or that Pulumi could not read either
 */
export function readProjectSettings(stack: string, cwd: string): ProjectSettings {
  return projectSettingsOf(stack, (file) =>
    existsSync(join(cwd, file)) ? readText(join(cwd, file), file) : undefined,
  );
}

/**
 * The same of any source.
 *
 * @param read the text of a file of the project; undefined where there is none
 */
export function projectSettingsOf(stack: string, read: ReadFile): ProjectSettings {
  const project = readMap(PROJECT_FILE, read);
  if (!project) return NONE;
  const name = textAt(project, "name", PROJECT_FILE);
  if (name === undefined)
    throw new Failure(`${PROJECT_FILE} names no project. Write \`name: <project>\` as its first line.`);
  const stackFile = settingsFile(project, stack);
  const own = readMap(stackFile, read);
  // What the stack says wins.
  const config = [
    ...ownKeys(name, projectConfig(project), PROJECT_FILE),
    ...ownKeys(name, stackConfig(own, stackFile), stackFile),
  ];
  const environments = own?.entries.get("environment")?.tree;
  const secretsProvider = own && textAt(own, "secretsprovider", stackFile);
  return {
    project: name,
    config: new Map(config),
    hasEnvironments: environments !== undefined && !isEmpty(environments),
    ...(secretsProvider !== undefined && { secretsProvider }),
  };
}

/** `<project>:key`, its old form `<project>:config:key`, or `key` alone; undefined for the key of another project or provider. */
function keyOf(project: string, key: string): string | undefined {
  const [name, ...rest] = key.split(":");
  if (rest.length === 0) return key;
  if (name !== project) return undefined;
  return rest.length === 2 && rest[0] === "config" ? rest[1] : rest.join(":");
}

/** One key in two spellings. */
export class AmbiguousSetting extends Failure {}

type ReadFile = (file: string) => string | undefined;

/** The file of a stack's settings, wherever the project keeps them; `stacks/` where there is no project. */
export function settingsFileOf(stack: string, read: ReadFile): string {
  const project = readMap(PROJECT_FILE, read);
  return project ? settingsFile(project, stack) : `stacks/Pulumi.${stack}.yaml`;
}

function settingsFile(project: MapTree, stack: string): string {
  return normalize(join(configFolder(project), `Pulumi.${stack}.yaml`)).replaceAll("\\", "/");
}

/** The project's own keys without its name. Two spellings of one key are refused: Pulumi takes one of them by chance. */
function ownKeys(project: string, entries: readonly Entry[], file: string): [string, Setting][] {
  const found = entries.flatMap(([key, setting]): [string, Setting][] => {
    const own = keyOf(project, key);
    return own === undefined || setting === undefined ? [] : [[own, setting]];
  });
  const twice = found.find(([key], index) => found.findIndex(([other]) => other === key) !== index);
  if (twice)
    throw new AmbiguousSetting(`${file} says ${JSON.stringify(twice[0])} twice, in two spellings. Remove one of them.`);
  return found;
}

/** `config` was once the name of `stackConfigDir`. */
function configFolder(project: MapTree): string {
  const folder = textAt(project, "stackConfigDir", PROJECT_FILE);
  const config = project.entries.get("config")?.tree;
  return folder ?? (config?.kind === "scalar" && typeof config.value === "string" ? config.value : ".");
}

type Entry = readonly [string, Setting | undefined];

/** Values for all stacks of the project: `key: value`, or `key: { default: value }`. */
function projectConfig(project: MapTree): Entry[] {
  const tree = project.entries.get("config")?.tree;
  if (!tree || tree.kind === "scalar") return [];
  return entriesOf(tree, "config").map(([key, value]): Entry => {
    const declared = value.kind === "map" ? (value.entries.get("value") ?? value.entries.get("default"))?.tree : value;
    return [key, declared && settingOf(declared)];
  });
}

function stackConfig(file: MapTree | undefined, name: string): Entry[] {
  const tree = file?.entries.get("config")?.tree;
  if (!tree || isNull(tree)) return [];
  return entriesOf(tree, `config of ${name}`).map(([key, value]): Entry => [key, settingOf(value)]);
}

function entriesOf(tree: Tree, what: string): [string, Tree][] {
  if (tree.kind !== "map")
    throw wrongShape(tree, `${what} is a map of keys and values`, "Write `<project>:<key>: <value>` below it.");
  return [...tree.entries].map(([key, entry]) => [key, entry.tree]);
}

/** As the program gets it: any value as text, lists and maps as JSON. Nothing for an empty one. */
function settingOf(tree: Tree): Setting | undefined {
  if (tree.kind === "map" && tree.entries.has("secure")) return ENCRYPTED;
  if (tree.kind !== "scalar") return JSON.stringify(toValue(tree));
  return tree.value === null ? undefined : String(tree.value);
}

function textAt(tree: MapTree, key: string, file: string): string | undefined {
  const value = tree.entries.get(key)?.tree;
  if (!value || isNull(value)) return undefined;
  if (value.kind === "scalar" && typeof value.value === "string") return value.value.trim() || undefined;
  throw wrongShape(
    value,
    `${key} of ${file} is a text`,
    `Write it as \`${key}: some-text\`, with quotes if it is a number.`,
  );
}

/** Undefined where there is no such file, and for an empty one. */
function readMap(file: string, read: ReadFile): MapTree | undefined {
  const text = read(file);
  if (text === undefined) return undefined;
  const { tree, problems } = parseYaml(file, text);
  const [problem] = problems;
  if (!tree || problem) throw new Failure(problem ? printProblem(problem) : `${file} is not YAML. Correct it.`);
  if (isNull(tree)) return undefined;
  if (tree.kind === "map") return tree;
  throw wrongShape(
    tree,
    "the file is a map of keys and values",
    "Write it as `pulumi new` and `pulumi config set` do.",
  );
}

function readText(path: string, file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${(error as Error).message}. Make it a file that can be read.`);
  }
  const text = decoded(bytes);
  // Text of another encoding that happens to be valid has a zero in every other byte.
  if (text === undefined || text.includes("\0"))
    throw new Failure(`${file} is not text in UTF-8. Save it in that encoding: Windows PowerShell writes another one.`);
  return text;
}

/** Without a byte order mark; undefined where it is not UTF-8. */
function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isEmpty(tree: Tree): boolean {
  return isNull(tree) || (tree.kind === "list" && tree.items.length === 0);
}

function isNull(tree: Tree): boolean {
  return tree.kind === "scalar" && tree.value === null;
}

function wrongShape({ at: { file, line, column } }: Tree, what: string, fix: string): Failure {
  return new Failure(`${file}:${line}:${column} ${what}. ${fix}`);
}
