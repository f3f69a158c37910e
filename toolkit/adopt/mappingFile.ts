/** The mapping file: id of an object of the org -> its key in the spec, and what is to become of it. It belongs to people: entries are added, never changed. */
import { parseDocument } from "yaml";
import { z } from "zod";
import type { Snapshot } from "../../access/snapshot/model.ts";
import { compareText } from "../../access/values/text.ts";
import { quoted } from "../../access/values/untrusted.ts";
import { Failure } from "../failure.ts";
import { insertEntries } from "./insertEntries.ts";
import { type Decision, type Mapping, OBJECT_KINDS } from "./model.ts";
import { scalar } from "./specText.ts";

const entry = z.union([
  z.string().min(1),
  z.strictObject({
    key: z.string().min(1).optional(),
    state: z.enum(["managed", "existing", "watched", "ignored"]).optional(),
  }),
]);
const section = z.record(z.string(), entry).nullish();
const shape = z.strictObject({
  formatVersion: z.literal(1),
  organization: z.string(),
  divisions: section,
  roles: section,
  clients: section,
  users: section,
  groups: section,
});

export const NO_MAPPING: Mapping = {
  divisions: new Map(),
  roles: new Map(),
  clients: new Map(),
  users: new Map(),
  groups: new Map(),
};

/** @throws Failure with the places of what cannot be understood, and for the file of another org */
export function readMapping(file: string, text: string, organization: string): Mapping {
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken) throw new Failure(`${file} is no YAML: ${broken.message.split("\n")[0]}. Correct it, or move it away.`);
  const parsed = shape.safeParse(document.toJS());
  if (!parsed.success) {
    const details = parsed.error.issues.map(({ path, message }) => `${file} ${path.join(".")}: ${message}`);
    const fix =
      "Each entry is `<id>: <key>`, or `<id>: { key: <key>, state: managed | existing | watched | ignored }`.";
    throw new Failure(`${file} is no mapping file. ${fix}`, undefined, details);
  }
  if (parsed.data.organization.toLowerCase() !== organization.toLowerCase())
    throw new Failure(
      `${file} is of the org ${parsed.data.organization}, and what is adopted is ${organization}. Name the stack of that org.`,
    );
  const maps = OBJECT_KINDS.map((kind) => {
    const entries = Object.entries(parsed.data[kind] ?? {});
    return [kind, new Map(entries.map(([id, one]) => [id, typeof one === "string" ? { key: one } : one]))] as const;
  });
  const mapping = Object.fromEntries(maps) as unknown as Mapping;
  refuseRepeats(file, mapping);
  return mapping;
}

function refuseRepeats(file: string, mapping: Mapping): void {
  for (const kind of OBJECT_KINDS) {
    const seen = new Map<string, string>();
    for (const [id, { key }] of mapping[kind]) {
      if (key === undefined) continue;
      const other = seen.get(key);
      if (other !== undefined)
        throw new Failure(
          `${file}: ${kind}.${id} and ${kind}.${other} have the key ${JSON.stringify(key)}. Give one another key.`,
        );
      seen.set(key, id);
    }
  }
}

/** @returns the text with what is not in it yet; the text itself where everything is */
export function mappingText(
  file: string,
  before: string | undefined,
  { organization }: Pick<Snapshot, "organization">,
  mapping: Mapping,
  decisions: readonly Decision[],
): string {
  let text =
    before ??
    [
      "# What `genesys-access adopt` calls the objects of the org in the spec, by their ids. The file is yours: later runs add what is new.",
      "# Instead of a key: `{ key: reader, state: watched }`, with one of the states managed, existing, watched (in reports only) and ignored.",
      "formatVersion: 1",
      `organization: ${organization.id}`,
      "",
    ].join("\n");
  for (const kind of OBJECT_KINDS) {
    const added = decisions
      .filter((one) => one.kind === kind && one.key !== undefined && !mapping[kind].has(one.id))
      .sort((a, b) => compareText(a.key ?? "", b.key ?? ""));
    const lines = added.map(({ id, key = "", name }) => `  ${scalar(id)}: ${scalar(key)} # ${quoted(name)}`);
    const edited = insertEntries(text, kind, lines);
    if (edited === undefined)
      throw new Failure(
        `${file}: \`${kind}\` is not a block of lines \`<id>: <key>\`, so that nothing can be added. Write it so, or move the file away.`,
      );
    text = edited;
  }
  return text;
}
