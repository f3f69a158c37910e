/** Shape of the YAML language. Mistakes in one value alone are found here; mistakes between two places of the file in checks/. */
import { z } from "zod";
import { ACCESS_LEVELS } from "../values/accessLevel.ts";
import { conditionSchema } from "../values/condition.ts";
import type { Flaw } from "../values/flaw.ts";
import {
  allDivisionsFlaws,
  dayFlaws,
  endpointFlaws,
  generationFlaws,
  grantTypeFlaws,
  lifetimeFlaws,
  passedVariableFlaws,
  permissionFlaws,
  profileFlaws,
  regionFlaws,
  roleEndpointFlaws,
  textFlaws,
  uuidFlaws,
} from "./values.ts";

/** A map without other keys. The message of an unknown key is the list of known ones: shapeFlaws.ts finds the nearest among them. */
function strict<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape).join(" ");
  return z.strictObject(shape, { error: (issue) => (issue.code === "unrecognized_keys" ? known : undefined) });
}

/** A schema with flaws of ours: they travel in the issue's `params`. */
function checked<Schema extends z.ZodType>(
  schema: Schema,
  flaws: (value: z.output<Schema>) => readonly Flaw[],
): Schema {
  return schema.superRefine((value, context) => {
    for (const flaw of flaws(value)) context.addIssue({ code: "custom", message: flaw.message, params: { flaw } });
  }) as Schema;
}

const text = checked(z.string(), textFlaws);
const uuid = checked(z.string(), uuidFlaws);
const accessLevel = z.enum(ACCESS_LEVELS);
const permissionLine = checked(z.string(), permissionFlaws);

const condition = conditionSchema(text, strict, 1);

const day = checked(z.string(), dayFlaws);
/** A permission that use has shown to be unneeded, and that goes after a notice (`genesys-access rightsize`); until then the role holds it. */
const unused = strict({ since: day, remove: day });
const kept = z.union([
  strict({ endpoint: checked(z.string(), endpointFlaws), reason: text }),
  strict({ permission: permissionLine, reason: text }),
]);

const existingRole = strict({ existing: text });
const permissionEntry = z.union([
  permissionLine,
  strict({ permission: permissionLine, condition }),
  strict({ permission: permissionLine, unused }),
]);
const managedRole = strict({
  name: text,
  adopted: uuid.nullish(),
  purpose: text.nullish(),
  description: text.nullish(),
  access: accessLevel.nullish(),
  profile: checked(z.string(), profileFlaws).nullish(),
  endpoints: z.array(checked(z.string(), roleEndpointFlaws)).nullish(),
  permissions: z.array(permissionEntry).nullish(),
  keep: z.array(kept).nullish(),
});

const patterns = z.union([text, z.array(text).min(1)]);
const divisions = z.union([
  checked(z.string(), allDivisionsFlaws),
  z.array(text).min(1),
  strict({ match: patterns, exclude: z.union([text, z.array(text)]).nullish() }),
]);
/** A grant of a client that the stack makes: such a client has no other grants, and is changed in one call. */
const grant = strict({ role: text, divisions, justification: text.nullish() });
const subjectGrant = strict({
  ...grant.shape,
  exclusive: z.boolean().nullish(),
  order: z.enum(["add-first", "remove-first"]).nullish(),
});
const someGrants = z.array(subjectGrant).min(1);

/** The protection of the personal data that the client reads. */
const dataProtection = strict({ legalBasis: text.nullish(), nativeMasking: z.boolean().nullish() });

/** A permission or an operation as text, or one of them with a division. Which permissions exist, checks/expectationFlaws.ts says. */
const expectation = z.union([
  text,
  strict({ permission: text, in: text.nullish() }),
  strict({ endpoint: checked(z.string(), endpointFlaws), in: text.nullish() }),
]);
const expectations = z.array(expectation).nullish();
const only = strict({ permission: text, subjects: z.array(text) });

/** Generations of a client, and where a new secret goes. */
const secret = strict({
  generation: checked(z.number(), generationFlaws).nullish(),
  keep: z.array(checked(z.number(), generationFlaws)).nullish(),
  deliver: strict({ command: text, env: z.array(checked(z.string(), passedVariableFlaws)).nullish() }).nullish(),
});

const existingClient = strict({ existing: uuid, grants: someGrants });
const managedClient = strict({
  name: text,
  adopted: uuid.nullish(),
  owner: text.nullish(),
  purpose: text.nullish(),
  description: text.nullish(),
  grantType: checked(z.string(), grantTypeFlaws),
  access: accessLevel.nullish(),
  scopes: z.array(z.string()).nullish(),
  redirectUris: z.array(text).nullish(),
  tokenLifetime: checked(z.union([z.number(), z.string()]), lifetimeFlaws).nullish(),
  dataProtection: dataProtection.nullish(),
  secret: secret.nullish(),
  grants: z.array(grant).nullish(),
  can: expectations,
  cannot: expectations,
});

const subjects = z.record(z.string(), strict({ grants: someGrants })).nullish();

const enforcementLevel = z.enum(["mandatory", "advisory", "disabled"]);
/** Ids of rules and their options are no part of the language: the policies know them (policies/settings.ts). */
const policySetting = z.union([z.looseObject({ enforcementLevel: enforcementLevel.nullish() }), enforcementLevel]);
const waiver = strict({ finding: text, reason: text, owner: text, expires: day });

export const specSchema = strict({
  organization: strict({ id: uuid, name: text.nullish(), region: checked(z.string(), regionFlaws).nullish() }),
  development: z.boolean().nullish(),
  selectors: z.enum(["locked", "open"]).nullish(),
  /** Already followed when the schema is applied; listed so that a mistyped `include` finds it as the nearest key. */
  include: z.undefined().optional(),
  /** The file itself is read and checked by loadCatalogue.ts. */
  catalogue: text.nullish(),
  /** Already applied (override.ts). */
  override: z.undefined().optional(),
  divisions: z
    .record(
      z.string(),
      strict({
        name: text.nullish(),
        manage: z.boolean().nullish(),
        adopted: uuid.nullish(),
        description: z.string().nullish(),
      }).nullable(),
    )
    .nullish(),
  roles: z.record(z.string(), z.union([existingRole, managedRole])).nullish(),
  clients: z.record(z.string(), z.union([existingClient, managedClient])).nullish(),
  users: subjects,
  groups: subjects,
  policies: z.record(z.string(), policySetting).nullish(),
  waivers: z.array(waiver).nullish(),
  only: z.array(only).nullish(),
});

/** A spec as written, of the right shape. */
export type RawSpec = z.output<typeof specSchema>;
