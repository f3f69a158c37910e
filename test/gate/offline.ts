/** The surfaces that need neither engine nor org: `check` and `diff`. */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOf } from "../../access/diff/digest.ts";
import { genesysAccess } from "../support/inProcess.ts";
import { PLAIN_ENVIRONMENT } from "../support/plainEnvironment.ts";
import { type Answer, type Difference, type Finding, findingLines, gainLines } from "./answer.ts";

/** `genesys-access check` of the working tree, with the waivers and settings of the base. */
export async function check(cwd: string, base: readonly string[] = ["--base-ref", "HEAD"]): Promise<Answer> {
  const { exitCode, stdout, stderr } = await genesysAccess(["check", ...base, "--format", "json"], {
    cwd,
    env: PLAIN_ENVIRONMENT,
  });
  if (stdout === "") return { code: exitCode, says: stderr.split("\n") };
  const { stacks, notes } = JSON.parse(stdout) as { stacks: { results: Finding[] }[]; notes: string[] };
  return { code: exitCode, says: [...stacks.flatMap(({ results }) => findingLines(results)), ...notes] };
}

/** `genesys-access diff --fail-on widened` of the working tree with the base. */
export async function diff(cwd: string, base: readonly string[] = ["--base-ref", "HEAD"]): Promise<Answer> {
  const args = ["diff", ...base, "--fail-on", "widened", "--format", "json"];
  const { exitCode, stdout, stderr } = await genesysAccess(args, { cwd, env: PLAIN_ENVIRONMENT });
  if (stdout === "") return { code: exitCode, says: stderr.split("\n") };
  const { stacks } = JSON.parse(stdout) as { stacks: Difference[] };
  const verdict = stacks.find((one) => one.verdict !== "unchanged")?.verdict ?? "unchanged";
  return { code: exitCode, verdict, says: stacks.flatMap(gainLines) };
}

/** Options with the approval that the gate prints of this head, and with four that are each for something else. */
export async function approvalsOf(head: string): Promise<{ readonly fitting: string[]; readonly others: string[] }> {
  const { stdout } = await genesysAccess(["diff", "--base-ref", "HEAD", "--format", "json"], {
    cwd: head,
    env: PLAIN_ENVIRONMENT,
  });
  const { approval } = JSON.parse(stdout).stacks[0] as { approval: object };
  const folder = await mkdtemp(join(tmpdir(), "genesys-access-approvals-"));
  const optionOf = async (name: string, change: object): Promise<string[]> => {
    const whole = { ...approval, ...change } as { organization: string; stack: string; atoms: string[] };
    const digest = digestOf(whole, whole.atoms)?.full;
    await writeFile(join(folder, name), JSON.stringify({ ...whole, digest }));
    return ["--approval-file", join(folder, name)];
  };
  const others = await Promise.all([
    optionOf("stack.json", { stack: "other" }),
    optionOf("org.json", { organization: "7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101" }),
    optionOf("base.json", { baseCommit: "f".repeat(40) }),
    optionOf("day.json", { expires: "2026-01-31" }),
  ]);
  return { fitting: await optionOf("fitting.json", {}), others: others.flat() };
}
