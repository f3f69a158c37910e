/** Prints what the gate decided, and ends as it did: what `genesys-access verdict` does with its options. */
import { appendFileSync } from "node:fs";
import { printable } from "../../access/values/untrusted.ts";
import { EXIT } from "../../toolkit/exitCodes.ts";
import { Failure } from "../../toolkit/failure.ts";
import { type ExpectedVerdict, type GateVerdict, readVerdict } from "../../toolkit/judge/verdict.ts";
import { writeReport } from "../../toolkit/writeReport.ts";

export interface VerdictOptions extends ExpectedVerdict {
  readonly githubOutput?: true;
  readonly output?: string;
}

export function run(file: string, { githubOutput, output: report, ...expected }: VerdictOptions): void {
  const { gate, exitCode, stacks } = readVerdict(file, expected);
  writeReport(lines(stacks), report, "text");
  if (!githubOutput || gate.outcome === "invalid") {
    process.exitCode = exitCode;
    return;
  }
  const output = process.env["GITHUB_OUTPUT"];
  if (!output) throw new Failure("--github-output: GITHUB_OUTPUT is not set. Run this in a step of GitHub Actions.");
  appendFileSync(output, `widened=${gate.outcome === "refused"}\n`);
  process.exitCode = EXIT.ok;
}

function lines(stacks: GateVerdict["stacks"]): string {
  const told = stacks.map(({ stack, verdict, digest, refusals }) => {
    const why = refusals.length > 0 ? `; refused: ${refusals.join("; ")}` : "";
    return `${printable(`Stack ${JSON.stringify(stack)}: ${verdict}${why}${digest === null ? "" : ` (digest ${digest})`}`)}\n`;
  });
  return told.length > 0 ? told.join("") : "There is no stack on either side.\n";
}
