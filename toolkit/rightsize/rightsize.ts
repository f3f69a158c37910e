/** Clients of a stack held against their use: the smaller roles as an edit of the YAML, proved before it is written. */
import { isDeepStrictEqual } from "node:util";
import { diffAccess } from "../../access/diff/diffAccess.ts";
import { effectiveAccess } from "../../access/effective/effectiveAccess.ts";
import type { EffectiveAccess } from "../../access/effective/model.ts";
import { explain } from "../../access/explain/explain.ts";
import { type LoadedSpec, loadSpec } from "../../access/language/loadSpec.ts";
import { printProblem } from "../../access/language/problem.ts";
import { isExisting, type Spec, type SpecManagedRole } from "../../access/language/spec.ts";
import type { ReadText } from "../../access/language/specReader.ts";
import { isComplete, type Snapshot } from "../../access/snapshot/model.ts";
import type { Usage, UsageRow } from "../../access/usage/model.ts";
import { usedOperations } from "../../access/usage/usedOperations.ts";
import { printDay } from "../../access/values/day.ts";
import { nearest } from "../../access/values/nearest.ts";
import { compareText, sortedOnce } from "../../access/values/text.ts";
import { printable } from "../../access/values/untrusted.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { isValid, openSpec } from "../open/loadedStack.ts";
import type { SpecFile } from "../open/specFiles.ts";
import { editSplit } from "./editSplit.ts";
import { editUnused, type Pieces } from "./editUnused.ts";
import { heldBefore } from "./heldBefore.ts";
import { changes, type SizedRole, type Sizing } from "./model.ts";
import { seasonNote } from "./notes.ts";
import { coversClient, requireUsage } from "./requireUsage.ts";
import { lineChanges, type Situation, sizeRole, stackClients } from "./sizeRoles.ts";
import { planSplit, type Split, splitSizing, splitSpec } from "./splitRole.ts";

export interface SizingOptions {
  readonly windowDays: number;
  readonly noticeDays: number;
  /** A day from which on the org is known to have what the file gives. */
  readonly heldSince?: string;
  /** Key of the role that is split for the one client that is named. */
  readonly split?: string;
  readonly now: Date;
  readonly cwd: string;
}

export interface StackToSize extends SpecFile {
  readonly spec: LoadedSpec;
  readonly access: EffectiveAccess;
  /** The other stacks of the project, as far as they load. */
  readonly others: readonly { readonly name: string; readonly spec: LoadedSpec }[];
}

