/** What differs between the resources of a state and the same resources in the org, property by property: only what an org itself holds. */
import { RESOURCES, type ResourceKind, resourceKind } from "../resources/index.ts";
import type { Raw, ResourceInputs } from "../resources/resourceType.ts";
import { expandCompact } from "../values/permission.ts";
import { readSubjectType, subjectKind, subjectSection } from "../values/subject.ts";
import { compareText } from "../values/text.ts";
import type { DriftObject, ObjectChange, Token } from "./model.ts";

export interface StateResource extends ResourceInputs {
  readonly id: string;
}

/** Properties that an org can change, and no others: a state has more, which no org knows. */
const TEXTS: Readonly<Record<ResourceKind, readonly string[]>> = {
  division: ["name", "description"],
  role: ["name", "description"],
  client: ["name", "description", "authorizedGrantType", "accessTokenValiditySeconds", "state"],
  grant: [],
};

const LISTS: Readonly<Record<ResourceKind, readonly string[]>> = {
  division: [],
  role: ["permissions", "conditional", "generalPermissions"],
  client: ["scope", "registeredRedirectUri"],
  grant: [],
};

/**
 * @param state by URN
 * @param live by URN, without what is gone
 */
export function objectChanges(
  state: ReadonlyMap<string, StateResource>,
  live: ReadonlyMap<string, ResourceInputs>,
): ObjectChange[] {
  const all = [...state].flatMap(([urn, resource]) => changesOf(resource, live.get(urn)));
  return withoutConsequences(all).sort(
    (a, b) => compareText(a.object.key, b.object.key) || compareText(a.property ?? "", b.property ?? ""),
  );
}

function changesOf(resource: StateResource, now: ResourceInputs | undefined): ObjectChange[] {
  const kind = resourceKind(resource.type);
  if (kind === undefined) return [];
  const before = canonical(kind, resource.inputs);
  const about = aboutOf(kind, resource.id, before);
  const whole = { text: about.object.name, also: [about.object.id ?? ""] };
  if (now === undefined) return [{ ...about, property: null, added: [], removed: [whole] }];
  const after = canonical(kind, now.inputs);
  return [
    ...TEXTS[kind].flatMap((property) => changed(about, property, textsOf(before[property]), textsOf(after[property]))),
    ...LISTS[kind].flatMap((property) =>
      split(about, property, listOf(property, before[property]), listOf(property, after[property])),
    ),
    ...(kind === "client" ? grantChanges(resource, before, after) : []),
    ...(kind === "grant" ? [...split(about, "divisions", divisionsOf(before), divisionsOf(after))] : []),
    ...(kind === "grant" ? permitChanges(about, before["rolePermits"], after["rolePermits"]) : []),
  ];
}

type About = Pick<ObjectChange, "object" | "holder" | "role">;

/** With what only drift has: the canonical form of a program's inputs knows nothing of it. */
function canonical(kind: ResourceKind, inputs: Raw): Raw {
  const { generalPermissions, state } = inputs;
  return { ...RESOURCES[kind].canonical(inputs), generalPermissions, state };
}

function aboutOf(kind: ResourceKind, id: string, inputs: Raw): About {
  const named = (section: string, key: unknown): DriftObject => ({
    kind,
    key: `${section}.${text(key)}`,
    id,
    name: text(inputs["name"]),
  });
  if (kind === "division") return { object: named("divisions", inputs["divisionKey"]) };
  if (kind === "role") return { object: named("roles", inputs["roleKey"]) };
  if (kind === "client") {
    const key = text(inputs["clientKey"]);
    return { object: named("clients", key), holder: { kind: "client", key } };
  }
  const type = readSubjectType(inputs["subjectType"]);
  const [subject, role] = [text(inputs["subjectKey"]), text(inputs["roleKey"])];
  return {
    object: grantObject(subjectSection(type), subject, role, text(inputs["subjectId"])),
    holder: { kind: subjectKind(type), key: subject },
    role: { key: role, id: text(inputs["roleId"]) },
  };
}

