/** A role of several holders split for one client: what the copy is, and what it must not give or take. */
import { isExisting, type Spec, type SpecManagedRole } from "../../access/language/spec.ts";
import type { AccessLevel } from "../../access/values/accessLevel.ts";
import { nearest } from "../../access/values/nearest.ts";
import { printable } from "../../access/values/untrusted.ts";
import { Failure } from "../failure.ts";
import type { RoleCopy } from "./editSplit.ts";
import type { SizedRole } from "./model.ts";
import type { StackToSize } from "./rightsize.ts";

export interface Split extends RoleCopy {
  /** Where both the role and the grants stand. */
  readonly file: string;
  readonly access: AccessLevel;
}

/**
 * The split that was asked for. Nothing of it needs the org.
 *
 * @param whyShared why another stack has the role as well, one clause
 * @throws Failure where there is nothing to split, or the split would reach further than this client
 */
export function planSplit(
  names: readonly string[],
  role: string,
  { spec: loaded }: Pick<StackToSize, "spec">,
  whyShared: string | undefined,
): Split {
  const [client = "", ...more] = new Set(names);
  if (more.length > 0) throw refused("A role is split for one client: name one with --split.");
  const spec = loaded.value;
  const own = spec.clients[client];
  const grants = (own?.grants ?? []).flatMap((grant, index) => (grant.role === role ? [index] : []));
  if (!own || grants.length === 0) {
    const near = nearest(role, own?.grants.map((grant) => grant.role) ?? []);
    const hint = near.length > 0 ? ` Nearest: ${near.join(", ")}.` : "";
    throw refused(`clients.${client} does not hold a role ${JSON.stringify(role)} in the spec.${hint}`);
  }
  const managed = spec.roles[role];
  if (!managed || isExisting(managed)) throw refused(`Role ${role} is the org's own: the stack cannot split it.`);
  if (managed.permissions.length === 0)
    throw refused(`Role ${role} has nothing under \`permissions:\` that could be cut, so it is not split.`);
  if (isSoleHolder(spec, client, role))
    throw refused(`Only clients.${client} holds role ${role} in the spec: run without --split to make it smaller.`);
  if (whyShared !== undefined) throw refused(`Role ${role} is not split: ${whyShared}.`);
  const { file } = loaded.locateKey(["roles", role]);
  const elsewhere = grants
    .map((index) => loaded.locate(["clients", client, "grants", index, "role"]).file)
    .find((one) => one !== file);
  if (elsewhere !== undefined)
    throw refused(
      `Role ${role} stands in ${file} and its grant to clients.${client} in ${elsewhere}: split it by hand.`,
    );
  const named = isExisting(own) ? client : own.name;
  const taken = new Set(
    Object.values(spec.roles).map((one) => (isExisting(one) ? one.existing : one.name).toLowerCase()),
  );
  return {
    role,
    client,
    grants,
    file,
    access: managed.access,
    key: free(
      (end) => `${role}-${client}${end && `-${end}`}`,
      (key) => Object.hasOwn(spec.roles, key),
    ),
    name: free(
      (end) => `${managed.name} (${named}${end && ` ${end}`})`,
      (name) => taken.has(name.toLowerCase()),
    ),
  };
}

function refused(message: string): Failure {
  return new Failure(printable(message));
}

function isSoleHolder({ clients, users, groups }: Spec, client: string, role: string): boolean {
  const { [client]: _, ...others } = clients;
  return ![others, users, groups].some((subjects) =>
    Object.values(subjects).some(({ grants }) => grants.some((grant) => grant.role === role)),
  );
}

/** The first that is not taken: without an end, then with 2, 3 and so on. */
function free(make: (end: string) => string, isTaken: (text: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const text = make(number === 1 ? "" : String(number));
    if (!isTaken(text)) return text;
  }
}

/** The copy as it was judged for its one holder, without any step that gives or takes: an announcement stays as it stands. */
export function splitSizing({ role, key, client, access }: Split, sized: SizedRole): SizedRole {
  const permissions = sized.permissions.map((one) => {
    if (one.step === "remove") return { ...one, step: "wait" as const };
    return one.step === "withdraw" ? { ...one, step: "none" as const } : one;
  });
  return {
    ...sized,
    role: key,
    permissions,
    notes: [
      ...sized.notes,
      `Role ${key} is role ${role} for clients.${client} alone, with the same permissions: the split gives and takes nothing, and nobody else's entries change.`,
      ...(access === "read-write"
        ? [
            `The gate tells of \`access: read-write\` of ${key} as gained, for it is a role more that may be given permissions that change things: that is to be approved, and no permission is gained.`,
          ]
        : []),
      `Later runs of rightsize cut it, and count it as granted when it was committed: they remove with --held-since, or with a window that begins after the split.`,
    ],
  };
}

/** The spec as it must be after the edit, before anything is announced. */
export function splitSpec(spec: Spec, { role, key, name, client }: Split): Spec {
  const { adopted: _, ...copied } = spec.roles[role] as SpecManagedRole;
  const { [client]: own, ...others } = spec.clients;
  if (!own) return spec;
  const grants = own.grants.map((grant) => (grant.role === role ? { ...grant, role: key } : grant));
  return {
    ...spec,
    roles: { ...spec.roles, [key]: { ...copied, name } },
    clients: { ...others, [client]: { ...own, grants } },
  };
}
