/** The effective access of a stack or an org as a register has it: its difference from nothing, in groups, with the path of each. */
import { createHash } from "node:crypto";
import { generalPermission, isGeneralForm } from "../catalogue/generalPermissions.ts";
import { permission } from "../catalogue/permissions.ts";
import { isWriteScope } from "../catalogue/scopes.ts";
import { sensitivity } from "../catalogue/sensitivity.ts";
import { diffAccess } from "../diff/diffAccess.ts";
import type { Change } from "../diff/model.ts";
import { compareRisk, riskOf } from "../diff/risk.ts";
import { type Item, itemKind, itemText } from "../effective/item.ts";
import type { EffectiveAccess, EffectiveSubject } from "../effective/model.ts";
import { printCondition, UNCONDITIONAL } from "../values/condition.ts";
import { type DivisionId, divisionName, divisionSelector, printDivision } from "../values/division.ts";
import { subjectId } from "../values/subject.ts";
import { compareText, sortedOnce } from "../values/text.ts";
import { printYamlPath, type YamlPath } from "../values/yamlPath.ts";
import type {
  RegisterDivision,
  RegisterGrant,
  RegisterHolding,
  RegisterItem,
  RegisterPosition,
  RegisterSubject,
} from "./model.ts";

export type HeldSubject = Pick<RegisterSubject, "id" | "kind" | "key" | "name" | "grants" | "holdings" | "atoms"> &
  Partial<Pick<RegisterSubject, "risk" | "position">>;

export interface HeldAccess {
  readonly items: RegisterItem[];
  readonly divisions: RegisterDivision[];
  readonly conditions: string[];
  /** Those who hold nothing too. */
  readonly subjects: HeldSubject[];
  readonly atoms: number;
  readonly digest: string;
  readonly notCovered: readonly string[];
}

export interface Places {
  /** The place of a path in the YAML; undefined where there is none. */
  at(path: YamlPath): RegisterPosition | undefined;
  /** The place of a role among those of the register. */
  role(key: string): number | undefined;
}

export function heldAccess(access: EffectiveAccess, places: Places): HeldAccess {
  const nothing: EffectiveAccess = { ...access, subjects: [], divisions: [] };
  const { source: _, ...base } = nothing;
  // Terms are no atoms; the register has them beside each client.
  const diff = diffAccess(base, access, { terms: { base: [], head: [] } });
  const changes = new Map(
    diff.subjects.map(({ subject, gained, unknown }) => [subjectId(subject), [...gained, ...unknown]] as const),
  );
  const all = [...changes.values()].flat();
  const granted = access.subjects.flatMap(({ products }) => products.flatMap(({ divisions }) => divisions));
  const items = table(all.map(({ item }) => item));
  const divisions = table(granted);
  const conditions = table(all.flatMap(({ condition }) => (condition === UNCONDITIONAL ? [] : [condition])));
  const subjects = access.subjects.map((subject) =>
    heldSubject(subject, changes.get(subjectId(subject)) ?? [], { items, divisions, conditions }, places),
  );
  const { organization, stack } = access;
  return {
    items: items.texts.map(registerItem),
    divisions: divisions.texts.map(registerDivision),
    conditions: conditions.texts.map(printCondition),
    subjects,
    atoms: subjects.reduce((sum, { atoms }) => sum + atoms, 0),
    digest: diff.digest?.full ?? digestOfNothing(organization.id, stack),
    notCovered: diff.notCovered,
  };
}

function digestOfNothing(organization: string, stack: string): string {
  return createHash("sha256")
    .update(JSON.stringify([organization.toLowerCase(), stack]))
    .digest("hex");
}

interface TextTable<T extends string> {
  readonly texts: readonly T[];
  place(text: T): number;
}

function table<T extends string>(all: readonly T[]): TextTable<T> {
  const texts = sortedOnce(all) as T[];
  const places = new Map(texts.map((text, index) => [text, index]));
  return { texts, place: (text) => places.get(text) ?? -1 };
}

interface Tables {
  readonly items: TextTable<Item>;
  readonly divisions: TextTable<DivisionId>;
  readonly conditions: TextTable<string>;
}

