/** A custom role, as state holds it. */
import { z } from "zod";
import { conditionSchema } from "../../access/values/condition.ts";

const conditional = z.object({ permission: z.string(), condition: conditionSchema(z.string()) });

export const roleInputs = z.object({
  organization: z.string(),
  managedBy: z.string(),
  roleKey: z.string(),
  name: z.string(),
  description: z.string(),
  /** Told by the spec, never sent to Genesys Cloud; absent where the spec says nothing, as in states of older releases. */
  purpose: z.string().optional(),
  access: z.string(),
  /** Compact, sorted: `routing:queue:search,view`. */
  permissions: z.array(z.string()),
  conditional: z.array(conditional).readonly(),
  /** Single permissions of the above that the org listed and the catalogue did not: never sent to Genesys Cloud, absent when there are none. */
  beyondCatalogue: z.array(z.string()).optional(),
  /** Drift only: old general permissions (`admin`) that somebody gave the role. No spec can ask for them, so `up` takes them away. */
  generalPermissions: z.array(z.string()).optional(),
});

export type RoleInputs = z.infer<typeof roleInputs>;
