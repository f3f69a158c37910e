/** Plans or verifies, writes the evidence, and sets the exit code: what `genesys-access verify` does with its options. */
import type { Verification } from "../../access/verify/model.ts";
import { EXIT, type ExitCode } from "../../toolkit/exitCodes.ts";
import { afterRevocation } from "../../toolkit/verify/afterRevocation.ts";
import { openOne, verifyEmbedded } from "../../toolkit/verify/embedded.ts";
import type { VerifyOptions } from "../../toolkit/verify/options.ts";
import { planText } from "../../toolkit/verify/planText.ts";
import { renderVerification } from "../../toolkit/verify/render/index.ts";
import { requireClients, verifyStack } from "../../toolkit/verify/verifyStack.ts";
import { writeReport } from "../../toolkit/writeReport.ts";

export type VerifyCommandOptions = VerifyOptions;

export async function run(clients: readonly string[], options: VerifyOptions): Promise<void> {
  const { stack, maxRequests, plan, embedded, format, output } = options;
  const cwd = process.cwd();
  if (plan) {
    const opened = openOne(stack, cwd);
    writeReport(planText(opened, requireClients(opened.spec, clients), maxRequests), output, "text");
    process.exitCode = EXIT.ok;
    return;
  }
  const around = { cwd, env: process.env };
  const request = { ...options, clients };
  const verification = embedded
    ? await verifyEmbedded(request, cwd)
    : options.afterRevocation
      ? await afterRevocation(request, around)
      : await verifyStack(request, around);
  writeReport(renderVerification(verification, format), output, format);
  process.exitCode = exitCodeOf(verification, options.allowUnproved);
}

/** Nothing tried is no proof, and what is open never counts as proved: least of all where a client could not even log in. */
function exitCodeOf({ counts, complete, clients }: Verification, allowUnproved: boolean): ExitCode {
  if (counts.refuted > 0 || counts.proved + counts.notProvable === 0) return EXIT.refused;
  const isLockedOut = clients.some(({ rows }) =>
    rows.some(({ kind, probe, verdict }) => kind === "own token" && probe !== "" && verdict !== "proved"),
  );
  return complete || (allowUnproved && counts.proved > 0 && !isLockedOut) ? EXIT.ok : EXIT.unreachable;
}
