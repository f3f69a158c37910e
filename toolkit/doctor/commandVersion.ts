/** The version of a command, asked of the command itself. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const PATIENCE_MS = 10_000;
/** npm, pnpm and yarn are scripts there, which only a shell starts. */
const NEEDS_SHELL = process.platform === "win32";

/** Undefined where the command is not found, fails or does not answer in time. */
export async function commandVersion(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { script = false } = {},
): Promise<string | undefined> {
  try {
    const options = { env, timeout: PATIENCE_MS, killSignal: "SIGKILL", shell: script && NEEDS_SHELL } as const;
    const { stdout } = await promisify(execFile)(command, [...args], options);
    return /\d+\.\d+\.\d+\S*/.exec(stdout)?.[0];
  } catch {
    return undefined;
  }
}

/** True if `version` is `least` or later; each is `major.minor[.patch]`. */
export function isAtLeast(version: string, least: string): boolean {
  const [have, want] = [version, least].map((text) => text.split(/[.+-]/).map(Number));
  for (const index of [0, 1, 2]) {
    const [a, b] = [have?.[index] ?? 0, want?.[index] ?? 0];
    if (a !== b) return a > b;
  }
  return true;
}
