/**
 * The way out of the plugin process: the engine prints errors and failures as they are, and names of the org and texts of the state are in
 * them. All methods of a handler end here, so that no lifecycle has to think of it.
 */
import { printable, printableLines } from "../access/values/untrusted.ts";
import { ProviderError } from "./providerError.ts";
import type { ShapeFailure } from "./shape.ts";

/** Runs a step; what it throws has no character that moves the cursor of a terminal or turns text around. */
export async function outgoing<T>(step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw printableError(error);
  }
}

export function printableFailure({ property, reason }: ShapeFailure): ShapeFailure {
  return { property: printable(property), reason: printable(reason) };
}

/** An error of ours is one line. A fault of this program keeps its trace, which repeats the message. */
function printableError(error: unknown): unknown {
  if (error instanceof ProviderError) {
    const message = printable(error.message);
    if (error.id === undefined) return new ProviderError(message);
    return new ProviderError(message, { id: error.id, properties: error.properties ?? {} });
  }
  if (!(error instanceof Error)) return printableLines(String(error));
  const shown = new Error(printableLines(error.message));
  shown.name = printable(error.name);
  shown.stack = printableLines(error.stack ?? "");
  return shown;
}
