/** `genesys-access` in the process of the test: what a command prints and ends with, without the start of a process for each. */
import { format } from "node:util";
import { vi } from "vitest";
import { run } from "../../cli/program.ts";
import { chooseManners } from "../../toolkit/terminal.ts";

export interface Ran {
  readonly exitCode: number;
  /** Without the last line break, as a process's output is read. */
  readonly stdout: string;
  readonly stderr: string;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * One command line after the other: folder, environment and streams are those of the whole process. Commands that start a server, ask a terminal or
 * end by a signal need a process of their own.
 */
export function genesysAccess(
  args: readonly string[],
  { cwd = process.cwd(), env = process.env }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  const ran = last.then(() => runOnce(args, cwd, env));
  last = ran.catch(() => undefined);
  return ran;
}

async function runOnce(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  const before = { cwd: process.cwd(), env: process.env, exitCode: process.exitCode };
  const streams = [capture(process.stdout, ["log", "info"]), capture(process.stderr, ["error", "warn"])] as const;
  try {
    process.chdir(cwd);
    process.env = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
    process.exitCode = undefined;
    await run(args);
    const [stdout, stderr] = streams.map(({ text }) => text().replace(/\n$/, "")) as [string, string];
    return { exitCode: Number(process.exitCode ?? 0), stdout, stderr };
  } finally {
    for (const { restore } of streams) restore();
    chooseManners({});
    process.env = before.env;
    process.exitCode = before.exitCode;
    process.chdir(before.cwd);
  }
}

function capture(stream: NodeJS.WriteStream, methods: readonly ("log" | "info" | "error" | "warn")[]) {
  let text = "";
  const add = (chunk: unknown, ...more: readonly unknown[]): true => {
    text += chunk instanceof Uint8Array ? Buffer.from(chunk).toString("utf8") : String(chunk);
    const done = more.find((one) => typeof one === "function");
    if (done) (done as () => void)();
    return true;
  };
  const spies = [
    vi.spyOn(stream, "write").mockImplementation(add as typeof stream.write),
    ...methods.map((method) =>
      vi.spyOn(console, method).mockImplementation((...words) => void add(`${format(...words)}\n`)),
    ),
  ];
  const restore = () => {
    for (const spy of spies) spy.mockRestore();
  };
  return { text: () => text, restore };
}
