/** New entries in a spec that is there. Nothing that stands in it changes: the result is loaded again and compared. */
import { isDeepStrictEqual } from "node:util";
import { type LoadedSpec, loadSpec } from "../../access/language/loadSpec.ts";
import type { ReadText } from "../../access/language/specReader.ts";
import { insertEntries } from "./insertEntries.ts";
import { SPEC_SECTIONS, type SpecEntry } from "./specText.ts";

export type Merged =
  | { readonly text: string; readonly spec: LoadedSpec; readonly added: readonly SpecEntry[] }
  /** One clause without a full stop. */
  | { readonly fault: string };

export function mergeSpec(before: LoadedSpec, readText: ReadText, entries: readonly SpecEntry[]): Merged {
  const { file, value } = before;
  const added = entries.filter(({ section, key }) => !Object.hasOwn(value[section], key));
  let text = readText(file);
  for (const section of SPEC_SECTIONS) {
    const lines = added.filter((one) => one.section === section).flatMap((one) => one.lines);
    const edited = insertEntries(text, section, lines);
    if (edited === undefined) return { fault: `\`${section}\` has a form that nothing can be added to` };
    text = edited;
  }
  const loaded = loadSpec(file, (name, first) => (name === file ? text : readText(name, first)));
  if (!loaded.ok) {
    const [first] = loaded.problems;
    return { fault: `together with what it has it would not be valid: ${first?.message ?? "for a reason unknown"}` };
  }
  const after = loaded.spec.value;
  const rest = { ...after };
  for (const section of SPEC_SECTIONS) {
    const keys = new Set(added.filter((one) => one.section === section).map(({ key }) => key));
    const kept = Object.fromEntries(Object.entries(after[section]).filter(([key]) => !keys.has(key)));
    Object.assign(rest, { [section]: kept });
  }
  if (!isDeepStrictEqual(rest, value)) return { fault: "the form of the file is not one that can be edited safely" };
  return { text, spec: loaded.spec, added };
}
