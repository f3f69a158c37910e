/** Names that come from the command line and become names of files. */

import { findRegion, nearestRegions } from "../../access/catalogue/regions.ts";
import { uuidFlaws } from "../../access/language/values.ts";
import { printable, quoted } from "../../access/values/untrusted.ts";
import { Failure } from "../failure.ts";

/** Pulumi's own alphabet for stacks, without a first character that a shell, git or a file system reads otherwise. */
const STACK = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;

/** Throws a Failure for a name that cannot be a stack of Pulumi and a file of every system. */
export function requireStackName(name: string): string {
  if (!STACK.test(name) || name.endsWith("."))
    throw new Failure(
      `--stack: ${quoted(name)} is no name of a stack. Write letters, digits, "-", "_" and "." and begin with a letter or digit, for instance prod.`,
    );
  // stacks/Pulumi.<stack>.yaml are Pulumi's own files.
  if (/^pulumi\./i.test(name))
    throw new Failure(
      `--stack: a spec whose name begins with "Pulumi." would be taken for Pulumi's settings. Write another name.`,
    );
  return name;
}

/** Throws a Failure for a folder that nobody could read in a terminal. */
export function requireFolderName(dir: string): string {
  if (dir.trim() === "")
    throw new Failure("The name of the folder is empty. Write a folder, or nothing for the current one.");
  if (printable(dir) !== dir)
    throw new Failure(`The folder ${quoted(dir)} has invisible or control characters in its name. Write another one.`);
  return dir;
}

/** In lower case. Throws a Failure for anything but an id. */
export function requireOrganization(id: string): string {
  const [flaw] = uuidFlaws(id.trim());
  if (flaw) throw new Failure(`--organization: ${flaw.message}. ${flaw.fix}`);
  return id.trim().toLowerCase();
}

/** The domain of a region. Throws a Failure that names one that is nearly the same. */
export function requireRegion(text: string): string {
  const region = findRegion(text);
  if (region) return region.domain;
  const [near] = nearestRegions(text, 1);
  const hint = near === undefined ? "" : ` Nearest: ${near}.`;
  throw new Failure(
    `--region: there is no region ${quoted(text)}.${hint} Write a domain or a name such as eu-central-1.`,
  );
}
