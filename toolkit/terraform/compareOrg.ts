/** What Terraform last wrote down against what the org holds: each difference with what it means for the move. */
import { readConditionNode } from "../../access/resources/conditionNode.ts";
import type { Snapshot, SnapshotGrant, SnapshotPart, SnapshotRole } from "../../access/snapshot/model.ts";
import { conditionText, printCondition, UNCONDITIONAL } from "../../access/values/condition.ts";
import { listed } from "../../access/values/listed.ts";
import { patternTextCovers } from "../../access/values/pattern.ts";
import { isWildcard, parsePermission } from "../../access/values/permission.ts";
import { compareText } from "../../access/values/text.ts";
import { quoted } from "../../access/values/untrusted.ts";
import type { TerraformObject, TerraformReading } from "./reading.ts";

export interface TerraformDifference {
  readonly address: string;
  readonly kind: TerraformObject["kind"];
  readonly id: string;
  readonly name: string;
  /**
   * Of the org against the state: `wider` gives more access, `narrower` less, `both` some of each, `other` is about something else than access,
   * `gone` is an object that the org does not have any more, `unknown` was not shown by the org, `untold` is known to the org alone.
   */
  readonly what: "wider" | "narrower" | "both" | "other" | "gone" | "unknown" | "untold";
  /** A sentence for people; what it quotes is escaped. */
  readonly text: string;
  /** What follows for the move. */
  readonly meaning: string;
}

export type TerraformComparison =
  | { readonly sameOrg: true; readonly differences: readonly TerraformDifference[] }
  /** Nothing is compared: the state is of another org. */
  | { readonly sameOrg: false; readonly reason: string };

/** @param org a reading of the org; what it could not read is told as unknown */
export function compareWithOrg({ snapshot: state, managed }: TerraformReading, org: Snapshot): TerraformComparison {
  const reason = otherOrg(state, managed, org);
  if (reason !== undefined) return { sameOrg: false, reason };
  const compare = comparer(state, org);
  const differences = managed.flatMap(({ address, kind, id, name }) =>
    compare({ address, kind, id, name }).map(({ what, text }) => ({
      address,
      kind,
      id,
      name,
      what,
      text,
      meaning: MEANINGS[what],
    })),
  );
  return { sameOrg: true, differences };
}

const MEANINGS: Readonly<Record<TerraformDifference["what"], string>> = {
  wider:
    "The next `terraform apply` would take it away. Adoption takes the org as it is: look whether it should be so.",
  narrower: "The next `terraform apply` would give it back. Adoption takes the org as it is.",
  both: "The next `terraform apply` would undo it. Adoption takes the org as it is: look whether it should be so.",
  other: "The next `terraform apply` would undo it. Adoption takes the org as it is.",
  gone: "The next `terraform apply` would make it again. It is not adopted: let Terraform forget it.",
  untold: "Adoption takes the org as it is: read what it permits.",
  unknown: "It is not adopted before somebody who may read it has compared it.",
};

function otherOrg(state: Snapshot, managed: readonly TerraformObject[], org: Snapshot): string | undefined {
  const [ours, theirs] = [state.organization, org.organization];
  if (ours.id !== "" && ours.id !== theirs.id.toLowerCase())
    return `the state is of the org ${quoted(ours.name)} (id ${ours.id}), and this is ${quoted(theirs.name)} (id ${quoted(theirs.id)})`;
  if (ours.id !== "" || managed.length === 0) return undefined;
  const here = new Set(
    [...org.divisions, ...org.roles, ...org.clients, ...org.people].map(({ id }) => id.toLowerCase()),
  );
  const isAnyHere = managed.some(({ id }) => here.has(id));
  const isWhole = org.coverage.every(({ part, state }) => state === "read" || part === "settings");
  if (isAnyHere || !isWhole) return undefined;
  return `none of the ${managed.length} objects that Terraform manages is in the org ${quoted(theirs.name)}: the state is probably of another one`;
}

type Found = Pick<TerraformDifference, "what" | "text">;
type Managed = Pick<TerraformObject, "address" | "kind" | "id" | "name">;

function comparer(state: Snapshot, org: Snapshot): (managed: Managed) => Found[] {
  const [ours, theirs] = [indexed(state), indexed(org)];
  const isRead = (part: SnapshotPart) => org.coverage.some((line) => line.part === part && line.state === "read");
  const missing = (part: SnapshotPart, what: string): Found[] => [
    isRead(part)
      ? { what: "gone", text: `the org does not have this ${what}` }
      : { what: "unknown", text: `the org did not show this ${what}: not all of its ${part} could be read` },
  ];
  const name = (id: string, objects: ReadonlyMap<string, { readonly name: string }>) =>
    id === "*" ? "all divisions" : quoted(objects.get(id)?.name ?? id);
  const grantText = (grant: string) => {
    const { role, division } = JSON.parse(grant) as Pick<SnapshotGrant, "role" | "division">;
    return `${name(role, theirs.roles)} in ${name(division, theirs.divisions)}`;
  };
  const grants = (kind: SnapshotGrant["subjectKind"], id: string): Found[] => {
    const part = `${kind}-grants` as const;
    if (!isRead(part)) return [{ what: "unknown", text: `not all ${part} of the org could be read` }];
    const [before, now] = [ours, theirs].map((side) => side.grants.get(`${kind}:${id}`) ?? new Set<string>()) as [
      Set<string>,
      Set<string>,
    ];
    return gainsAndLosses(
      "it holds",
      [...now].filter((grant) => !before.has(grant)).map(grantText),
      [...before].filter((grant) => !now.has(grant)).map(grantText),
    );
  };

  return ({ kind, id }) => {
    if (kind === "division") {
      const [before, now] = [ours.divisions.get(id), theirs.divisions.get(id)];
      return before && now ? texts(before, now, ["name", "description"]) : missing("divisions", "division");
    }
    if (kind === "role") {
      const [before, now] = [ours.roles.get(id), theirs.roles.get(id)];
      if (!before || !now) return missing("roles", "role");
      return [...texts(before, now, ["name", "description"]), ...permitted(before, now)];
    }
    if (kind === "client") {
      const [before, now] = [ours.clients.get(id), theirs.clients.get(id)];
      if (!before || !now) return missing("clients", "client");
      return [
        ...texts(before, now, ["name", "description", "state", "grantType", "tokenLifetime"]),
        ...lists("scopes", before.scopes, now.scopes),
        ...lists("redirect URIs", before.redirectUris, now.redirectUris),
        ...grants("client", id),
      ];
    }
    // Nobody who holds nothing is in a reading: a person is gone only where the org says so.
    if (theirs.people.get(id)?.state === "deleted")
      return [{ what: "gone", text: `the org does not have this ${kind}` }];
    return grants(kind, id);
  };
}