function heldSubject(
  subject: EffectiveSubject,
  changes: readonly Change[],
  tables: Tables,
  places: Places,
): HeldSubject {
  const grants = grantsOf(subject, tables, places);
  const numbers = new Map(grants.map(({ key }, index) => [key, index]));
  const groups = Map.groupBy(changes, ({ divisions, condition, via }) =>
    JSON.stringify([divisions.map(tables.divisions.place), condition, via.map((one) => numbers.get(grantKey(one)))]),
  );
  const holdings = [...groups.values()].flatMap((group) => holdingOf(group, numbers, tables)).sort(byFirstItem);
  const worst = changes.map(({ risk }) => risk).sort(compareRisk)[0];
  const position = places.at(subject.path);
  return {
    id: subjectId(subject),
    kind: subject.kind,
    key: subject.key,
    name: subject.name,
    grants: grants.map(({ grant }) => grant),
    holdings,
    atoms: holdings.reduce((sum, { items, divisions }) => sum + items.length * divisions.length, 0),
    ...(worst && { risk: worst.level }),
    ...(position && { position }),
  };
}

function holdingOf(
  group: readonly Change[],
  numbers: ReadonlyMap<string, number>,
  { items, divisions, conditions }: Tables,
): RegisterHolding[] {
  const [first] = group;
  if (!first) return [];
  return [
    {
      items: group.map(({ item }) => items.place(item)).sort(byNumber),
      divisions: first.divisions.map(divisions.place).sort(byNumber),
      ...(first.condition !== UNCONDITIONAL && { condition: conditions.place(first.condition) }),
      via: [...new Set(first.via.map((one) => numbers.get(grantKey(one)) ?? 0))].sort(byNumber),
    },
  ];
}

function byNumber(a: number, b: number): number {
  return a - b;
}

function byFirstItem(a: RegisterHolding, b: RegisterHolding): number {
  const [first, second] = [a, b].map(({ items, divisions, condition = -1, via }) => [
    items[0],
    condition,
    divisions,
    via,
  ]);
  return (a.items[0] ?? 0) - (b.items[0] ?? 0) || compareText(JSON.stringify(first), JSON.stringify(second));
}

function grantKey({ role, path }: { readonly role?: string; readonly path: YamlPath }): string {
  return JSON.stringify([role ?? null, path]);
}

/** What a client has by itself, as the user who signs in, is a grant without a role. */
function grantsOf(
  { products }: EffectiveSubject,
  { divisions }: Tables,
  places: Places,
): { readonly key: string; readonly grant: RegisterGrant }[] {
  const together = Map.groupBy(products, grantKey);
  return [...together].flatMap(([key, all]) => {
    const [first] = all;
    if (!first) return [];
    const { role, path, justification } = first;
    const held = sortedOnce(all.flatMap((product) => product.divisions)) as DivisionId[];
    const number = role === undefined ? undefined : places.role(role);
    const position = places.at(path);
    const grant: RegisterGrant = {
      ...(number !== undefined && { role: number }),
      divisions: held.map(divisions.place),
      everywhere: held.includes("all"),
      ...(justification !== undefined && { justification }),
      path: printYamlPath(path),
      ...(position && { position }),
    };
    return [{ key, grant }];
  });
}

/** An item in words, with its parts and risks. */
export function registerItem(item: Item): RegisterItem {
  const [kind, name] = [itemKind(item), itemText(item)];
  const shows = kind === "permission" ? sensitivity(name)?.why : undefined;
  return {
    kind,
    name,
    ...partsOf(kind, name),
    access: accessOf(kind, name),
    ...(shows !== undefined && { shows }),
    risk: copied(riskOf(item, [])),
    riskEverywhere: copied(riskOf(item, ["all"])),
  };
}

function copied({ level, reasons }: ReturnType<typeof riskOf>): RegisterItem["risk"] {
  return { level, reasons: [...reasons] };
}

const OTHER_DOMAINS = {
  role: "existing role",
  "user-context": "as its user",
  scope: "scope",
} as const;

function partsOf(kind: RegisterItem["kind"], name: string): Pick<RegisterItem, "domain" | "entity" | "action"> {
  if (kind === "permission" || kind === "pattern") {
    const [domain = "", entity = "", ...action] = name.split(":");
    return entity === "" && action.length === 0
      ? { domain: "general permission", entity: domain, action: "" }
      : { domain, entity, action: action.join(":") };
  }
  return { domain: OTHER_DOMAINS[kind], entity: name, action: "" };
}

function accessOf(kind: RegisterItem["kind"], name: string): RegisterItem["access"] {
  if (kind === "scope") return isWriteScope(name) ? "write" : "read";
  if (kind !== "permission") return "unknown";
  if (isGeneralForm(name)) return generalPermission(name) ? "admin" : "unknown";
  return permission(name)?.kind ?? "unknown";
}

function registerDivision(division: DivisionId): RegisterDivision {
  const name = divisionName(division);
  if (name !== undefined) return { kind: "division", name };
  if (divisionSelector(division)) return { kind: "selector", name: printDivision(division) };
  return { kind: division === "all" ? "all" : "as-user", name: printDivision(division) };
}
