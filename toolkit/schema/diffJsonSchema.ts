/** JSON Schema of `genesys-access diff --format json`. */
import { z } from "zod";
import { APPROVAL_FORMAT_VERSION, MOST_DAYS } from "../../access/diff/approval.ts";
import { RISK_LEVELS } from "../../access/diff/risk.ts";
import { TERM_KINDS, type TermKind } from "../../access/terms/model.ts";
import { DIFF_FORMAT_VERSION } from "../diff/render.ts";
import { GATES } from "../judge/gates.ts";
import type { JsonSchema } from "./jsonSchema.ts";

const count = z.int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const atom = z.string().describe("JSON list of subject, item, division and condition.");
const direction = z.enum(["gained", "lost"]);

const division = z.union([
  z.strictObject({ kind: z.literal("all") }).describe("All-Divisions."),
  z.strictObject({ kind: z.literal("as-user") }).describe("Wherever the user who signed in has access."),
  z.strictObject({ kind: z.literal("division"), name: z.string() }),
  z
    .strictObject({ kind: z.literal("selector"), match: z.array(z.string()), exclude: z.array(z.string()) })
    .describe("Divisions that only the org knows."),
]);

const condition = z
  .strictObject({
    conjunction: z.enum(["AND", "OR"]),
    terms: z.array(
      z.strictObject({
        variableName: z.string(),
        operator: z.string(),
        operands: z.array(z.strictObject({ type: z.string(), value: z.string() })),
      }),
    ),
  })
  .optional()
  .describe("Absent where there is no condition.");

const cause = z.strictObject({
  kind: z
    .enum([
      "edited",
      "division-joined",
      "division-deleted",
      "catalogue-changed",
      "profile-changed",
      "drift",
      "back-fill",
      "unknown",
    ])
    .describe("`edited`: somebody wrote it. `division-joined`: the grant is as it was, and its selector takes more."),
  path: z.string().optional().describe("Place in the head's YAML: `roles.bi.permissions[0]`."),
  position: z.strictObject({ file: z.string(), line: z.int().min(1), column: z.int().min(1) }).optional(),
});

const change = z.strictObject({
  direction,
  kind: z
    .enum(["permission", "pattern", "role", "user-context", "scope"])
    .describe("`pattern` and `role` stand for more than is known here."),
  name: z.string().describe("The permission, pattern, role, grant type or scope."),
  divisions: z.array(division).min(1),
  condition,
  conditionChange: z
    .enum(["removed", "added", "changed"])
    .optional()
    .describe("Present where the same was (is) held in the same division otherwise."),
  narrower: z
    .array(z.strictObject({ division, condition }))
    .describe("Held before a gain, still held after a loss: less than what this change names."),
  via: z
    .array(
      z.strictObject({
        role: z.string().optional(),
        path: z.string(),
        justification: z.string().optional().describe("The reason beside the grant."),
      }),
    )
    .describe("Roles and grants that give (gave) it."),
  cause,
  risk: z
    .strictObject({ level: z.enum(RISK_LEVELS), reasons: z.array(z.string()) })
    .describe("For ranking; no refusal."),
});

const subject = z.strictObject({
  kind: z.enum(["client", "existing-client", "group", "user"]),
  key: z.string().describe("In the spec."),
  name: z.string(),
  id: z.string().optional().describe("Of an existing client."),
  grantType: z.string().optional().describe("Of a client that the stack makes."),
  standing: z.enum(["added", "removed", "changed"]),
  gained: z.array(change),
  lost: z.array(change),
  unknown: z.array(change).describe("Gained or lost, and nobody can say here how much it is."),
});

const term = z.strictObject({
  direction: direction.describe("`gained`: access is given, or less is refused."),
  present: z.boolean().describe("False for what the head no longer has."),
  kind: z.enum(Object.keys(TERM_KINDS) as [TermKind, ...TermKind[]]),
  owner: z.string().describe("`clients.<key>`, `stack` or `project`."),
  value: z.string(),
  meaning: z.string(),
  path: z.string(),
  position: z.strictObject({ file: z.string(), line: z.int().min(1), column: z.int().min(1) }).optional(),
});

const rename = z.strictObject({ kind: z.enum(["client", "division"]), from: z.string(), to: z.string() });

const approval = z
  .strictObject({
    formatVersion: z.literal(APPROVAL_FORMAT_VERSION),
    organization: z.string(),
    stack: z.string(),
    baseCommit: z
      .string()
      .regex(/^[0-9a-f]{40,64}$/)
      .nullable()
      .describe("The commit that the base has to be. Null: the base is no commit."),
    expires: z.iso
      .date()
      .describe(
        `The last day, in UTC, on which the approval holds; at most ${MOST_DAYS} days ahead of the run that takes it.`,
      ),
    digest: sha256,
    atoms: z.array(atom).min(1),
  })
  .optional()
  .describe("What an approval file holds to approve exactly these gains. Absent when nothing is gained.");

/** The difference between two accesses of one stack. */
export const difference = z.strictObject({
  stack: z.string(),
  organization: z.strictObject({ id: z.string(), name: z.string() }),
  verdict: z.enum(["widened", "narrowed", "mixed", "unchanged", "unknown"]),
  counts: z.strictObject({ gained: count, lost: count, unknown: count }).describe("Numbers of atoms."),
  digest: z
    .strictObject({ full: sha256, short: z.string() })
    .optional()
    .describe("Names exactly the gained atoms; only the full form approves. Absent when nothing is gained."),
  subjects: z.array(subject).describe("Only those whose access changes; the riskiest gains first."),
  terms: z.array(term).describe("Changes of what gives or limits access and is no permission."),
  renames: z.array(rename).describe("Other names for the same: no access changes by them."),
  notCovered: z.array(z.string()).min(1).describe("What this comparison could not see."),
  approval,
});

const stack = difference.extend({
  file: z.string(),
  driftLookedFor: z
    .boolean()
    .optional()
    .describe(
      "The org was asked what somebody changed in it since the last update. Absent where no state was compared; where it is false, `unchanged` says nothing about that.",
    ),
  drift: difference
    .optional()
    .describe("What somebody changed in the org since the last update. Present where `base` is the live org."),
  open: z.array(atom).describe("Gained atoms that no approval covers."),
  refusals: z.array(z.string()).describe("Why the gate refuses this stack."),
});

const comparison = z.strictObject({
  formatVersion: z.literal(DIFF_FORMAT_VERSION).describe("Grows with every change that could break a reader."),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  catalogueDate: z.string().describe("Date of the catalogue of permissions and scopes, `YYYY-MM-DD`."),
  base: z.string(),
  head: z.string(),
  gate: z.strictObject({ failOn: z.array(z.enum(GATES)), refused: z.boolean() }),
  stacks: z.array(stack),
});

export function diffJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(comparison, { target: "draft-7", reused: "ref" }) as JsonSchema;
  return { ...($schema !== undefined && { $schema }), title: "Result of genesys-access diff", ...schema };
}
