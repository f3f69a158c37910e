/** Prints everybody who can: what `genesys-access who-can` does with its options. */
import { holdersText } from "../../access/explain/text.ts";
import { whoCan } from "../../access/explain/whoCan.ts";
import { printableJson } from "../../access/values/untrusted.ts";
import { asFailure, openStack } from "../../toolkit/open/openStack.ts";

export interface WhoCanOptions {
  readonly division?: string;
  readonly stack?: string;
  readonly format: "text" | "json";
}

export function run(what: string, { division, stack, format }: WhoCanOptions): void {
  const { access, spec } = openStack(stack);
  const result = whoCan(access, spec, what, division);
  if (!result.ok) throw asFailure(result.flaw);
  process.stdout.write(format === "json" ? printableJson(result.holders) : holdersText(result.holders));
}
