/** The surfaces that need neither engine nor org: `check` and `diff`. */
import { resolve } from "node:path";
import { execa } from "execa";
import { PLAIN_ENVIRONMENT } from "../support/plainEnvironment.ts";
import { type Answer, type Difference, type Finding, findingLines, gainLines } from "./answer.ts";

const MAIN = resolve(import.meta.dirname, "../../cli/main.ts");

function run(cwd: string, args: readonly string[]) {
  return execa(process.execPath, [MAIN, ...args], { cwd, env: PLAIN_ENVIRONMENT, extendEnv: false, reject: false });
}

/** `genesys-access check` of the working tree, with the waivers and settings of the base. */
export async function check(cwd: string, base: readonly string[] = ["--base-ref", "HEAD"]): Promise<Answer> {
  const { exitCode = -1, stdout, stderr } = await run(cwd, ["check", ...base, "--format", "json"]);
  if (stdout === "") return { code: exitCode, says: stderr.split("\n") };
  const { stacks, notes } = JSON.parse(stdout) as { stacks: { results: Finding[] }[]; notes: string[] };
  return { code: exitCode, says: [...stacks.flatMap(({ results }) => findingLines(results)), ...notes] };
}

/** `genesys-access diff --fail-on widened` of the working tree with the base. */
export async function diff(cwd: string, base: readonly string[] = ["--base-ref", "HEAD"]): Promise<Answer> {
  const args = ["diff", ...base, "--fail-on", "widened", "--format", "json"];
  const { exitCode = -1, stdout, stderr } = await run(cwd, args);
  if (stdout === "") return { code: exitCode, says: stderr.split("\n") };
  const { stacks } = JSON.parse(stdout) as { stacks: Difference[] };
  const verdict = stacks.find((one) => one.verdict !== "unchanged")?.verdict ?? "unchanged";
  return { code: exitCode, verdict, says: stacks.flatMap(gainLines) };
}
