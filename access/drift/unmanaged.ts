/** Clients and roles of an org that no stack of this run manages, and that were not there before. */
import { readMarker } from "../resources/marker.ts";
import { compareText } from "../values/text.ts";
import { type AuditIndex, attribute, isOwn } from "./attribute.ts";
import type { DriftRow, ObjectChange } from "./model.ts";

export interface Listed {
  readonly kind: "client" | "role";
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** ISO 8601; null where the org does not say, as for every role. */
  readonly created: string | null;
}

export interface Appearance {
  /** Ids of what the stacks of this run manage, in small letters. */
  readonly managed: ReadonlySet<string>;
  /** Ids that were known at the last run; undefined where nobody remembers. */
  readonly known: ReadonlySet<string> | undefined;
  /** What was created from here on is new where nobody remembers. */
  readonly from: string;
  readonly stack: string;
}

/** A role with one member more is none that was made: `MemberAdd`. */
const CREATION = /^(?:creat|add|copy|restor)/i;

/** Whatever no stack of this run manages, sorted: what the next run knows. */
export function unmanagedIds(listed: readonly Listed[], { managed }: Pick<Appearance, "managed">): string[] {
  return listed.flatMap(({ id }) => (managed.has(id.toLowerCase()) ? [] : [id.toLowerCase()])).sort(compareText);
}

/** A description can say that an object belongs to a stack: whoever made it wrote that, so it hides nothing. */
export function unmanagedRows(listed: readonly Listed[], appearance: Appearance, index: AuditIndex): DriftRow[] {
  const { managed, known, from } = appearance;
  return listed.flatMap((one): DriftRow[] => {
    const id = one.id.toLowerCase();
    if (managed.has(id) || known?.has(id)) return [];
    const made = index
      .ofId(id)
      .filter((event) => event.entity.id.toLowerCase() === id && CREATION.test(event.action))
      .at(-1);
    const since = one.created ?? made?.at ?? null;
    const isNew = known !== undefined || (since !== null && Date.parse(since) >= Date.parse(from));
    return isNew ? [rowOf(one, since, appearance, index)] : [];
  });
}

function rowOf(one: Listed, since: string | null, { stack }: Appearance, index: AuditIndex): DriftRow {
  const object = { kind: one.kind, key: one.id, id: one.id, name: one.name };
  const change: ObjectChange = { object, property: null, added: [{ text: one.name, also: [one.id] }], removed: [] };
  const created = index
    .ofId(one.id)
    .filter((event) => event.entity.id.toLowerCase() === one.id.toLowerCase() && CREATION.test(event.action));
  const found = attribute({ change }, created.length > 0 ? { ...index, ofId: () => created } : index);
  // The event of its creation is the whole change; an event on it afterwards is not.
  const who = found.certainty === "likely" && created.length > 0 ? { ...found, certainty: "exact" as const } : found;
  const marker = readMarker(one.description);
  const claims = marker
    ? [
        `Its description says that it belongs to the stack ${marker.stack} of the project ${marker.project}: if that is so, name that stack with --stack as well.`,
      ]
    : [];
  const own = created.some((event) => isOwn(event, index));
  return {
    id: `unmanaged/${one.kind}/${one.id}`,
    kind: "unmanaged",
    verdict: "wider",
    object,
    property: null,
    added: [one.name],
    removed: [],
    access: [],
    since,
    who,
    todo: [
      ...claims,
      ...(own
        ? ["A client that deploys made it, and no state has it: an update that broke off may have left it."]
        : []),
      `Take it into the YAML: \`genesys-access adopt --stack ${stack} --only ${one.kind}s\`.`,
      "Or delete it in Genesys Cloud, or let it be known from now on: `--accept-unmanaged` with `--state`.",
    ],
  };
}
