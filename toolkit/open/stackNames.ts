/** The stacks of a project: one for each spec in `stacks/`, and one for each `Pulumi.<stack>.yaml` that names another spec. */
import { dirname } from "node:path/posix";
import { parse } from "yaml";
import { z } from "zod";
import { compareText } from "../../access/values/text.ts";
import { Failure } from "../failure.ts";
import { AmbiguousSetting, ENCRYPTED, projectSettingsOf, type Setting, settingsFileOf } from "./projectSettings.ts";
import type { SpecSource } from "./source.ts";

const FOLDER = "stacks";
const ENDING = /\.ya?ml$/;
const SETTINGS = /^Pulumi\.(.+)\.ya?ml$/;
/** A name of a stack of Pulumi, of an environment of a pipeline and of a file at once; none that a shell or a platform reads otherwise. */
export const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

const settings = z.object({ config: z.record(z.string(), z.unknown()).nullish() }).nullish();

/** Sorted; with names that cannot be those of a stack. */
export function allStackNames(source: SpecSource): string[] {
  const specs = source.list(FOLDER).filter((file) => ENDING.test(file));
  // Pulumi's settings may lie elsewhere.
  const folder = dirname(settingsOf("any", source));
  const others = folder === FOLDER ? [] : source.list(folder).filter((file) => SETTINGS.test(file));
  return [...new Set([...specs, ...others].flatMap((file) => nameOf(file, source) ?? []))].sort(compareText);
}

/** Sorted. Throws a Failure for a file whose name cannot be that of a stack: it would be left out of a deployment without a word. */
export function stackNames(source: SpecSource): string[] {
  const names = allStackNames(source);
  const wrong = names.find((name) => !NAME.test(name));
  if (wrong !== undefined)
    throw new Failure(
      `${JSON.stringify(wrong)} of ${source.label} cannot be the name of a stack. Write up to 100 letters, digits, dots, underscores and hyphens, the first a letter or digit.`,
    );
  return names;
}

function nameOf(file: string, source: SpecSource): string | undefined {
  const [, stack] = SETTINGS.exec(file) ?? [];
  if (stack === undefined) return file.startsWith("Pulumi.") ? undefined : file.replace(ENDING, "");
  return specSetting(stack, source) === undefined ? undefined : stack;
}

/** The spec of a stack: `stacks/<stack>.yaml`, or the file that its settings name. */
export function specOf(stack: string, source: SpecSource): string {
  const own = [`${FOLDER}/${stack}.yaml`, `${FOLDER}/${stack}.yml`].find((file) => source.has(file));
  return specSetting(stack, source) ?? own ?? `${FOLDER}/${stack}.yaml`;
}

/** The file of a stack's settings, in the folder that the project names. */
export function settingsOf(stack: string, source: SpecSource): string {
  try {
    return settingsFileOf(stack, reader(source));
  } catch {
    return `${FOLDER}/Pulumi.${stack}.yaml`;
  }
}

function reader(source: SpecSource): (file: string) => string | undefined {
  return (file) => (source.has(file) ? source.readText(file) : undefined);
}

/**
 * The config key `<project>:spec`, of the project or of the stack. A file that cannot be read names none: whoever deploys the stack is told so by
 * Pulumi.
 *
 * @throws Failure for an encrypted name: nobody could judge what is deployed
 */
function specSetting(stack: string, source: SpecSource): string | undefined {
  if (!source.has("Pulumi.yaml")) return specBeside(stack, source);
  const spec = settingOf(stack, source);
  if (spec !== ENCRYPTED) return spec;
  throw new Failure(
    `The spec of stack ${JSON.stringify(stack)} is encrypted in its settings, and nobody can judge it. Write it in clear.`,
  );
}

function settingOf(stack: string, source: SpecSource): Setting | undefined {
  try {
    return projectSettingsOf(stack, reader(source)).config.get("spec");
  } catch (error) {
    if (error instanceof AmbiguousSetting) throw error;
    return undefined;
  }
}

/** In a copy of the folder alone nobody knows the name of the project. */
function specBeside(stack: string, source: SpecSource): string | undefined {
  const file = settingsOf(stack, source);
  if (!source.has(file)) return undefined;
  try {
    const config = settings.parse(parse(source.readText(file)))?.config ?? {};
    const [, value] = Object.entries(config).find(([key]) => key.endsWith(":spec")) ?? [];
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
