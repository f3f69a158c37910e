/** The file of `--waivers`: a list in the form of a spec's `waivers:`. */
import { parseYaml } from "../../access/language/parseYaml.ts";
import { type Problem, printProblem, problemAt } from "../../access/language/problem.ts";
import { readRegularFile } from "../../access/language/regularFile.ts";
import { locate, toValue } from "../../access/language/tree.ts";
import { parseDay } from "../../access/values/day.ts";
import { quote } from "../../access/values/flaw.ts";
import { nearest } from "../../access/values/nearest.ts";
import type { YamlPath } from "../../access/values/yamlPath.ts";
import type { Waiver } from "../../policies/waivers.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";

const KEYS = ["finding", "reason", "owner", "expires"] as const;
const FORM = "Write `waivers:` with a list of `{ finding: …, reason: …, owner: …, expires: YYYY-MM-DD }`.";

/** @throws Failure with everything that is wrong with the file, each with its line */
export function readWaiverFile(file: string): Waiver[] {
  const { tree, problems } = parseYaml(file, textOf(file));
  if (problems.length > 0) throw invalid(file, problems);
  const at = (path: YamlPath, message: string, fix = FORM, near: readonly string[] = []): Problem =>
    problemAt(tree ? locate(tree, path) : { file, line: 1, column: 1 }, path, {
      code: "malformed-waivers",
      message,
      fix,
      nearest: near,
    });
  if (tree?.kind !== "map") throw invalid(file, [at([], "the file has no waivers")]);
  const { waivers, ...others } = toValue(tree) as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(others).map((key) =>
    at([key], `${quote(key)} is no key of this file`, "Remove it.", nearest(key, ["waivers"])),
  );
  if (!Array.isArray(waivers)) throw invalid(file, [...unknown, at(["waivers"], "`waivers` is a list")]);
  const flaws = waivers.flatMap((one: unknown, index) => flawsOf(one, ["waivers", index], at));
  const seen = new Set<unknown>();
  const repeated = waivers.flatMap((one: unknown, index) => {
    const finding = (one as Partial<Waiver> | null)?.finding;
    const isRepeated = finding !== undefined && seen.has(finding);
    seen.add(finding);
    return isRepeated ? [at(["waivers", index, "finding"], `${quote(finding)} is waived twice`, "Remove one.")] : [];
  });
  const all = [...unknown, ...flaws, ...repeated];
  if (all.length > 0) throw invalid(file, all);
  return waivers as Waiver[];
}

type At = (path: YamlPath, message: string, fix?: string, near?: readonly string[]) => Problem;

function flawsOf(one: unknown, path: YamlPath, at: At): Problem[] {
  if (typeof one !== "object" || one === null || Array.isArray(one)) return [at(path, `${quote(one)} is no waiver`)];
  const values = one as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(values).filter((key) => !(KEYS as readonly string[]).includes(key));
  return [
    ...unknown.map((key) =>
      at([...path, key], `${quote(key)} is no key of a waiver`, "Remove it.", nearest(key, KEYS)),
    ),
    ...KEYS.flatMap((key) => {
      const value = values[key];
      if (value === undefined || value === null) return [at(path, `the waiver has no ${key}`)];
      if (typeof value !== "string") return [at([...path, key], `${quote(value)} is no text`, "Put it in quotes.")];
      if (key !== "expires" || parseDay(value) !== undefined) return [];
      return [at([...path, key], `${quote(value)} is no day`, "Write the last day as YYYY-MM-DD.")];
    }),
  ];
}

function textOf(file: string): string {
  try {
    return readRegularFile(file);
  } catch (error) {
    throw new Failure(`The waivers ${file} cannot be read: ${(error as Error).message}.`);
  }
}

function invalid(file: string, problems: readonly Problem[]): Failure {
  return new Failure(`${file} is no valid file of waivers.`, EXIT.invalidSpec, problems.map(printProblem));
}
