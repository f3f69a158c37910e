/** The roles of a stack held against the use of all who hold them, and the steps that follow for the lines of the file. */
import { derivedPermissions } from "../../access/intent/roleIntent.ts";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import {
  isConditional,
  isExisting,
  permissionText,
  type Spec,
  type SpecManagedRole,
  type SpecPermission,
} from "../../access/language/spec.ts";
import { keptPermissions } from "../../access/plan/keptPermissions.ts";
import { readMarker } from "../../access/resources/marker.ts";
import type { Snapshot } from "../../access/snapshot/model.ts";
import { type HeldPermission, judgePermissions } from "../../access/usage/judgePermissions.ts";
import type { UsageRow } from "../../access/usage/model.ts";
import { usedOperations } from "../../access/usage/usedOperations.ts";
import { expandCompact } from "../../access/values/permission.ts";
import { sortedOnce } from "../../access/values/text.ts";
import type { Pieces } from "./editUnused.ts";
import type { HeldBefore } from "./heldBefore.ts";
import type { Holder, SizedPermission, SizedRole, Window } from "./model.ts";
import { dayNumber, printOf } from "./requireUsage.ts";

export interface Situation {
  readonly stack: string;
  readonly spec: LoadedSpec;
  readonly snapshot: Snapshot;
  readonly rows: readonly UsageRow[];
  readonly window: Window;
  readonly before: HeldBefore;
  /** The day of the run, `YYYY-MM-DD`. */
  readonly today: string;
  readonly noticeDays: number;
  /** Why nothing of a role can be judged here, one clause: another stack has it from the same file. */
  readonly whyShared: (role: string) => string | undefined;
  /** The only client that counts as a holder, whoever else holds the role: it gets a copy of its own. */
  readonly alone?: string;
}

/** A client of the stack and its OAuth clients in the org: one for each generation. */
export interface StackClient {
  readonly key: string;
  readonly ids: readonly string[];
}

/** By the marker of the stack, or by the id that the spec names. A marker is anybody's to write: one more client only adds to what is used. */
export function stackClients({ spec, snapshot, stack }: Pick<Situation, "spec" | "snapshot" | "stack">): StackClient[] {
  const marked = snapshot.clients.flatMap(({ id, description }) => {
    const marker = readMarker(description);
    return marker?.stack === stack && marker.section === "clients" ? [{ id: id.toLowerCase(), name: marker.name }] : [];
  });
  return Object.entries(spec.value.clients).map(([key, client]) => ({
    key,
    ids: sortedOnce(
      isExisting(client)
        ? [client.existing]
        : [
            ...adoptedId(client),
            ...marked.filter(({ name }) => name === key || name.replace(/\/\d+$/, "") === key).map(({ id }) => id),
          ],
    ),
  }));
}

/** The id of what a stack took over, which has no marker as long as the spec says so. */
function adoptedId(entry: object): string[] {
  return "adopted" in entry && typeof entry.adopted === "string" ? [entry.adopted.toLowerCase()] : [];
}

export function sizeRole(key: string, situation: Situation): SizedRole {
  const { spec } = situation;
  const role = spec.value.roles[key] as SpecManagedRole;
  const holding = holdersOf(key, role, situation);
  const ids = new Set(holding.holders.flatMap((holder) => holder.ids));
  const used = usedOperations(situation.rows.filter(({ client }) => ids.has(client)));
  const held = heldOf(key, role, holding, situation, used.length);
  const judged = judgePermissions(held, used, keptPermissions(key, role, promising(situation)));
  const lines = announcements(role.permissions);
  const derived = new Set(derivedPermissions(role));
  const sized = judged.map((one): SizedPermission => {
    const announced = lines.get(one.permission);
    const dates = announced ? { since: announced.since, remove: announced.remove } : {};
    const isEditable = !derived.has(one.permission);
    if (one.use !== "unused" || !isEditable) {
      const withdrawn = announced !== undefined && one.use !== "not-judged";
      return { ...one, ...dates, step: withdrawn ? "withdraw" : "none" };
    }
    if (!announced) {
      const remove = printOf(dayNumber(situation.today) + situation.noticeDays);
      return { ...one, step: "announce", since: situation.today, remove };
    }
    const isOver = situation.today >= announced.remove && coversNotice(situation.window, announced);
    return { ...one, ...dates, step: isOver ? "remove" : "wait" };
  });
  const permissions = withSomethingLeft(role, sized);
  const emptied = permissions !== sized;
  return {
    role: key,
    holders: holding.holders,
    permissions,
    notes: [
      ...holding.notes,
      ...(emptied
        ? [
            "Nothing of the role is used: a role without permissions is none, so take the grant and the role out by hand.",
          ]
        : []),
    ],
  };
}

