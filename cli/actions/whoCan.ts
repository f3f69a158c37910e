/** Prints everybody who can: what `genesys-access who-can` does with its options. */
import { holdersText } from "../../access/explain/text.ts";
import { whoCan } from "../../access/explain/whoCan.ts";
import { answerJson } from "../../toolkit/answerJson.ts";
import { asFailure, openStack } from "../../toolkit/open/openStack.ts";
import { reportWidth } from "../../toolkit/terminal.ts";
import { writeReport } from "../../toolkit/writeReport.ts";

export interface WhoCanOptions {
  readonly division?: string;
  readonly stack?: string;
  readonly format: "text" | "json";
  readonly output?: string;
}

export function run(what: string, { division, stack, format, output }: WhoCanOptions): void {
  const { access, spec } = openStack(stack);
  const result = whoCan(access, spec, what, division);
  if (!result.ok) throw asFailure(result.flaw);
  const { holders } = result;
  writeReport(format === "json" ? answerJson(holders) : holdersText(holders, reportWidth(output)), output, format);
}
