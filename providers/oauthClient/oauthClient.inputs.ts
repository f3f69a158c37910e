/** A managed OAuth client with the grants that it owns, as state holds it. */
import { z } from "zod";

const grant = z.object({
  roleId: z.string(),
  /** Division key -> division id; id `*` is all divisions. */
  divisions: z.record(z.string(), z.string()),
  justification: z.string().optional(),
  /** One of the divisions is the Home division; never sent to Genesys Cloud, absent where it is not so. */
  home: z.boolean().optional(),
});

export const oauthClientInputs = z.object({
  organization: z.string(),
  managedBy: z.string(),
  clientKey: z.string(),
  /** Absent for the first, and in states of older releases. */
  generation: z.number().optional(),
  name: z.string(),
  description: z.string(),
  // Told by the spec for policies and reports, never sent to Genesys Cloud; absent where the spec says nothing, as in states of older releases.
  owner: z.string().optional(),
  purpose: z.string().optional(),
  dataProtection: z.object({ legalBasis: z.string().optional(), nativeMasking: z.boolean().optional() }).optional(),
  access: z.string(),
  authorizedGrantType: z.string(),
  accessTokenValiditySeconds: z.number(),
  scope: z.array(z.string()),
  registeredRedirectUri: z.array(z.string()),
  development: z.boolean(),
  /** By role key. */
  grants: z.record(z.string(), grant),
  /** Drift only: the client's state where it is not `active`. No spec can ask for it, so `up` makes the client active again. */
  state: z.string().optional(),
});

export const oauthClientOutputs = oauthClientInputs.extend({
  clientId: z.string(),
  /** Null after an import: the org shows a secret only once. */
  clientSecret: z.string().nullable().default(null),
  /** When the org made the client and its secret, ISO 8601; null in states of older releases and where the org does not say. */
  dateCreated: z.string().nullable().default(null),
});

export type OAuthClientInputs = z.infer<typeof oauthClientInputs>;
export type OAuthClientOutputs = z.infer<typeof oauthClientOutputs>;
export type ClientGrants = OAuthClientInputs["grants"];