function grantObject(section: string, subject: string, role: string, id: string): DriftObject {
  return { kind: "grant", key: `${section}.${subject}.${role}`, id, name: `${role} of ${subject}` };
}

/** A role that a client holds is a grant of its own: who gave it did not change the client. */
function grantChanges({ id }: StateResource, before: Raw, after: Raw): ObjectChange[] {
  const client = text(before["clientKey"]);
  const [old, now] = [record(before["grants"]), record(after["grants"])];
  const roles = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return roles.flatMap((key) => {
    const [was, is] = [record(old[key]), record(now[key])];
    const about: About = {
      object: grantObject("clients", client, key, id),
      holder: { kind: "client", key: client },
      role: { key, id: text(is["roleId"] ?? was["roleId"]) },
    };
    return split(about, "divisions", divisionsOf(was), divisionsOf(is));
  });
}

/** What a role that the stack only refers to permits now. */
function permitChanges(about: About, before: unknown, after: unknown): ObjectChange[] {
  const [old, now] = [record(before), record(after)];
  return [
    ...changed(about, "name of the role", textsOf(old["name"]), textsOf(now["name"])),
    ...["permissions", "conditional", "general"].flatMap((property) =>
      split(about, `${property} of the role`, listOf(property, old[property]), listOf(property, now[property])),
    ),
  ];
}

function changed(about: About, property: string, before: Token[], after: Token[]): ObjectChange[] {
  return sameTokens(before, after) ? [] : [{ ...about, property, added: after, removed: before }];
}

/** What came and what went are two changes: they may have been made by two people. */
function split(about: About, property: string, before: Token[], after: Token[]): ObjectChange[] {
  const [old, now] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
  const added = after.filter((one) => !old.has(keyOf(one)));
  const removed = before.filter((one) => !now.has(keyOf(one)));
  return [
    ...(added.length > 0 ? [{ ...about, property, added, removed: [] }] : []),
    ...(removed.length > 0 ? [{ ...about, property, added: [], removed }] : []),
  ];
}

/** Divisions are their ids: a name that somebody changed is no other division. */
function keyOf({ text: shown, also: [id = shown] }: Token): string {
  return isId(id) ? id : shown;
}

function isId(text: string): boolean {
  return text === "*" || /^[0-9a-f-]{36}$/i.test(text);
}

function sameTokens(a: readonly Token[], b: readonly Token[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function divisionsOf(grant: Raw): Token[] {
  return Object.entries(record(grant["divisions"]))
    .map(([key, id]) => ({ text: id === "*" ? "all divisions" : key, also: [text(id)] }))
    .sort((a, b) => compareText(a.text, b.text));
}

function textsOf(value: unknown): Token[] {
  return value === undefined || value === null ? [] : [{ text: text(value), also: [] }];
}

function listOf(property: string, value: unknown): Token[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [];
  if (property === "conditional") return values.map(conditionalToken);
  const single = property === "permissions" ? values.flatMap((one) => expandCompact(text(one))) : values.map(text);
  return [...new Set(single)].sort(compareText).map((one) => ({ text: one, also: [] }));
}

function conditionalToken(value: unknown): Token {
  const { permission, condition } = record(value);
  const singles = expandCompact(text(permission));
  return { text: `${text(permission)} if ${JSON.stringify(condition)}`, also: singles };
}

/**
 * Whoever deletes a role, a division or a client takes its grants along: that is one act and one row. The access that went with it is told with the
 * object that is gone.
 */
function withoutConsequences(changes: readonly ObjectChange[]): ObjectChange[] {
  const gone = new Set(
    changes.flatMap(({ property, object }) => (property === null && object.kind !== "grant" ? [object.id] : [])),
  );
  return changes.filter(({ object, property, added, removed, role }) => {
    if (object.kind !== "grant" || added.length > 0) return true;
    if (gone.has(object.id) || (role !== undefined && gone.has(role.id))) return false;
    return property !== "divisions" || !removed.every((one) => gone.has(keyOf(one)));
  });
}

function record(value: unknown): Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Raw) : {};
}

function text(value: unknown): string {
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}
