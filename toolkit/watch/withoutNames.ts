/** A report without the names of persons: their ids stay, so that whoever may know them can look them up in the org. */
import type { Actor, DriftAtoms, DriftRow } from "../../access/drift/model.ts";
import { GRANT } from "../../access/resources/grant.ts";
import type { Deployed } from "../open/deployed.ts";
import type { WatchReport } from "./model.ts";

/** @param deployed says which id stands for which e-mail address */
export function withoutNames(report: WatchReport, { resources }: Pick<Deployed, "resources">): WatchReport {
  const ids = new Map(
    [...resources.values()].flatMap(({ type, inputs }): [string, string][] => {
      const { subjectType, subjectKey, subjectId } = inputs;
      const isUser = type === GRANT.token && subjectType !== "PC_OAUTH_CLIENT" && subjectType !== "PC_GROUP";
      return isUser && typeof subjectKey === "string" ? [[subjectKey, String(subjectId)]] : [];
    }),
  );
  // The longest first: an address can be the end of another.
  const addresses = [...ids].sort(([a], [b]) => b.length - a.length);
  const plain = (text: string) => addresses.reduce((shown, [address, id]) => replaced(shown, address, id), text);
  const row = (one: DriftRow): DriftRow => ({
    ...one,
    id: plain(one.id),
    object: { ...one.object, key: plain(one.object.key), name: plain(one.object.name) },
    removed: one.removed.map(plain),
    access: one.access.map((atoms): DriftAtoms => ({ ...atoms, subject: plain(atoms.subject) })),
    who: { ...one.who, actors: one.who.actors.map(nameless) },
    todo: one.todo.map(plain),
  });
  return { ...report, rows: report.rows.map(row), notes: report.notes.map(plain) };
}

function replaced(text: string, address: string, id: string): string {
  const at = text.toLowerCase().indexOf(address.toLowerCase());
  if (at < 0) return text;
  return text.slice(0, at) + id + replaced(text.slice(at + address.length), address, id);
}

/** The address of a request is a person's as well. */
function nameless(actor: Actor): Actor {
  return actor.by === "user" ? { ...actor, name: null, addresses: [] } : actor;
}
