/** The command line as commander knows it. */
import type { Command } from "commander";
import { program } from "../../cli/program.ts";

export function loadProgram(): Promise<Command> {
  return program();
}
