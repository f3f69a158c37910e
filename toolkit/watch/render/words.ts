/** The words of a row that all formats share. Texts of the org are in them as they are: each format escapes. */
import type { Actor, DriftAtoms, DriftRow } from "../../../access/drift/model.ts";
import type { WatchCoverage, WatchReport } from "../model.ts";

export function objectOf({ object, property }: Pick<DriftRow, "object" | "property">): string {
  const { kind, key, name, id } = object;
  const named = key === id || key === "" ? JSON.stringify(name) : key;
  return `${kind} ${named}${property === null ? "" : ` ${property}`}`;
}

/** `+routing:queue:view`, `-north`. */
export function valuesOf({ added, removed, property, kind }: DriftRow): string {
  if (kind === "unmanaged") return "appeared, and no stack manages it";
  if (kind === "expiring") return `ends on ${added[0] ?? "an unknown day"}`;
  if (property === null) return "it is gone";
  return [...added.map((text) => `+${text}`), ...removed.map((text) => `-${text}`)].join(" ") || "see the access";
}

export function atomsOf({ subject, direction, item, divisions, certain }: DriftAtoms): string {
  const where = divisions.length > 0 ? ` in ${divisions.join(", ")}` : "";
  return `${subject} ${direction} ${item}${where}${certain ? "" : " (of unknown extent)"}`;
}

/** Who, through what, from where, when and what: in pieces, because a piece may be cut and the next must not go with it. */
export function actorPieces(actor: Actor): [word: string, text: string][] {
  const { through, addresses, application, at, action, own } = actor;
  return [
    ["by", whoDid(actor)],
    ...(through ? [["through the client", nameOf(through)] as [string, string]] : []),
    ...(application === null ? [] : [["with", application] as [string, string]]),
    ...(addresses.length > 0 ? [["from", addresses.join(", ")] as [string, string]] : []),
    ["at", at],
    ["action", action],
    ...(own ? [["which", "deploys this stack"] as [string, string]] : []),
  ];
}

function whoDid({ by, id, name }: Actor): string {
  if (by === "system") return "the platform itself";
  if (by === "unknown") return "nobody that the entry names";
  return `${by} ${nameOf({ id: id ?? "no id", name })}`;
}

function nameOf({ id, name }: { readonly id: string; readonly name: string | null }): string {
  return name === null ? id : `${JSON.stringify(name)} (${id})`;
}

/** One line for each event, or the reason why nobody is named. */
export function whoOf({ who }: DriftRow): string[] {
  if (who.certainty === "unattributed") return [`unattributed. ${who.reason ?? "Nobody knows why."}`];
  return who.actors.map((actor) => {
    const pieces = actorPieces(actor).map(([word, text]) => `${word} ${text}`);
    return `${who.certainty}: ${pieces.join(" ")}`;
  });
}

export function countLine({ counts, rows }: WatchReport): string {
  if (rows.length === 0) return "Nothing changed outside of the stack, and nothing ends soon.";
  return Object.entries(counts)
    .flatMap(([kind, count]) => (count > 0 ? [`${count} ${kind}`] : []))
    .join(", ");
}

export function coverageLine({ part, state, reason }: WatchCoverage): string {
  return `${part}: ${state.replace("-", " ")}${reason === null ? "" : `. ${reason}`}`;
}

/** Days after which the vendored catalogue is likely to lack what the vendor has brought since. */
const OLD_CATALOGUE_DAYS = 180;

export function remarks({ events, catalogue, window, notes }: WatchReport): string[] {
  return [
    ...(window.from < window.to
      ? [
          `The audit was asked from ${window.from} to ${window.to} (since ${window.since === "usual" ? "the usual number of days ago" : `the ${window.since}`}).`,
        ]
      : []),
    ...(events.own > 0 ? [`${events.own} events of the audit are of clients that deploy this stack.`] : []),
    ...(events.unexplained > 0
      ? [
          `${events.unexplained} events on objects of the stack explain no row: what they did was put back, or is nothing that a spec says, such as a secret.`,
        ]
      : []),
    `The catalogue is of ${catalogue.date}, ${catalogue.ageDays} days old.${catalogue.ageDays > OLD_CATALOGUE_DAYS ? " Permissions that came since are judged by their names: use a newer release, or genesys-access catalogue refresh." : ""}`,
    ...notes,
  ];
}