/** The spec with the clients whose promises the role must keep. */
function promising({ spec: { value }, alone }: Situation): Spec {
  const own = alone === undefined ? undefined : value.clients[alone];
  return alone === undefined || !own ? value : { ...value, clients: { [alone]: own } };
}

/** The last day of the notice is in the evidence, and so many days before it as the notice has. */
function coversNotice(
  { from, to, days }: Window,
  { since, remove }: { readonly since: string; readonly remove: string },
): boolean {
  const notice = dayNumber(remove) - dayNumber(since);
  return dayNumber(to) >= dayNumber(remove) - 1 && (from <= since || days >= notice);
}

/** An announcement for the whole role stays a notice: the file would not load without a permission. */
function withSomethingLeft(role: SpecManagedRole, sized: readonly SizedPermission[]): readonly SizedPermission[] {
  const stays = sized.some(({ step }) => step !== "remove") || role.permissions.some(isConditional);
  if (stays || role.profile !== undefined || role.endpoints.length > 0) return sized;
  return sized.map((one) => ({ ...one, step: "wait" as const }));
}

interface Holding {
  readonly holders: readonly Holder[];
  readonly keys: readonly string[];
  /** Why use cannot tell of the whole role; one clause. */
  readonly whyNot?: string;
  readonly notes: readonly string[];
}

function holdersOf(key: string, role: SpecManagedRole, situation: Situation): Holding {
  const { spec, snapshot, rows, stack, window, alone } = situation;
  const own = stackClients(situation).filter(({ key: client }) => {
    const grants = spec.value.clients[client]?.grants ?? [];
    return (alone === undefined || alone === client) && grants.some((grant) => grant.role === key);
  });
  const requests = (ids: readonly string[]) =>
    rows.reduce((sum, row) => sum + (ids.includes(row.client) ? row.requests : 0), 0);
  const missing = own.find(({ ids }) => ids.length === 0);
  const whyMissing = missing && `the org has no client with the marker of clients.${missing.key}`;
  const ownHolders = own.map(({ key: client, ids }) => ({ name: `clients.${client}`, ids, requests: requests(ids) }));
  const keys = own.map(({ key: client }) => client);
  if (alone !== undefined)
    return { holders: ownHolders, keys, ...(whyMissing !== undefined && { whyNot: whyMissing }), notes: [] };
  const adopted = adoptedId(role);
  const roleIds = new Set(
    snapshot.roles
      .filter(({ id, name, description }) => {
        if (adopted.includes(id.toLowerCase())) return true;
        const marker = readMarker(description);
        return name === role.name || (marker?.stack === stack && marker.section === "roles" && marker.name === key);
      })
      .map(({ id }) => id),
  );
  const ownIds = new Set(own.flatMap(({ ids }) => ids));
  const foreign = snapshot.grants.filter(
    (grant) => roleIds.has(grant.role) && !(grant.subjectKind === "client" && ownIds.has(grant.subject.toLowerCase())),
  );
  const others = sortedOnce(
    foreign.flatMap((one) => (one.subjectKind === "client" ? [one.subject.toLowerCase()] : [])),
  );
  const names = new Map(snapshot.clients.map(({ id, name }) => [id.toLowerCase(), name]));
  const people =
    foreign.filter(({ subjectKind }) => subjectKind !== "client").length +
    [...Object.values(spec.value.users), ...Object.values(spec.value.groups)].filter(({ grants }) =>
      grants.some((grant) => grant.role === key),
    ).length;
  const young = others.find((id) => {
    const made = snapshot.clients.find((client) => client.id.toLowerCase() === id)?.dateCreated?.slice(0, 10);
    return made === undefined || made >= window.from;
  });
  const holders = [
    ...ownHolders,
    ...others.map((id) => ({ name: names.get(id) ?? id, ids: [id], requests: requests([id]) })),
  ];
  const whyNot =
    people > 0
      ? "users or groups hold the role, and what they do is not in the use of clients"
      : whyMissing !== undefined
        ? whyMissing
        : young !== undefined
          ? `client ${young} holds the role outside of the file, and was not made before ${window.from}`
          : situation.whyShared(key);
  return {
    holders,
    keys,
    ...(whyNot !== undefined && { whyNot }),
    notes: holders.length > 1 ? [`${holders.length} clients hold the role: what one of them uses stays for all.`] : [],
  };
}

