/** The body of POST and PUT /api/v2/oauth/clients. */
import { z } from "zod";
import { limit } from "../catalogue/limits.ts";
import { catalogueScopes } from "../catalogue/scopes.ts";
import { maybe } from "../http/body.ts";
import { ApiError } from "../http/errors.ts";
import { type RoleDivision, requirePairs } from "../org/grants.ts";
import type { Org } from "../org/org.ts";
import { type Client, GRANT_TYPES } from "../org/orgData.ts";

export const ClientBody = z
  .looseObject({
    name: z.string().trim().min(1),
    authorizedGrantType: z.enum(GRANT_TYPES),
    description: maybe(z.string()),
    accessTokenValiditySeconds: maybe(
      z.number().int().min(limit("access-token-seconds-least")).max(limit("access-token-seconds-most-scim")),
    ),
    registeredRedirectUri: maybe(z.array(z.string())),
    roleIds: maybe(z.array(z.string())),
    roleDivisions: maybe(z.array(z.object({ roleId: z.string(), divisionId: maybe(z.string()) }))),
    scope: maybe(z.array(z.string())),
    /** `disabled` is set by the vendor's support alone. */
    state: maybe(z.enum(["active", "inactive"])),
    dateToDelete: maybe(z.string()),
  })
  .refine(
    // The vendor allows the longer life to clients of its SCIM integration only; that the scope makes one is unverified against a live org.
    ({ accessTokenValiditySeconds: seconds, scope }) =>
      (seconds ?? 0) <= limit("access-token-seconds-most") || (scope ?? []).some((one) => /^scim(:|$)/.test(one)),
    { path: ["accessTokenValiditySeconds"], message: "Too big for a client without the scope scim" },
  );
export type ClientText = z.infer<typeof ClientBody>;

/** The roles that the body names, each with its division; undefined when it names none. A role without a division lands in the home division. */
export function pairsOf(org: Org, body: ClientText): RoleDivision[] | undefined {
  const byIds = body.roleIds?.map((roleId) => ({ roleId, divisionId: undefined }));
  const pairs = body.roleDivisions ?? byIds;
  return pairs?.map(({ roleId, divisionId }) => ({ roleId, divisionId: divisionId || org.homeDivision.id }));
}

/** Codes by the vendor's OpenAPI definition. That an unknown role is `bad.client.role` as well is inferred. */
export function requireRoles(org: Org, pairs: readonly RoleDivision[], { authorizedGrantType }: ClientText): void {
  if (authorizedGrantType === "CLIENT-CREDENTIALS" && pairs.length === 0) {
    throw new ApiError(400, "missing.client.roles", "Client roles and divisions are missing.");
  }
  try {
    requirePairs(org, pairs);
  } catch (error) {
    throw error instanceof ApiError ? new ApiError(400, "bad.client.role", "Client role is invalid.") : error;
  }
}

/** By the vendor's OpenAPI definition, of POST and PUT. That the grant types which act for a user need one is inferred: others are not limited by scopes. */
export function requireScope({ authorizedGrantType, scope = [] }: ClientText, required: boolean): void {
  if (required && authorizedGrantType !== "CLIENT-CREDENTIALS" && scope.length === 0)
    throw new ApiError(400, "missing.client.scope", "Client scope is missing.");
}

/** By the vendor's OpenAPI definition: of a new client, whose scopes have to exist and whose state can only be active. */
export function requireNewClient(org: Org, { state, scope }: ClientText, most: number): void {
  if (state === "inactive") throw new ApiError(400, "bad.client.state", "New clients can only have an active state");
  const known = new Set(catalogueScopes().map(({ id }) => id));
  if (scope?.some((one) => !known.has(one))) throw new ApiError(400, "auth.invalid.scope", "Client has invalid scope");
  if (most > 0 && org.data.clients.length >= most)
    throw new ApiError(400, "auth.too.many.clients", "Too many clients exist in this organization.");
}

type SetByApi = "id" | "secretSha256" | "dateCreated" | "dateModified" | "createdBy" | "modifiedBy";
type ClientContent = Omit<Client, SetByApi | "state"> & Partial<Pick<Client, "state">>;

/** The fields of the client that the body sets; without a state in the body the state stays as it is. */
export function content(body: ClientText): ClientContent {
  const { name, description, authorizedGrantType, state, dateToDelete } = body;
  return {
    name,
    description: description ?? "",
    authorizedGrantType,
    accessTokenValiditySeconds: body.accessTokenValiditySeconds ?? limit("access-token-seconds-default"),
    registeredRedirectUri: body.registeredRedirectUri ?? [],
    scope: body.scope ?? [],
    ...(state === undefined ? {} : { state }),
    ...(dateToDelete === undefined ? {} : { dateToDelete }),
  };
}
