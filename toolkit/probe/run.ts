/** The name of one run of the probe, which stands in the name of everything that it makes: so it is recognised in the org, without any file. */
import { randomBytes } from "node:crypto";

const PREFIX = "genesys-access-probe";
const RUN = /^[0-9a-f]{8}$/;

/** What every description of an object of a probe begins with. */
export const DESCRIPTION = "Made by genesys-access probe; can be deleted.";

export function newRun(): string {
  return randomBytes(4).toString("hex");
}

/** A text from a file or a command line may be anything: an empty one would fit every object of the org. */
export function isRun(text: string): boolean {
  return RUN.test(text);
}

export function prefixOf(run: string): string {
  if (!isRun(run)) throw new Error("The run of a probe has eight digits.");
  return `${PREFIX}-${run}-`;
}

/** The run that made an object of this name; undefined for the name of anything else. */
export function runOf(name: string): string | undefined {
  const match = /^genesys-access-probe-([0-9a-f]{8})-/i.exec(name);
  return match?.[1]?.toLowerCase();
}
