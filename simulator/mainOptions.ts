import { parseArgs } from "node:util";
import { z } from "zod";
import type { SimulatorOptions } from "./index.ts";
import { DEFAULT_SWITCHES, type Switches } from "./switches.ts";
import { SwitchesSchema } from "./switchesSchema.ts";

export const USAGE = `Usage: node simulator/main.ts [--port 8080] [--host 127.0.0.1] [--data org.json] [--switch name=value]...

  --port    0 takes a free one (default 8080)
  --data    keeps the org in this file between runs
  --switch  ${Object.keys(DEFAULT_SWITCHES).join(", ")}
            (faults, the injections, as a JSON list; see simulator/switches.ts)
`;

/** Arguments that make no sense; the message says which and what to write. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The simulator's options from the command line; throws UsageError. */
export function readOptions(args: readonly string[]): SimulatorOptions | "help" {
  const values = parse(args);
  if (values.help) return "help";
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port ${values.port} is not a port. Give a whole number from 0 to 65535.`);
  }
  const dataFile = values.data === undefined ? {} : { dataFile: values.data };
  return { port, host: values.host, switches: readSwitches(values.switch), ...dataFile };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: "string", default: "8080" },
        host: { type: "string", default: "127.0.0.1" },
        data: { type: "string" },
        switch: { type: "string", multiple: true, default: [] },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readSwitches(texts: readonly string[]): Partial<Switches> {
  const entries = texts.map((text) => {
    const [name = "", ...value] = text.split("=");
    return [name, readValue(value.join("="))];
  });
  const parsed = SwitchesSchema.safeParse(Object.fromEntries(entries));
  if (!parsed.success) throw new UsageError(`--switch: ${z.prettifyError(parsed.error)}`);
  return parsed.data as Partial<Switches>;
}

/** Numbers, booleans and lists are JSON; other words stand for themselves. */
function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
