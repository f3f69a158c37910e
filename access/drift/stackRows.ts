/** The rows of a stack: what differs, with who did it, and what the vendor did told apart. */
import type { AccessDiff } from "../diff/model.ts";
import { type AuditIndex, attribute, isOwn } from "./attribute.ts";
import { driftRows, type UnattributedRow } from "./driftRows.ts";
import type { DriftRow, ObjectChange } from "./model.ts";
import { isBackFill } from "./vendorBackFill.ts";

export interface StackDrift {
  readonly stack: string;
  readonly changes: readonly ObjectChange[];
  /** Between state and org. */
  readonly diff: Pick<AccessDiff, "subjects" | "terms">;
  readonly index: AuditIndex;
  /** Permissions that the vendor is known to add by itself. */
  readonly backFilled: ReadonlySet<string>;
  /** Whether the catalogue does not have a permission. */
  readonly isNew: (permission: string) => boolean;
}

export function stackRows({ stack, changes, diff, index, backFilled, isNew }: StackDrift): DriftRow[] {
  return driftRows(changes, diff, backFilled).map((row): DriftRow => {
    const who = attribute(row, index);
    const filled = isBackFill(row, who, index, isNew);
    const { change, verdict, access } = row;
    const kind = filled ? "backfilled" : row.kind;
    return {
      id: row.id.replace(/^[a-z]+/, kind),
      kind,
      verdict,
      object: change.object,
      property: change.property,
      added: change.added.map(({ text }) => text),
      removed: change.removed.map(({ text }) => text),
      access,
      since: who.actors[0]?.at ?? null,
      who,
      todo: todoOf(row, filled, stack),
    };
  });
}

function todoOf({ change }: UnattributedRow, filled: boolean, stack: string): string[] {
  const back = `Put it back: \`pulumi up --refresh --stack ${stack}\`; \`genesys-access diff --base live --stack ${stack}\` shows what that changes`;
  if (change.property === null)
    return [
      `${back}. What was deleted is made anew, under another id${change.object.kind === "client" ? " and with another secret" : ""}.`,
      `Or take it out of the YAML: ${change.object.key}`,
    ];
  return [
    filled ? `${back}. The vendor may add it again.` : `${back}.`,
    `Or take it into the YAML: ${change.object.key}. \`--patches\` writes both ways.`,
  ];
}

/** Events of the window on objects of the stack: those of its own clients, and those that no row is put down to. */
export function countEvents(
  ids: Iterable<string>,
  rows: readonly DriftRow[],
  index: AuditIndex,
): { readonly own: number; readonly unexplained: number } {
  const told = new Set(rows.flatMap(({ who }) => who.actors.map(({ event }) => event)));
  const about = new Set([...ids].flatMap((id) => index.ofId(id)));
  const rest = [...about].filter(({ id }) => !told.has(id));
  const own = index.events.filter((event) => isOwn(event, index)).length;
  return { own, unexplained: rest.filter((event) => !isOwn(event, index)).length };
}