export interface FileEdit {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** An edit, and the spec that it must make. */
interface Proposal {
  readonly wanted: Spec;
  readonly edits: readonly FileEdit[];
  readonly isSplit: boolean;
}

/** @throws Failure for clients that cannot be judged, for evidence that is not whole, and for a file whose form allows no edit */
export function rightsize(
  names: readonly string[],
  stack: StackToSize,
  { snapshot, usage }: { readonly snapshot: Snapshot; readonly usage: Usage },
  readText: ReadText,
  options: SizingOptions,
): { readonly sizing: Sizing; readonly edits: readonly FileEdit[] } {
  const { spec } = stack;
  const split = options.split === undefined ? undefined : roleToSplit(names, options.split, stack);
  const roles = split ? [split.role] : rolesToSize(names, stack);
  requireComplete(snapshot, spec.value.organization.id);
  const { window, rows } = requireUsage(usage, spec.value.organization.id, options.windowDays, options.now);
  const keys = sortedOnce(names);
  const situation: Situation = {
    stack: stack.name,
    spec,
    snapshot,
    rows,
    window,
    before: heldBefore(spec.file, window.from, options.heldSince, options.cwd),
    today: printDay(options.now),
    noticeDays: options.noticeDays,
    whyShared: (role) => sharedWith(stack, role),
    ...(split && { alone: split.client }),
  };
  const judged = roles.map((role) => sizeRole(role, situation));
  const sized = split ? judged.map((one) => splitSizing(split, one)) : judged;
  const ids = new Set(sized.flatMap(({ holders }) => holders.flatMap((holder) => holder.ids)));
  const uncovered = [...ids].filter((id) => !coversClient(usage, id));
  if (uncovered.length > 0)
    throw new Failure(
      printable(
        `The usage does not have the calls of ${uncovered.join(", ")}, which hold the same roles. Read the usage of the whole org.`,
      ),
      EXIT.unreachable,
    );
  const own = rows.filter(({ client }) => ids.has(client)).sort(byRow);
  const whole = split ? splitSpec(spec.value, split) : spec.value;
  const edits = split ? [splitEdit(split, whole, sized, readText)] : editsOf(spec, sized, readText);
  const operations = prove(stack, situation, { wanted: sizedSpec(whole, sized), edits, isSplit: !!split }, readText);
  return {
    sizing: {
      organization: { id: spec.value.organization.id, name: snapshot.organization.name },
      stack: stack.name,
      clients: keys.map((key) => `clients.${key}`),
      window,
      roles: sized,
      ...(split && { split: { from: split.role, to: split.key } }),
      notes: [...seasonNote(window), ...keys.flatMap((key) => referredRoles(spec.value, key))],
      replay: { operations, closed: 0 },
      queries: usage.read,
      rows: own,
    },
    edits,
  };
}

/**
 * Keys of the roles that these clients of the stack hold, sorted.
 *
 * @throws Failure for a client that is not there, or has no roles of its own
 */
export function rolesToSize(names: readonly string[], { spec }: Pick<StackToSize, "spec">): string[] {
  return sortedOnce(names.flatMap((key) => rolesOf(spec.value, key)));
}

/**
 * The split of a role for the one client that is named.
 *
 * @throws Failure where there is nothing to split, or the split would reach further than this client
 */
export function roleToSplit(names: readonly string[], role: string, stack: StackToSize): Split {
  rolesToSize(names, stack);
  return planSplit(names, role, stack, sharedWith(stack, role));
}

function requireComplete(snapshot: Snapshot, organization: string): void {
  if (snapshot.organization.id.toLowerCase() !== organization)
    throw new Failure(
      printable(`The snapshot is of the org ${snapshot.organization.id}, and the spec is for ${organization}.`),
      EXIT.invalidSpec,
    );
  if (isComplete(snapshot)) return;
  const lacks = snapshot.coverage.flatMap(({ part, state, reason }) =>
    state === "read" || part === "settings" ? [] : [printable(`${part}: ${reason ?? state}`)],
  );
  throw new Failure(
    "Not everything about who holds the roles could be read, so nothing can be called unused.",
    EXIT.unreachable,
    lacks,
  );
}

/** Keys of the roles of a client that the stack makes. */
function rolesOf(spec: Spec, key: string): string[] {
  const client = Object.hasOwn(spec.clients, key) ? spec.clients[key] : undefined;
  if (!client) {
    const near = nearest(key, Object.keys(spec.clients));
    const hint = near.length > 0 ? ` Nearest: ${near.join(", ")}.` : "";
    throw new Failure(printable(`The stack has no client ${JSON.stringify(key)}.${hint} Name a key of \`clients:\`.`));
  }
  if (!isExisting(client) && client.grantType !== "CLIENT-CREDENTIALS")
    throw new Failure(
      printable(
        `Client ${JSON.stringify(key)} is a ${client.grantType} client: it acts with the roles of the user who signs in, and has none that could be cut.`,
      ),
    );
  return client.grants.flatMap(({ role }) => (isManagedRole(spec, role) ? [role] : []));
}

function isManagedRole({ roles }: Spec, key: string): boolean {
  const role = Object.hasOwn(roles, key) ? roles[key] : undefined;
  return role !== undefined && !isExisting(role);
}

function referredRoles(spec: Spec, key: string): string[] {
  const grants = spec.clients[key]?.grants ?? [];
  return sortedOnce(grants.map(({ role }) => role))
    .filter((role) => !isManagedRole(spec, role))
    .map((role) => `Role ${role} of clients.${key} is the org's own: the stack cannot make it smaller.`);
}

function sharedWith({ spec, others }: StackToSize, role: string): string | undefined {
  const { file } = spec.locateKey(["roles", role]);
  const other = others.find(
    ({ spec: one }) => Object.hasOwn(one.value.roles, role) && one.locateKey(["roles", role]).file === file,
  );
  return other && `stack ${other.name} has the role from the same file, and its use is not in here`;
}

function editsOf(spec: LoadedSpec, sized: readonly SizedRole[], readText: ReadText): FileEdit[] {
  const edits = new Map<string, FileEdit>();
  for (const { role, permissions } of sized) {
    const changed = lineChanges(spec.value.roles[role] as SpecManagedRole, permissions);
    if (changed.size === 0) continue;
    const { file } = spec.locateKey(["roles", role]);
    const before = edits.get(file)?.before ?? readText(file);
    const edit = editUnused(edits.get(file)?.after ?? before, role, changed);
    if ("fault" in edit) throw byHand(file, role, edit.fault, changed);
    edits.set(file, { file, before, after: edit.text });
  }
  return [...edits.values()];
}

function splitEdit(split: Split, whole: Spec, [sized]: readonly SizedRole[], readText: ReadText): FileEdit {
  const { file, key } = split;
  const before = readText(file);
  const copied = editSplit(before, split);
  const changed = lineChanges(whole.roles[key] as SpecManagedRole, sized?.permissions ?? []);
  const edit = "fault" in copied || changed.size === 0 ? copied : editUnused(copied.text, key, changed);
  if ("fault" in edit) throw new Failure(printable(`${file} was not changed: ${edit.fault}. Split the role by hand.`));
  return { file, before, after: edit.text };
}

function byHand(file: string, role: string, why: string, changed: ReadonlyMap<number, Pieces>): Failure {
  const lines = [...changed].map(
    ([index, pieces]) =>
      `roles.${role}.permissions[${index}]: ${
        pieces.length === 0
          ? "take the entry out"
          : pieces
              .map(
                ({ permission, unused }) =>
                  `${permission}${unused ? ` (unused since ${unused.since}, remove ${unused.remove})` : ""}`,
              )
              .join("; ")
      }`,
  );
  return new Failure(
    printable(`${file} was not changed: ${why}. Edit the entries by hand.`),
    EXIT.usage,
    lines.map(printable),
  );
}

/**
 * Nothing but these lines changes, whatever the form of the file; nobody gains anything; and every operation that a holder called is answered as before.
 *
 * @returns how many operations were tried
 */
function prove(
  stack: StackToSize,
  situation: Situation,
  { wanted, edits, isSplit }: Proposal,
  readText: ReadText,
): number {
  const edited = openSpec(stack, withEdits(edits, readText));
  if (!isValid(edited) || !isDeepStrictEqual(edited.spec.value, wanted))
    throw new Failure(
      printable(
        `${edits.map(({ file }) => file).join(", ")} was not changed: the form of the file is not one that can be edited safely.`,
      ),
      EXIT.usage,
      isValid(edited) ? [] : edited.problems.map(printProblem),
    );
  const changed = isSplit ? stack.others.find((other) => !isSame(other.spec, edits, readText)) : undefined;
  if (changed)
    throw new Failure(
      printable(
        `${edits.map(({ file }) => file).join(", ")} was not changed: the split would change stack ${changed.name} as well.`,
      ),
    );
  const after = effectiveAccess(edited.desired, edited.spec);
  const { verdict } = diffAccess(stack.access, after);
  if (verdict !== "unchanged" && (isSplit || verdict !== "narrowed"))
    throw new Error(`a proposal that ${isSplit ? "splits a role" : "only takes away"} is ${verdict}`);
  let operations = 0;
  for (const { key, ids } of stackClients(situation)) {
    for (const { text, operation } of usedOperations(situation.rows.filter(({ client }) => ids.includes(client)))) {
      if (!operation) continue;
      operations += 1;
      if (answerOf(stack.access, stack.spec, key, text) !== answerOf(after, edited.spec, key, text))
        throw new Error(`a proposal closes ${text} to clients.${key}, which called it`);
    }
  }
  return operations;
}

function withEdits(edits: readonly FileEdit[], readText: ReadText): ReadText {
  return (name, first) => edits.find(({ file }) => file === name)?.after ?? readText(name, first);
}

/** The edits say nothing new to another stack. */
function isSame({ file, value }: LoadedSpec, edits: readonly FileEdit[], readText: ReadText): boolean {
  const loaded = loadSpec(file, withEdits(edits, readText));
  return loaded.ok && isDeepStrictEqual(loaded.spec.value, value);
}

function answerOf(access: EffectiveAccess, spec: LoadedSpec, client: string, can: string): string {
  const answer = explain(access, spec, { client: `clients.${client}`, can });
  return answer.ok ? answer.explanation.answer : answer.flaw.code;
}

function sizedSpec(spec: Spec, sized: readonly SizedRole[]): Spec {
  const roles = new Map(sized.map((one) => [one.role, one]));
  return {
    ...spec,
    roles: Object.fromEntries(
      Object.entries(spec.roles).map(([key, role]) => [
        key,
        roles.has(key) ? sizedRole(role as SpecManagedRole, roles.get(key)) : role,
      ]),
    ),
  };
}

function sizedRole(role: SpecManagedRole, sized: SizedRole | undefined): SpecManagedRole {
  const changed = lineChanges(role, sized?.permissions ?? []);
  return {
    ...role,
    permissions: role.permissions.flatMap(
      (line, index) =>
        changed.get(index)?.map(({ permission, unused }) => (unused ? { permission, unused } : permission)) ?? [line],
    ),
  };
}

function byRow(a: UsageRow, b: UsageRow): number {
  const text = ({ day, client, user, path, method }: UsageRow) => [day, client, user, path, method].join(" ");
  return compareText(text(a), text(b));
}

/** True where a run would change the file. */
export function hasChanges({ roles, split }: Pick<Sizing, "roles" | "split">): boolean {
  return split !== undefined || changes(roles).length > 0;
}
