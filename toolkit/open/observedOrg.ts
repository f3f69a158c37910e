/** The file in which a probe wrote what it saw in the org of a spec: beside the spec, `org-behaviour.json` or `org-behaviour.<name>.json`. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { type ObservedOrg, readBehaviour } from "../../access/observed/model.ts";
import { remark } from "../terminal.ts";

const FILE = /^org-behaviour(\.[\w-]+)?\.json$/;
const LARGEST = 5_000_000;

/**
 * The newest one of the organization. What cannot be read is told and left out: it is advice, and nothing depends on it.
 *
 * @param specFile as the person knows it
 */
export function observedOrg(specFile: string, organization: string, cwd: string): ObservedOrg | undefined {
  const folder = dirname(resolve(cwd, specFile));
  const found = filesIn(folder).flatMap((name) => {
    const file = join(folder, name);
    const shown = relative(cwd, file);
    const read = readOne(file);
    if ("wrong" in read) {
      remark(`${shown} is left out: ${read.wrong}.`);
      return [];
    }
    const isOurs = read.organization.id.toLowerCase() === organization.toLowerCase();
    return isOurs ? [{ file: shown, behaviour: read }] : [];
  });
  return found.sort((a, b) => (a.behaviour.observedAt < b.behaviour.observedAt ? 1 : -1))[0];
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => FILE.test(name));
  } catch {
    return [];
  }
}

function readOne(file: string): ReturnType<typeof readBehaviour> {
  try {
    if (statSync(file).size > LARGEST) return { wrong: "it is too large" };
    return readBehaviour(readFileSync(file, "utf8"));
  } catch (error) {
    return { wrong: `it cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})` };
  }
}