function heldOf(
  key: string,
  role: SpecManagedRole,
  { whyNot, keys }: Holding,
  { before }: Situation,
  operations: number,
): HeldPermission[] {
  const derived = derivedPermissions(role);
  const written = new Set(derived);
  const reasonOf = (permission: string): string | undefined => {
    if (whyNot !== undefined) return whyNot;
    if (operations === 0)
      return "nobody who holds the role called anything: whether the clients are needed is the first question";
    if (permission.includes("*")) return "a wildcard: write out what it stands for first";
    if (written.has(permission)) return "it follows from `profile` or `endpoints`, which say what the role is for";
    return before.whyYoung(key, permission, keys);
  };
  const conditional = role.permissions.filter(isConditional).flatMap(({ permission }) => expandCompact(permission));
  const free = role.permissions.flatMap((line) => (isConditional(line) ? [] : expandCompact(permissionText(line))));
  return [
    ...[...free, ...derived].map((permission) => ({ permission, ...because(reasonOf(permission)) })),
    ...conditional
      .filter((permission) => !free.includes(permission))
      .map((permission) => ({ permission, ...because(whyNot ?? "it holds under a condition: take it out by hand") })),
  ];
}

function because(notJudged: string | undefined): Pick<HeldPermission, "notJudged"> {
  return notJudged === undefined ? {} : { notJudged };
}

function announcements(lines: readonly SpecPermission[]): Map<string, { since: string; remove: string }> {
  return new Map(
    lines.flatMap((line) =>
      typeof line === "object" && "unused" in line
        ? expandCompact(line.permission).map((single) => [single, line.unused] as const)
        : [],
    ),
  );
}

/** What becomes of each line of the file that a step concerns, by its place in the list. */
export function lineChanges(role: SpecManagedRole, sized: readonly SizedPermission[]): Map<number, Pieces> {
  const steps = new Map(sized.map((one) => [one.permission, one]));
  const changed = new Map<number, Pieces>();
  for (const [index, line] of role.permissions.entries()) {
    if (isConditional(line)) continue;
    const singles = expandCompact(permissionText(line));
    const wanted = singles.flatMap((single) => steps.get(single) ?? []);
    if (wanted.every(({ step }) => step === "none" || step === "wait")) continue;
    const free = typeof line === "string";
    const plain = wanted.filter(({ step }) => step === "withdraw" || (step === "none" && free));
    const announced = wanted.filter(({ step }) => step === "announce" || step === "wait" || (step === "none" && !free));
    const byDates = Map.groupBy(announced, ({ since, remove }) => `${since} ${remove}`);
    changed.set(index, [
      ...(plain.length > 0 ? [{ permission: joined(plain) }] : []),
      ...[...byDates.values()].map((same) => ({
        permission: joined(same),
        unused: { since: same[0]?.since ?? "", remove: same[0]?.remove ?? "" },
      })),
    ]);
  }
  return changed;
}

/** In the order of the file. */
function joined(same: readonly SizedPermission[]): string {
  const [first = "", ...more] = same.map(({ permission }) => permission);
  return [first, ...more.map((one) => one.split(":")[2] ?? "")].join(",");
}