function indexed({ divisions, roles, clients, people, grants }: Snapshot) {
  const by = <T extends { readonly id: string }>(all: readonly T[]) =>
    new Map(all.map((one) => [one.id.toLowerCase(), one]));
  const held = new Map<string, Set<string>>();
  for (const { subjectKind, subject, role, division } of grants) {
    const key = `${subjectKind}:${subject.toLowerCase()}`;
    const grant = JSON.stringify({ role: role.toLowerCase(), division: division.toLowerCase() });
    held.set(key, (held.get(key) ?? new Set()).add(grant));
  }
  return { divisions: by(divisions), roles: by(roles), clients: by(clients), people: by(people), grants: held };
}

const WORDS: Readonly<Record<string, string>> = { grantType: "grant type", tokenLifetime: "lifetime of tokens" };

function texts<T extends object>(before: T, now: T, keys: readonly (keyof T & string)[]): Found[] {
  return keys
    .filter((key) => before[key] !== now[key])
    .map((key) => ({
      what: "other" as const,
      text: `its ${WORDS[key] ?? key} is ${shown(now[key])} in the org, and ${shown(before[key])} in the state`,
    }));
}

function shown(value: unknown): string {
  return value === null || value === undefined ? "not known" : quoted(String(value));
}

/** Scopes and redirect URIs: more of them is more that somebody with the client can do. */
function lists(what: string, before: readonly string[], now: readonly string[]): Found[] {
  const [old, fresh] = [new Set(before), new Set(now)];
  return gainsAndLosses(
    `of ${what} it has`,
    now.filter((one) => !old.has(one)).map(quoted),
    before.filter((one) => !fresh.has(one)).map(quoted),
  );
}

function gainsAndLosses(verb: string, more: readonly string[], less: readonly string[]): Found[] {
  if (more.length + less.length === 0) return [];
  const what = less.length === 0 ? "wider" : more.length === 0 ? "narrower" : "both";
  const parts = [
    ...(more.length > 0 ? [`${verb} in the org and not in the state: ${listed(more)}`] : []),
    ...(less.length > 0 ? [`${verb} in the state and not in the org: ${listed(less)}`] : []),
  ];
  return [{ what, text: parts.join("; ") }];
}

function permitted(before: SnapshotRole, now: SnapshotRole): Found[] {
  if (now.policies === null) return [{ what: "unknown", text: "the org did not show what this role permits" }];
  if (before.policies === null)
    return [{ what: "untold", text: "the state does not have the whole of a condition, and the org does" }];
  const [old, fresh] = [permissionsOf(before), permissionsOf(now)];
  return [
    ...gainsAndLosses("it permits", notIn(fresh, old), notIn(old, fresh)),
    ...gainsAndLosses(
      "of old general permissions it has",
      now.general.filter((one) => !before.general.includes(one)).map(quoted),
      before.general.filter((one) => !now.general.includes(one)).map(quoted),
    ),
  ];
}

interface Permitted {
  readonly permission: string;
  readonly condition: string;
}

function permissionsOf({ policies }: SnapshotRole): Permitted[] {
  return (policies ?? []).flatMap(({ domain, entity, actions, condition: stored }) => {
    const condition = readConditionNode(stored);
    const text = condition === undefined ? UNCONDITIONAL : conditionText(condition);
    return actions.map((action) => ({ permission: `${domain}:${entity}:${action}`, condition: text }));
  });
}

/**
 * Those of one side that the other lacks under the same condition. The org stores what a star stands for, and Terraform keeps the star: neither lacks the
 * other's, and whether the list is the whole star nobody can tell here.
 */
function notIn(these: readonly Permitted[], others: readonly Permitted[]): string[] {
  const byCondition = Map.groupBy(others, ({ condition }) => condition);
  return these
    .filter(({ permission, condition }) => {
      const same = (byCondition.get(condition) ?? []).map((other) => other.permission);
      if (same.includes(permission)) return false;
      const covers = (star: string, single: string) => isStar(star) && patternTextCovers(star, single);
      return !same.some((other) => covers(other, permission) || covers(permission, other));
    })
    .map(({ permission, condition }) =>
      condition === UNCONDITIONAL ? permission : `${permission} (only where ${printCondition(condition)})`,
    )
    .sort(compareText)
    .map((text) => (/^[\w:*-]+$/.test(text) ? text : quoted(text)));
}

function isStar(text: string): boolean {
  const permission = parsePermission(text);
  return permission !== undefined && isWildcard(permission);
}
