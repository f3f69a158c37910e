import { EXIT, type ExitCode } from "./exitCodes.ts";

/** Ends a command with a message and without a stack trace. */
export class Failure extends Error {
  readonly exitCode: ExitCode;
  /** Each of several things that are wrong, a line each: told before the message. */
  readonly details: readonly string[];

  constructor(message: string, exitCode: ExitCode = EXIT.usage, details: readonly string[] = []) {
    super(message);
    this.details = details;
    this.name = "Failure";
    this.exitCode = exitCode;
  }
}
