/** The command line as commander knows it. The program runs when its file is loaded: with `--version` it prints one line and ends. */
import type { Command } from "commander";

export async function loadProgram(): Promise<Command> {
  const { argv, exitCode } = process;
  process.argv = [...argv.slice(0, 2), "--version"];
  try {
    return (await import("../../cli/main.ts")).program();
  } finally {
    process.argv = argv;
    process.exitCode = exitCode;
  }
}
