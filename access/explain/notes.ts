/** Remarks that stand beside an answer: limits that do not limit, and needs that no operation declares. */

import { dependenciesOf } from "../catalogue/dependencies.ts";
import { pastDivisions } from "../catalogue/pastDivisions.ts";
import { unguardedWords } from "../catalogue/unguarded.ts";
import { writtenClient, writtenRole } from "../effective/written.ts";
import { needOf } from "../intent/need.ts";
import { isExisting } from "../language/spec.ts";
import { scopeCovers } from "../values/scope.ts";
import { printYamlPath } from "../values/yamlPath.ts";
import type { Asked } from "./asked.ts";
import { type Decision, decide, type Evidence } from "./decide.ts";
import { holdingsOf } from "./holding.ts";
import { ownOnlyIn } from "./ownOnly.ts";

export const SCOPE_RULE = "Scopes do not limit a client-credentials client: its roles in their divisions do.";

export function notesOf(asked: Asked, decision: Decision): string[] {
  return [
    ...alternativesNote(asked, decision),
    ...(decision.state === "no" ? [] : dependencyNotes(asked, decision)),
    ...(asked.need.match === "NONE"
      ? ["No declared permission is not the same as unchecked: ownership rules may apply."]
      : []),
    ...ownershipNote(asked, decision),
    ...scopeNote(asked),
    ...loginNote(asked, decision),
    ...outsideNote(asked),
    ...previewNote(asked),
    ...siloNote(asked),
  ];
}

function alternativesNote({ need }: Asked, { state }: Decision): string[] {
  if (state === "yes" || need.permissions.length < 2) return [];
  const which = need.match === "ALL" ? "all" : "one";
  return [`It takes ${which} of ${need.permissions.join(", ")}.`];
}

/** A needed permission that is held in other divisions only counts as missing here. */
function dependencyNotes(asked: Asked, { evidence, division }: Decision): string[] {
  const holdings = holdingsOf(asked.subject);
  const lacks = (permission: string) =>
    ["no", "elsewhere"].includes(decide(needOf([permission], "ALL"), holdings, division).state);
  return evidence.flatMap((one) =>
    dependenciesOf(one.permission)
      .filter(({ needs }) => lacks(needs))
      .map(
        ({ permission, needs, why }) =>
          `${permission} is of less use without ${needs}: ${why}. ${whereToAdd(asked, one, needs)}`,
      ),
  );
}

/** The role that gives the one permission should give the other: then both hold in the same divisions. */
function whereToAdd({ spec }: Asked, { holding }: Evidence, needs: string): string {
  const role = holding && writtenRole(spec.value, holding.role);
  if (!holding || !role || isExisting(role)) return `Add ${needs} to a role of the same grants.`;
  const path = ["roles", holding.role, ...(role.permissions.length > 0 ? ["permissions"] : [])];
  const { file, line } = spec.locate(path);
  return `Add \`- ${needs}\` under ${printYamlPath(path)} (${file}:${line}).`;
}

function ownershipNote({ subject }: Asked, decision: Decision): string[] {
  const own = ownOnlyIn(subject, decision);
  if (!own) return [];
  return [
    `That ${own.permission} shows only what is one's own is concluded from its name, not verified in a live org.`,
  ];
}

/** The field's own description in the API: scopes apply only to clients that do not use the client-credentials grant. */
function scopeNote({ spec, subject: { kind, key, grantType }, need: { operation } }: Asked): string[] {
  if (grantType !== "CLIENT-CREDENTIALS") return [];
  const declared = kind === "client" ? writtenClient(spec.value, key)?.scopes : undefined;
  const accepted = operation?.scopes ?? [];
  const isOpen = declared?.some((scope) => accepted.some((one) => scopeCovers(scope, one)));
  if (!declared || accepted.length === 0 || isOpen) return [SCOPE_RULE];
  return [`${SCOPE_RULE} That it declares none of ${accepted.join(", ")} refuses nothing here.`];
}

function loginNote({ subject }: Asked, { state }: Decision): string[] {
  if (subject.kind !== "existing-client" || subject.grantType !== undefined || state === "no") return [];
  return [
    "How an existing client logs in only the org knows. One that acts as the user who signs in has no use for roles: `genesys-access preflight` asks the org and refuses it.",
  ];
}

function outsideNote({ subject }: Asked): string[] {
  if (subject.kind === "client") return [];
  const group = subject.kind === "user" ? " and the roles of its groups" : "";
  return [`What the console grants besides${group} is not seen here.`];
}

/** Divisions limit permissions, and some operations ask for none. */
function siloNote({ subject, need }: Asked): string[] {
  if (subject.kind !== "client" && subject.kind !== "existing-client") return [];
  const held = holdingsOf(subject);
  const isSiloed = held.length > 0 && held.every(({ divisions }) => !divisions.includes("all"));
  return isSiloed ? [unguardedWords(), ...pastNotes(need.permissions)] : [];
}

/** What divisions do not close of the permission that is asked about. */
function pastNotes(permissions: readonly string[]): string[] {
  return permissions.flatMap((permission) => {
    const shows = pastDivisions(permission);
    return shows === undefined ? [] : [`Past divisions (${permission}): ${shows}. The vendor says so.`];
  });
}

function previewNote({ need: { operation } }: Asked): string[] {
  return operation === undefined || operation.status === "current" ? [] : [`The operation is ${operation.status}.`];
}
