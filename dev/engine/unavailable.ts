/** The error when no way gives a CLI. */
import type { EngineLayout } from "./layout.ts";
import { ENGINE_VERSION } from "./version.ts";

/** One way that was tried, and what it said. */
export interface Attempt {
  readonly name: string;
  readonly said: string;
}

/** No Pulumi CLI could be had. The message names what was tried and the three ways out. */
export class EngineUnavailable extends Error {
  override readonly name = "EngineUnavailable";

  constructor(layout: EngineLayout, attempts: readonly Attempt[]) {
    super(
      [
        `There is no Pulumi CLI ${ENGINE_VERSION}, and none could be obtained.`,
        ...attempts.map(({ name, said }) => `  - ${name}: ${said.replaceAll("\n", "\n      ")}`),
        "Do one of these and run the command again:",
        `  1. Put a Pulumi CLI ${ENGINE_VERSION} at ${layout.pulumi} (the release archive's content in ${layout.bin}).`,
        "  2. Allow HTTPS to get.pulumi.com, or set HTTPS_PROXY to a proxy that may reach it.",
        "  3. Install Go 1.26 or later and set GOPROXY to a module proxy that it can reach.",
        "Ways 2 and 3 write to that folder: set PULUMI_HOME if it has to be another one.",
      ].join("\n"),
    );
  }
}
