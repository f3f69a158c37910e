/** `--like FILE`: the switches of the embedded org by what a probe saw of a real one. */
import { readFileSync } from "node:fs";
import { readBehaviour } from "../../access/observed/model.ts";
import { type Switches, SwitchesSchema } from "../../simulator/index.ts";
import { DEFAULT_SWITCHES } from "../../simulator/switches.ts";
import { Failure } from "../failure.ts";

/** Throws a Failure for a file that is not of a probe, or names values that the org does not take. */
export function likeOrg(file: string): { readonly switches: Partial<Switches>; readonly notes: readonly string[] } {
  const behaviour = readBehaviour(readText(file));
  if ("wrong" in behaviour)
    throw new Failure(`--like ${file}: ${behaviour.wrong}. Name a file that \`genesys-access probe\` wrote.`);
  const entries = Object.entries(behaviour.switches);
  const known = entries.filter(([name]) => Object.hasOwn(DEFAULT_SWITCHES, name));
  const parsed = SwitchesSchema.safeParse(Object.fromEntries(known));
  if (!parsed.success) {
    const [{ path, message } = { path: [], message: "" }] = parsed.error.issues;
    throw new Failure(`--like ${file}: switches.${path.join(".")}: ${message}. Run the probe again.`);
  }
  const unknown = entries.length - known.length;
  const open = behaviour.questions.flatMap(({ id, answer }) =>
    answer === undefined && /^[\w-]+$/.test(id) ? [id] : [],
  );
  return {
    switches: parsed.data as Partial<Switches>,
    notes: [
      `It behaves as the org of ${file} did on ${behaviour.observedAt.slice(0, 10)} in ${known.length} switches; the others have their defaults.`,
      ...(unknown > 0 ? [`${file} names ${unknown} switches that this version does not know: they are left out.`] : []),
      ...(open.length > 0 ? [`${file} has no answer to ${open.join(", ")}.`] : []),
    ],
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Failure(`--like: the file cannot be read: ${(error as Error).message}.`);
  }
}
