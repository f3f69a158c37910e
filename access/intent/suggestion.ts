/** A role for certain operations, and a client that holds it, as YAML to paste into a spec: every permission is followed by its reason. */
import { Document, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { isWriteScope } from "../catalogue/scopes.ts";
import type { AccessLevel } from "../values/accessLevel.ts";
import { printEndpoint } from "../values/endpoint.ts";
import { printable } from "../values/untrusted.ts";
import type { MinimalAccess, NeededPermission, PermissionUse } from "./minimalPermissions.ts";
import { suggestionRemarks } from "./suggestionRemarks.ts";

export interface SuggestionOptions {
  /** Key of the role and of the client. */
  readonly key: string;
  /** The name that people have for the integration. */
  readonly title: string;
  readonly grantType: "client-credentials" | "code";
  /** Sentences to put at the top. */
  readonly notes?: readonly string[];
  /** Where somebody asks for it, by permission, scope or `METHOD path`: a text such as `guide.txt:3`. */
  readonly places?: (name: string) => string | undefined;
}

/** Stands where only a person knows the value. A deployment refuses the division of this name, since no org has it. */
export const PLACEHOLDER = "CHANGE_ME";

const USER_CONTEXT =
  "The client acts as the user who signs in: grant the role under `users` or `groups`. The scopes bind only where the org enforces scopes.";

/**
 * The YAML; it loads as part of a spec that has an organization. The same input gives the same text. Needs at least one permission: a role without
 * any does not exist.
 */
export function suggestion(access: MinimalAccess, options: SuggestionOptions): string {
  const { key, grantType, notes = [] } = options;
  const isService = grantType === "client-credentials";
  const document = new Document({
    ...(isService && { divisions: { [PLACEHOLDER]: {} } }),
    roles: { [key]: role(access, options) },
    clients: { [key]: client(access, options) },
  });
  document.commentBefore = comment([...notes, ...(isService ? [] : [USER_CONTEXT]), ...suggestionRemarks(access)]);
  const divisions = document.get("divisions") as YAMLMap | undefined;
  if (divisions) divisions.commentBefore = " a division of the org, or several";
  const permissions = document.getIn(["roles", key, "permissions"]) as YAMLSeq<Scalar<string>>;
  for (const [index, needed] of access.permissions.entries()) describe(permissions.items[index], needed, options);
  const scopes = document.getIn(["clients", key, "scopes"]) as YAMLSeq<Scalar<string>> | undefined;
  for (const scope of scopes?.items ?? []) askedFor(scope, scope.value, options);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function role(access: MinimalAccess, { title }: SuggestionOptions): object {
  return {
    name: `Integration - ${title}`,
    purpose: `${PLACEHOLDER}, what the integration does with it`,
    access: permissionLevel(access),
    permissions: access.permissions.map(({ permission }) => permission),
  };
}

function client(access: MinimalAccess, { key, title, grantType }: SuggestionOptions): object {
  const scopes = access.scopes.map(({ scope }) => scope);
  return {
    name: title,
    owner: "team@change-me.example",
    purpose: `${PLACEHOLDER}, what the integration is for`,
    grantType,
    access: scopes.some(isWriteScope) ? "read-write" : permissionLevel(access),
    ...(scopes.length > 0 && { scopes }),
    ...(grantType === "code"
      ? { redirectUris: ["https://change-me.example/callback"] }
      : { grants: [{ role: key, divisions: [PLACEHOLDER] }] }),
  };
}

function permissionLevel({ permissions }: MinimalAccess): AccessLevel {
  return permissions.every(({ kind }) => kind === "read") ? "read-only" : "read-write";
}

/** Above the line what it opens, behind it what a reviewer should see at once. */
function describe(
  line: Scalar<string> | undefined,
  { permission, kind, divisionAware, operations }: NeededPermission,
  { places }: SuggestionOptions,
): void {
  if (!line) return;
  const asked = places?.(permission);
  line.commentBefore = comment([
    ...(asked === undefined ? [] : [`asked for at ${asked}`]),
    ...operations.map((use) => [useText(use), places?.(printEndpoint(use.operation))].filter(isText).join(", ")),
  ]);
  const marks = [...(kind === "read" ? [] : [kind]), ...(divisionAware === "no" ? ["no division limits it"] : [])];
  if (marks.length > 0) line.comment = ` ${marks.join(", ")}`;
}

function askedFor(line: Scalar<string>, name: string, { places }: SuggestionOptions): void {
  const asked = places?.(name);
  if (asked !== undefined) line.commentBefore = comment([`asked for at ${asked}`]);
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}

/** `GET /api/v2/… (rather than a:b:c)`. */
function useText({ operation, passedOver }: PermissionUse): string {
  const others = passedOver.length > 3 ? `${passedOver.length} others` : passedOver.join(" or ");
  return passedOver.length > 0 ? `${printEndpoint(operation)} (rather than ${others})` : printEndpoint(operation);
}

/** Lines of files that anybody may have written are among them. */
function comment(lines: readonly string[]): string {
  return lines.map((line) => (line === "" ? "" : ` ${printable(line)}`)).join("\n");
}
