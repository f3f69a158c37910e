import { EXIT, type ExitCode } from "./exitCodes.ts";

/** Ends a command with a message and without a stack trace. */
export class Failure extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT.usage) {
    super(message);
    this.name = "Failure";
    this.exitCode = exitCode;
  }
}
