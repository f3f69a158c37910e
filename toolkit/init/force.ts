import { Failure } from "../failure.ts";

/** For a file that is completed: it holds what others need. Throws a Failure where it is named. */
export function refuseForce(force: readonly string[], path: string): void {
  if (force.includes(path))
    throw new Failure(`--force: ${path} is only ever added to, because others write in it too. Leave it out.`);
}
