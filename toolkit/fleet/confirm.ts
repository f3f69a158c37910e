/** Asks the person at the terminal. */
import { createInterface } from "node:readline";

/** True for "yes" and nothing else; the end of the input is a no. */
export async function confirm(question: string, input: NodeJS.ReadableStream = process.stdin): Promise<boolean> {
  process.stderr.write(`${question} Type yes to go on: `);
  // Without the terminal's own line editing Ctrl-C stays a signal.
  const lines = createInterface({ input, terminal: false });
  try {
    for await (const line of lines) return line.trim().toLowerCase() === "yes";
    return false;
  } finally {
    lines.close();
  }
}
