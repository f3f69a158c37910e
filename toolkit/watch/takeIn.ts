/** A change of the org as an edit of the spec: each edit is loaded and judged again, and given up where the result would be another thing than meant. */

import type { DriftRow } from "../../access/drift/model.ts";
import { isExisting, permissionText, type Spec, type SpecRole } from "../../access/language/spec.ts";
import type { ReadText } from "../../access/language/specReader.ts";
import { NOT_IN_STACK } from "../../access/resources/texts.ts";
import { expandCompact } from "../../access/values/permission.ts";
import { quoted } from "../../access/values/untrusted.ts";
import { loadJudgedSpec } from "../../policies/loadJudgedSpec.ts";
import { insertEntries } from "../adopt/insertEntries.ts";
import { judgeSpecs } from "../judge/judgeSpecs.ts";
import type { Edit } from "../splice.ts";
import { editList, editValue, type Path, removeKey } from "./editSpec.ts";

export interface TakenIn {
  /** By file: the text before and after. */
  readonly edits: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
  /** Ids of the rows that the edits take in. */
  readonly taken: readonly string[];
  /** Rows that no edit can express, each with the reason: one sentence. */
  readonly left: readonly { readonly row: DriftRow; readonly reason: string }[];
}

export interface Ground {
  readonly stack: string;
  /** File of the spec. */
  readonly file: string;
  readonly spec: Spec;
  readonly readText: ReadText;
  /** The file that has a place of the spec. */
  readonly fileOf: (path: Path) => string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

const TAKEN = ["added", "removed", "changed", "backfilled"];

export function takeIn(rows: readonly DriftRow[], ground: Ground): TakenIn {
  const texts = new Map<string, string>();
  const taken: string[] = [];
  const left: { row: DriftRow; reason: string }[] = [];
  const reading =
    (over: ReadonlyMap<string, string>): ReadText =>
    (name, first) =>
      over.get(name) ?? ground.readText(name, first);
  let spec = ground.spec;
  let refused = new Set(refusals(ground, ground.readText).keys());
  for (const row of rows.filter(({ kind }) => TAKEN.includes(kind))) {
    const step = stepOf(row, spec);
    if ("reason" in step) {
      left.push({ row, reason: step.reason });
      continue;
    }
    const tried = new Map(texts);
    const fault = apply(step.edits, ground, tried);
    if (fault !== undefined) {
      left.push({ row, reason: `The form of the file allows no edit: ${fault}.` });
      continue;
    }
    const loaded = loadJudgedSpec(ground.file, reading(tried));
    if (!loaded.ok) {
      left.push({
        row,
        reason: `The spec would not be valid: ${loaded.problems[0]?.message ?? "for a reason unknown"}.`,
      });
      continue;
    }
    const now = refusals(ground, reading(tried));
    const [added] = [...now].filter(([id]) => !refused.has(id));
    if (added) {
      left.push({ row, reason: `A rule refuses it: ${added[1]}` });
      continue;
    }
    for (const [name, text] of tried) texts.set(name, text);
    spec = loaded.spec.value;
    refused = new Set(now.keys());
    taken.push(row.id);
  }
  const edits = [...texts].map(
    ([name, after]) => [name, { before: ground.readText(name, ground.file), after }] as const,
  );
  return { edits: new Map(edits.filter(([, { before, after }]) => before !== after)), taken, left };
}

/** Open mandatory findings by their id: what `check` would refuse. */
function refusals({ stack, file, today }: Ground, readText: ReadText): ReadonlyMap<string, string> {
  const { stacks } = judgeSpecs({ files: [{ name: stack, file }], readText, strict: false, today });
  const open = stacks
    .flatMap(({ results }) => results)
    .filter(({ status, level }) => status === "open" && level === "mandatory");
  return new Map(open.map(({ id, message }) => [id, message]));
}

type Step = { readonly edits: readonly SpecEdit[] } | { readonly reason: string };

interface SpecEdit {
  /** The place by which the file is found. */
  readonly path: Path;
  readonly edit: (text: string) => Edit;
}

function apply(
  edits: readonly SpecEdit[],
  { fileOf, readText, file }: Ground,
  texts: Map<string, string>,
): string | undefined {
  for (const { path, edit } of edits) {
    const name = fileOf(path);
    const before = texts.get(name) ?? readText(name, file);
    const edited = edit(before);
    if ("fault" in edited) return edited.fault;
    texts.set(name, edited.text);
  }
  return undefined;
}

function stepOf(row: DriftRow, spec: Spec): Step {
  const { object, property } = row;
  if (property === null) return wholeStep(row, spec);
  if (object.kind === "role" && property === "permissions") return permissionStep(row, spec);
  if (object.kind === "grant" && property === "divisions") return divisionStep(row, spec);
  return valueStep(row, spec) ?? { reason: whyNot(property) };
}

function whyNot(property: string): string {
  if (property === "generalPermissions" || property === "general of the role")
    return "No spec can ask for an old general permission: put it back, or give the role up.";
  if (property === "conditional") return "A condition is written by hand, at its line of the role's permissions.";
  if (property.endsWith("of the role"))
    return "The role is not this stack's: the next update takes over what it permits now, once its difference is approved (genesys-access diff --base deployed).";
  if (property === "state") return "No spec has an inactive client: let it come back, or take it out of the spec.";
  if (property === "description")
    return "A description is made of description, purpose and owner: write what is meant there.";
  return "A spec has no form for it: put it back.";
}

function permissionStep({ object, added, removed }: DriftRow, spec: Spec): Step {
  const key = object.key.slice("roles.".length);
  const role = spec.roles[key];
  if (!role || isExisting(role)) return { reason: `The spec has no role ${key} of its own.` };
  const path = ["roles", key, "permissions"];
  const gone = new Set(removed);
  const changed = new Map<number, readonly string[]>();
  const found = new Set<string>();
  for (const [index, line] of role.permissions.entries()) {
    const singles = expandCompact(permissionText(line));
    const kept = singles.filter((one) => !gone.has(one));
    if (kept.length === singles.length) continue;
    for (const one of singles) if (gone.has(one)) found.add(one);
    if (typeof line !== "string" && kept.length > 0)
      return { reason: "A line with a condition or an announcement would have to be taken apart: do it by hand." };
    changed.set(index, kept.map(scalar));
  }
  const missing = removed.filter((one) => !found.has(one));
  if (missing.length > 0)
    return {
      reason: `It follows from a pattern, a profile or endpoints of the role, and not from a line: ${missing.join(", ")}.`,
    };
  const lines = added.map(scalar);
  const edit = (text: string): Edit =>
    role.permissions.length === 0
      ? editValue(text, path, `[${lines.join(", ")}]`)
      : editList(text, path, { changed, added: lines });
  return { edits: [{ path: ["roles", key], edit }] };
}

function divisionStep({ object, added, removed }: DriftRow, spec: Spec): Step {
  const place = grantPlace(object.key, spec);
  if (!place) return { reason: `The spec has no ${object.key.split(".")[0]} entry that it could be written to.` };
  const { path, role, subject } = place;
  if (added.includes("all divisions"))
    return { reason: "All divisions are a decision of a person: write `divisions: all` with a `justification`." };
  const known = new Map(Object.entries(spec.divisions).map(([key, { name }]) => [name, key]));
  const keyOf = (name: string) => (Object.hasOwn(spec.divisions, name) ? name : known.get(name));
  const fresh = added
    .filter((name) => keyOf(name) === undefined)
    .map((name) => [freeKey(name, spec.divisions), name] as const);
  const keys = added.map((name) => keyOf(name) ?? fresh.find(([, one]) => one === name)?.[0] ?? name);
  const declared = fresh.map(
    ([key, name]): SpecEdit => ({
      path: ["divisions"],
      edit: (text) =>
        inserted(text, "divisions", [`  ${scalar(key)}: ${key === name ? "{}" : `{ name: ${quoted(name)} }`}`]),
    }),
  );
  const index = subject.grants.findIndex((grant) => grant.role === role && Array.isArray(grant.divisions));
  if (index < 0 && role.endsWith(NOT_IN_STACK)) {
    if (subject.grants.length === 0) return { reason: "The client has no list of grants that it could be added to." };
    const name = role.slice(0, -NOT_IN_STACK.length);
    const declaredRole = Object.keys(spec.roles).find((one) => nameOfRole(spec.roles[one]) === name);
    const roleKey = declaredRole ?? freeKey(name, spec.roles);
    return {
      edits: [
        ...declared,
        ...(declaredRole === undefined
          ? [
              {
                path: ["roles"],
                edit: (text: string) =>
                  inserted(text, "roles", [`  ${scalar(roleKey)}: { existing: ${quoted(name)} }`]),
              },
            ]
          : []),
        {
          path,
          edit: (text) =>
            editList(text, [...path, "grants"], {
              changed: new Map(),
              added: [`{ role: ${scalar(roleKey)}, divisions: [${keys.map(scalar).join(", ")}] }`],
            }),
        },
      ],
    };
  }
  const grant = subject.grants[index];
  if (!grant || !Array.isArray(grant.divisions))
    return { reason: "A selector or all divisions stand there, and no list: change it by hand." };
  const divisions: readonly string[] = grant.divisions;
  const gone = removed.map((name) => divisions.indexOf(keyOf(name) ?? name));
  if (gone.includes(-1)) return { reason: "The division that is gone is not named in the list: change it by hand." };
  const grants = [...path, "grants"];
  const edit = (text: string): Edit =>
    added.length === 0 && gone.length === divisions.length
      ? editList(text, grants, { changed: new Map([[index, []]]), added: [] })
      : editList(text, [...grants, index, "divisions"], {
          changed: new Map(gone.map((at) => [at, []])),
          added: keys.map(scalar),
        });
  return { edits: [...declared, { path, edit }] };
}

/** `clients.crm.reader`, where subject and role may have any letters. */
function grantPlace(key: string, spec: Spec) {
  const section = key.slice(0, key.indexOf("."));
  if (section !== "clients" && section !== "users" && section !== "groups") return undefined;
  const rest = key.slice(section.length + 1);
  const name = Object.keys(spec[section]).find((one) => rest.startsWith(`${one}.`) || rest === one);
  const subject = name === undefined ? undefined : spec[section][name];
  if (name === undefined || !subject) return undefined;
  return { path: [section, name], role: rest.slice(name.length + 1), subject };
}

function wholeStep({ object }: DriftRow, spec: Spec): Step {
  if (object.kind === "grant") {
    const place = grantPlace(object.key, spec);
    const index = place?.subject.grants.findIndex(({ role }) => role === place.role) ?? -1;
    if (!place || index < 0) return { reason: "The spec has no grant that it could be taken out of." };
    const only = place.subject.grants.length === 1;
    const edit = (text: string): Edit =>
      only
        ? removeKey(text, place.path)
        : editList(text, [...place.path, "grants"], { changed: new Map([[index, []]]), added: [] });
    return { edits: [{ path: place.path, edit }] };
  }
  const path = object.key.split(/\.(.*)/s).slice(0, 2);
  if (object.key.includes("/")) return { reason: "One generation of a client is gone: say so at its `secret`." };
  return { edits: [{ path, edit: (text) => removeKey(text, path) }] };
}

const LISTS: Readonly<Record<string, string>> = { scope: "scopes", registeredRedirectUri: "redirectUris" };
const VALUES: Readonly<Record<string, string>> = { name: "name", accessTokenValiditySeconds: "tokenLifetime" };

/** Undefined for a property that is no plain value of the spec. */
function valueStep({ object, property, added, removed }: DriftRow, spec: Spec): Step | undefined {
  const [section = "", key = ""] = object.key.split(/\.(.*)/s);
  const path = [section, key];
  const own = property === null ? undefined : VALUES[property];
  if (own !== undefined && object.kind !== "grant") {
    const [value = ""] = added;
    return {
      edits: [
        { path, edit: (text) => editValue(text, [...path, own], own === "tokenLifetime" ? value : quoted(value)) },
      ],
    };
  }
  const list = property === null ? undefined : LISTS[property];
  const client = section === "clients" ? spec.clients[key] : undefined;
  if (list === undefined || !client || isExisting(client)) return undefined;
  const written = list === "scopes" ? client.scopes : client.redirectUris;
  const gone = removed.map((one) => written.indexOf(one));
  if (gone.includes(-1)) return { reason: "What is gone is not in the list of the spec: change it by hand." };
  const texts = added.map(scalar);
  const edit = (text: string): Edit =>
    written.length === 0
      ? editValue(text, [...path, list], `[${texts.join(", ")}]`)
      : editList(text, [...path, list], { changed: new Map(gone.map((at) => [at, []])), added: texts });
  return { edits: [{ path, edit }] };
}

function inserted(text: string, section: string, lines: readonly string[]): Edit {
  const edited = insertEntries(text, section, lines);
  return edited === undefined ? { fault: `\`${section}\` has a form that nothing can be added to` } : { text: edited };
}

/** Plain where YAML reads it as the text that it is. */
function scalar(text: string): string {
  return /^[A-Za-z][\w-]*(?:[:@.][\w-]+)*(?:,[\w-]+)*$/.test(text) &&
    !/^(?:true|false|null|yes|no|on|off)$/i.test(text) &&
    !text.includes(",")
    ? text
    : quoted(text);
}

function nameOfRole(role: SpecRole | undefined): string | undefined {
  return role && (isExisting(role) ? role.existing : role.name);
}

function freeKey(name: string, taken: Readonly<Record<string, unknown>>): string {
  if (/^[A-Za-z][\w-]{0,60}$/.test(name) && !Object.hasOwn(taken, name) && scalar(name) === name) return name;
  const plain =
    name
      .normalize("NFKD")
      .replace(/[^A-Za-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .toLowerCase() || "taken-in";
  const base = /^[a-z]/.test(plain) ? plain : `x-${plain}`;
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? base : `${base}-${number}`;
    if (!Object.hasOwn(taken, key)) return key;
  }
}
