/** Who did it: each row joined with the org's own audit, with how sure that is. */
import { compareText } from "../values/text.ts";
import type { AuditEvent, AuditReading } from "./auditEvent.ts";
import type { UnattributedRow } from "./driftRows.ts";
import type { Actor, Attribution, ObjectChange, Token } from "./model.ts";
import { mentions, spelledIn, UUID } from "./spellings.ts";

/** More events than these on one thing tell nobody more. */
const MOST_ACTORS = 5;

export interface AuditIndex {
  /** Successful ones that changed something. */
  readonly events: readonly AuditEvent[];
  readonly window: string;
  /** Why nothing follows from the absence of an event; empty where all was read. */
  readonly missing: readonly string[];
  readonly own: ReadonlySet<string>;
  readonly ofId: (id: string) => readonly AuditEvent[];
}

/** @param own ids of the clients that deploy, in any spelling */
export function auditIndex({ events, from, to, missing }: AuditReading, own: Iterable<string>): AuditIndex {
  const changed = events.filter(({ status }) => status !== "FAILURE");
  const byId = new Map<string, AuditEvent[]>();
  for (const event of changed) {
    for (const id of idsOf(event)) {
      const known = byId.get(id);
      if (known) known.push(event);
      else byId.set(id, [event]);
    }
  }
  return {
    events: changed,
    window: `${from.slice(0, 16)}Z to ${to.slice(0, 16)}Z`,
    missing,
    own: new Set([...own].map((id) => id.toLowerCase())),
    ofId: (id) => byId.get(id.toLowerCase()) ?? [],
  };
}

/** An event is about its entity, and about whatever its old and new values name by id: nobody knows of which entity the org says a grant. */
function idsOf({ entity, changes }: AuditEvent): Set<string> {
  const texts = changes.flatMap(({ property, before, after }) => [property, ...before, ...after]);
  const named = texts.flatMap((text) => text.match(UUID) ?? []);
  return new Set([entity.id, ...named].map((id) => id.toLowerCase()));
}

/** Whether the change is an attempt at something that the client of a stack did itself. */
export function isOwn({ client }: AuditEvent, { own }: Pick<AuditIndex, "own">): boolean {
  return client !== null && own.has(client.id.toLowerCase());
}

export function attribute({ change }: Pick<UnattributedRow, "change">, index: AuditIndex): Attribution {
  const about = eventsAbout(change, index);
  const exact = about.filter((event) => saysSame(event, change));
  // What our own client did is in the state already: somebody else's event explains a difference sooner.
  const others = (events: readonly AuditEvent[]) => events.filter((event) => !isOwn(event, index));
  const choices = [
    ["exact", others(exact)],
    ["likely", others(about)],
    ["exact", exact],
    ["likely", about],
  ] as const;
  const [certainty, events] = choices.find(([, found]) => found.length > 0) ?? ["unattributed", []];
  if (events.length === 0) return { certainty: "unattributed", actors: [], reason: whyNobody(change, index) };
  const newest = [...events].sort((a, b) => compareText(b.at, a.at) || compareText(a.id, b.id));
  return { certainty, actors: newest.slice(0, MOST_ACTORS).map((event) => actorOf(event, index)), reason: null };
}

function whyNobody({ object }: ObjectChange, { window, missing }: AuditIndex): string {
  const [first] = missing;
  if (first !== undefined) return `The audit could not be read whole: ${first}`;
  if (object.id === null) return "It has no id of its own by which the audit could be asked.";
  return `It was not found in the audit of ${window}.`;
}

/** The events of the window that can have made a change. */
export function eventsAbout({ object, property, role, added, removed }: ObjectChange, index: AuditIndex): AuditEvent[] {
  if (object.id === null) return [];
  const events = index.ofId(object.id);
  // That a role got a member is no change of what it permits.
  if (object.kind !== "grant") return events.filter((event) => isEntity(event, object.id) && !isAboutMembers(event));
  // Of a grant both ends must be named, and the role's own edits are no grant: but what a role permits is an edit of the role.
  if (role === undefined) return [...events];
  const permits = property?.endsWith("of the role") === true;
  if (permits) return index.ofId(role.id).filter((event) => isEntity(event, role.id));
  const names = [...added, ...removed].flatMap(({ also }) => also).filter((id) => id !== "*");
  const divisions = names.flatMap((id) => index.ofId(id)).filter((event) => names.some((id) => isEntity(event, id)));
  const own = [...events, ...index.ofId(role.id)].filter(
    (event) => mentions(event, object.id) && (mentions(event, role.id) || saysNothingOfRoles(event)),
  );
  return [...new Set([...own, ...divisions.filter(isDeletion)])];
}

function isEntity({ entity }: AuditEvent, id: string | null): boolean {
  return id !== null && entity.id.toLowerCase() === id.toLowerCase();
}

function isAboutMembers({ action }: AuditEvent): boolean {
  return /^member/i.test(action);
}

/** An entry without old and new values can be about anything of its entity. */
function saysNothingOfRoles({ changes }: AuditEvent): boolean {
  return changes.length === 0;
}

const DELETION = /delet|remov|revok|unassign/i;

function isDeletion({ action }: AuditEvent): boolean {
  return DELETION.test(action);
}

/** The old and new values of the event have what came and went. */
function saysSame(event: AuditEvent, { object, property, added, removed }: ObjectChange): boolean {
  if (property === null)
    return isDeletion(event) && (object.kind === "grant" ? mentions(event, object.id) : isEntity(event, object.id));
  if (added.length + removed.length === 0) return false;
  const before = event.changes.flatMap((one) => one.before);
  const after = event.changes.flatMap((one) => one.after);
  const came = (token: Token) => spelledIn(token, after) && !spelledIn(token, before);
  const went = (token: Token) => spelledIn(token, before) && !spelledIn(token, after);
  return added.some(came) || removed.some(went);
}

function actorOf(event: AuditEvent, index: AuditIndex): Actor {
  const { id, at, user, client, level, remoteIp, application, action } = event;
  const by = user
    ? "user"
    : client
      ? "client"
      : level === "SYSTEM" || level === "GENESYS_INTERNAL"
        ? "system"
        : "unknown";
  const who = user ?? client;
  return {
    event: id,
    at,
    by,
    id: who?.id ?? null,
    name: who?.name ?? null,
    through: user && client ? client : null,
    addresses: remoteIp,
    application,
    action,
    own: isOwn(event, index),
  };
}
