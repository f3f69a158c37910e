/**
 * Shapes of the API's answers, parsed once at this edge; fields that nothing here reads are left out.
 * Source: models of the vendor's JavaScript SDK 262. Absent and null mean the same in this API.
 */
import { z } from "zod";
import { conditionNodeSchema } from "../../access/resources/conditionNode.ts";

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const texts = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);

export const wirePolicy = z.object({
  domain: z.string(),
  entityName: z.string(),
  actionSet: texts,
  resourceConditionNode: conditionNodeSchema.nullish(),
});

export const wireRole = z.object({
  id: z.string(),
  name: text,
  description: text,
  default: z.boolean().nullish(),
  /** Old general permissions such as `admin`, outside the domain:entity:action model. */
  permissions: texts,
  /** Undefined when a listing leaves it out. */
  permissionPolicies: z.array(wirePolicy).nullish(),
});

export const wireDivision = z.object({
  id: z.string(),
  name: text,
  description: text,
  homeDivision: z.boolean().nullish(),
  objectCounts: z.record(z.string(), z.number()).nullish(),
});

const roleDivision = z.object({ roleId: z.string(), divisionId: z.string() });

export const wireClient = z.object({
  id: z.string(),
  name: text,
  description: text,
  authorizedGrantType: z.string(),
  accessTokenValiditySeconds: z.number().nullish(),
  registeredRedirectUri: texts,
  scope: texts,
  /** Undefined when a listing leaves it out. */
  roleDivisions: z.array(roleDivision).nullish(),
  state: z.string().nullish(),
  /** The day on which the org is going to remove it. */
  dateToDelete: z.string().nullish(),
  dateCreated: z.string().nullish(),
  dateModified: z.string().nullish(),
});

/** Only the answer to a create holds the secret (removed from GET and PUT in 2025). */
export const wireNewClient = wireClient.extend({ secret: z.string().nullish() });

const grant = z.object({
  /** Differs from the subject's id when the grant is inherited from a group. */
  subjectId: z.string().nullish(),
  role: z.object({
    id: z.string(),
    name: text,
    policies: z
      .array(
        z.object({
          domain: z.string(),
          entityName: z.string().nullish(),
          actions: texts,
          condition: z.unknown().optional(),
        }),
      )
      .nullish(),
  }),
  /** All divisions: id `*`, without a name. */
  division: z.object({ id: z.string(), name: text }),
});

export const wireSubject = z.object({
  id: z.string(),
  grants: z
    .array(grant)
    .nullish()
    .transform((value) => value ?? []),
});

/** Someone who holds a role; listed by GET /authorization/roles/{id}/subjectgrants. */
export const wireHolder = z.object({
  id: text,
  name: text,
  type: text,
  divisions: z.array(z.object({ id: text, name: text })).nullish(),
});

/** The bare number that GET /authorization/divisions/limit answers. */
export const wireCount = z.number().int().positive();

export const wireOrganization = z.object({ id: z.string(), name: text });

/** The key is spelt `OAuthClient` in this answer. */
export const wireTokenInfo = z.object({
  OAuthClient: z.object({
    id: z.string(),
    name: text,
    authorizedGrantType: z.string().nullish(),
    state: z.string().nullish(),
    dateToDelete: z.string().nullish(),
  }),
});

/** Settings of the org's roles; absent and null are not known. */
export const wireRoleSettings = z.object({ authorizationGrantDivisionAware: z.boolean().nullish() });

/** The permissions of one domain, by entity. */
export const wireDomainPermissions = z.object({
  domain: z.string(),
  permissionMap: z
    .record(
      z.string(),
      z.array(
        z.object({ action: z.string(), divisionAware: z.boolean().nullish(), allowsConditions: z.boolean().nullish() }),
      ),
    )
    .nullish(),
});

export const wireUser = z.object({ id: z.string(), username: text, email: text });
export const wireGroup = z.object({ id: z.string(), name: text });

/** For writes whose answer nobody reads. */
export const ignored = z.unknown().transform(() => undefined);

export type WireRole = z.infer<typeof wireRole>;
export type WirePolicy = z.infer<typeof wirePolicy>;
export type WireDivision = z.infer<typeof wireDivision>;
export type WireClient = z.infer<typeof wireClient>;
export type WireNewClient = z.infer<typeof wireNewClient>;
export type WireSubject = z.infer<typeof wireSubject>;
export type WireGrant = z.infer<typeof grant>;
export type WireHolder = z.infer<typeof wireHolder>;
export type WireDomainPermissions = z.infer<typeof wireDomainPermissions>;
