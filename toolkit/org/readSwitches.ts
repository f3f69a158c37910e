/** Switches of the embedded org from the command line. */
import { z } from "zod";
import { nearest } from "../../access/values/nearest.ts";
import { type Switches, SwitchesSchema } from "../../simulator/index.ts";
import { DEFAULT_SWITCHES } from "../../simulator/switches.ts";
import { Failure } from "../failure.ts";

/** Reads texts of the form `name=value`; the last of a name wins. Throws a Failure for a name or value that the org does not take. */
export function readSwitches(texts: readonly string[]): Partial<Switches> {
  const entries = texts.map((text): [string, unknown] => {
    const [name = "", ...value] = text.split("=");
    if (!Object.hasOwn(DEFAULT_SWITCHES, name)) throw unknownSwitch(name);
    return [name, readValue(value.join("="))];
  });
  const parsed = SwitchesSchema.safeParse(Object.fromEntries(entries));
  if (!parsed.success) throw new Failure(`--switch: ${problemsOf(parsed.error)}.`);
  return parsed.data as Partial<Switches>;
}

function unknownSwitch(name: string): Failure {
  const names = Object.keys(DEFAULT_SWITCHES);
  const near = nearest(name, names, 1);
  const hint = near.length > 0 ? ` Nearest: ${near.join(", ")}.` : "";
  return new Failure(
    `--switch: there is no switch ${JSON.stringify(name)}.${hint} Write name=value with one of ${names.join(", ")}.`,
  );
}

function problemsOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${z.core.toDotPath(path)}: ${message}`).join("; ");
}

/** Numbers, booleans and lists are JSON; other words stand for themselves. */
function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
