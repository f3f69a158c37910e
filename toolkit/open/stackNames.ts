/** The stacks of a project: one for each spec in `stacks/`, and one for each `Pulumi.<stack>.yaml` that names another spec. */
import { parse } from "yaml";
import { z } from "zod";
import { compareText } from "../../access/values/text.ts";
import { Failure } from "../failure.ts";
import type { SpecSource } from "./source.ts";

const FOLDER = "stacks";
const ENDING = /\.ya?ml$/;
const SETTINGS = /^Pulumi\.(.+)\.ya?ml$/;
/** A name of a stack of Pulumi, of an environment of a pipeline and of a file at once; none that a shell or a platform reads otherwise. */
export const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

const settings = z.object({ config: z.record(z.string(), z.unknown()).nullish() }).nullish();

/** Sorted; with names that cannot be those of a stack. */
export function allStackNames(source: SpecSource): string[] {
  const files = source.list(FOLDER).filter((file) => ENDING.test(file));
  return [...new Set(files.flatMap((file) => nameOf(file, source) ?? []))].sort(compareText);
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

export function settingsOf(stack: string): string {
  return `${FOLDER}/Pulumi.${stack}.yaml`;
}

/** The project's own keys for the spec, as the program reads them; another project's `spec` would only lead astray. */
function isSpecKey(key: string, project: string | undefined): boolean {
  if (project === undefined) return key.endsWith(":spec");
  return key === "spec" || key === `${project}:spec` || key === `${project}:config:spec`;
}

function projectName(source: SpecSource): string | undefined {
  try {
    return z.object({ name: z.string() }).parse(parse(source.readText("Pulumi.yaml"))).name;
  } catch {
    return undefined;
  }
}

/** The config key `<project>:spec`. A file that cannot be read names none: whoever deploys the stack is told so by Pulumi. */
function specSetting(stack: string, source: SpecSource): string | undefined {
  const file = settingsOf(stack);
  if (!source.has(file)) return undefined;
  try {
    const config = settings.parse(parse(source.readText(file)))?.config ?? {};
    const project = projectName(source);
    const [, value] = Object.entries(config).find(([key]) => isSpecKey(key, project)) ?? [];
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
