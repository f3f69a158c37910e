/** The files of a project that decide what one stack deploys, beside those that all share. */
import { lockFileOf } from "../../access/language/divisionLock.ts";
import { catalogueFileOf } from "../../access/language/loadCatalogue.ts";
import { readFiles } from "../../access/language/readFiles.ts";
import type { SpecSource } from "./source.ts";
import { settingsOf, specOf } from "./stackNames.ts";

/** Its settings, and its spec with everything that this includes, the org's own list of permissions and the lock of its selectors. Some may not be there. */
export function filesOfStack(stack: string, source: SpecSource): readonly string[] {
  const spec = specOf(stack, source);
  const { files, tree } = readFiles(spec, (file, first) => source.readText(file, first));
  const list = catalogueFileOf(tree);
  return [settingsOf(stack, source), ...files, ...(list === undefined ? [] : [list]), lockFileOf(spec)];
}
