/** What ends by itself soon, or has ended: waivers, permissions that are announced to go, and secrets that are to be renewed. */
import { isExisting, type Spec } from "../language/spec.ts";
import { dayOf, parseDay, printDay } from "../values/day.ts";
import { generationName } from "../values/generation.ts";
import type { DriftObject, DriftRow } from "./model.ts";

/** A secret in the org, by the client that has it. */
export interface HeldSecret {
  readonly client: string;
  readonly generation: number;
  readonly id: string;
  readonly name: string;
  /** ISO 8601; null where nobody knows. */
  readonly created: string | null;
}

export interface Deadline {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Days ahead. */
  readonly within: number;
  /** Days after which a secret is to be another. */
  readonly secretDays: number;
}

const DAY_MS = 86_400_000;

export function expiringRows(spec: Spec | undefined, secrets: readonly HeldSecret[], deadline: Deadline): DriftRow[] {
  const waivers = (spec?.waivers ?? []).map(({ finding, owner, expires }, index) =>
    row(
      { kind: "waiver", key: `waivers.${index}`, id: null, name: finding },
      expires,
      `Its owner is ${owner}: mend what it excuses, or ask for a new last day.`,
    ),
  );
  const announced = Object.entries(spec?.roles ?? {}).flatMap(([key, role]) =>
    isExisting(role)
      ? []
      : role.permissions.flatMap((line, index) =>
          typeof line === "object" && "unused" in line
            ? [
                row(
                  { kind: "permission", key: `roles.${key}.permissions.${index}`, id: null, name: line.permission },
                  line.unused.remove,
                  "It is announced to go: `genesys-access rightsize` says whether somebody still uses it.",
                ),
              ]
            : [],
        ),
  );
  const renewed = secrets.flatMap(({ client, generation, id, name, created }) => {
    const day = created === null ? Number.NaN : Date.parse(created);
    if (Number.isNaN(day)) return [];
    const key = `clients.${generationName(client, generation)}`;
    const last = printDay(new Date(day + deadline.secretDays * DAY_MS));
    const how = `Run \`genesys-access rotate\` for the client ${client}: its secret is of ${printDay(new Date(day))}.`;
    return [{ ...row({ kind: "secret", key, id, name }, last, how), since: created }];
  });
  const end = (parseDay(deadline.today) ?? dayOf(new Date())) + deadline.within;
  return [...waivers, ...announced, ...renewed].filter(({ added: [last = ""] }) => {
    const day = parseDay(last);
    return day !== undefined && day <= end;
  });
}

function row(object: DriftObject, last: string, todo: string): DriftRow {
  return {
    id: `expiring/${object.kind}/${object.key}/${object.kind === "waiver" ? object.name : last}`,
    kind: "expiring",
    verdict: "neutral",
    object,
    property: "last day",
    added: [last],
    removed: [],
    access: [],
    since: null,
    who: { certainty: "unattributed", actors: [], reason: "Nobody did anything: its time is over." },
    todo: [todo],
  };
}
