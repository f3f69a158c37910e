/** JSON Schemas of what smaller commands print as JSON. New keys may come without a new formatVersion: a reader ignores what it does not know. */
import { z } from "zod";
import { CERTAINTIES, DRIFT_KINDS, DRIFT_VERDICTS } from "../../access/drift/model.ts";
import { BehaviourSchema } from "../../access/observed/model.ts";
import { registerSchema } from "../../access/register/model.ts";
import { snapshotSchema } from "../../access/snapshot/model.ts";
import { USE_CLASSES } from "../../access/usage/judgePermissions.ts";
import { usageSchema } from "../../access/usage/model.ts";
import { verificationSchema } from "../../access/verify/model.ts";
import { GUARDS } from "../catalogue/guards.ts";
import { CHANGE_KINDS } from "../catalogue/model.ts";
import { STEPS } from "../rightsize/model.ts";
import { WATCH_PARTS } from "../watch/model.ts";
import type { JsonSchema } from "./jsonSchema.ts";

const formatVersion = z.literal(1).describe("Grows with every change that could break a reader.");
const tool = z.strictObject({ name: z.string(), version: z.string() });
const head = { formatVersion, tool };
const texts = z.array(z.string());
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const position = z.looseObject({ file: z.string(), line: z.int().min(1), column: z.int().min(1) });
const named = z.looseObject({ id: z.string(), name: z.string() });
const count = z.int().min(0);

const severity = z.enum(["critical", "high", "medium", "low", "info"]);
const auditSubject = z.looseObject({ kind: z.string(), id: z.string(), name: z.string() });

const usageWindow = z.looseObject({ from: day, to: day, days: count });
const USE = {
  requests: count,
  share: z.number().describe("Part of the org's requests."),
  trend: z.number().nullable().describe("Against as many days before: 0.1 is a tenth more."),
  errors: count.describe("Answers 4xx and 5xx."),
  status429: count,
  projected: count.nullable().describe("Requests of the present month; null where nobody can tell."),
};

const driftActor = z.looseObject({
  event: z.string().describe("Id of the entry of the org's audit."),
  at: z.string(),
  by: z.enum(["user", "client", "system", "unknown"]).describe("`system`: the platform by itself."),
  id: z.string().nullable(),
  name: z.string().nullable(),
  through: z.looseObject({ id: z.string(), name: z.string().nullable() }).nullable().describe("A person's client."),
  addresses: texts,
  application: z.string().nullable(),
  action: z.string(),
  own: z.boolean().describe("By a client that deploys the stack."),
});
const watchedStack = z.looseObject({
  stack: z.string(),
  organization: named,
  readAt: z.string().describe("The org's clock."),
  readBy: z.string().describe("Id of the client that read."),
  window: z.looseObject({ from: z.string(), to: z.string(), since: z.enum(["last green run", "usual"]) }),
  complete: z.boolean(),
  coverage: z.array(
    z.looseObject({
      part: z.enum(WATCH_PARTS),
      state: z.enum(["read", "partly", "not-read", "not-asked"]),
      reason: z.string().nullable(),
    }),
  ),
  counts: z.record(z.enum(DRIFT_KINDS), count),
  rows: z.array(
    z.looseObject({
      id: z.string().describe("The same in every run that finds the same."),
      kind: z.enum(DRIFT_KINDS),
      verdict: z.enum(DRIFT_VERDICTS),
      object: z.looseObject({ kind: z.string(), key: z.string(), id: z.string().nullable(), name: z.string() }),
      property: z.string().nullable().describe("Null: the whole object."),
      added: texts,
      removed: texts,
      access: z.array(
        z.looseObject({
          subject: z.string(),
          direction: z.enum(["gained", "lost"]),
          item: z.string(),
          divisions: texts,
          certain: z.boolean().describe("False: nobody can say how much it is."),
        }),
      ),
      since: z.string().nullable(),
      who: z.looseObject({
        certainty: z.enum(CERTAINTIES),
        actors: z.array(driftActor).describe("Newest first."),
        reason: z.string().nullable().describe("Why nobody is named."),
      }),
      todo: texts,
    }),
  ),
  events: z.looseObject({ own: count, unexplained: count }),
  catalogue: z.looseObject({ date: day, ageDays: count }),
  usage: z
    .looseObject({
      state: z.enum(["unknown", "ok", "warn", "critical"]),
      alarms: z.array(z.looseObject({ severity: z.enum(["warn", "critical"]), message: z.string() })),
    })
    .nullable(),
  notes: texts,
  digest: z.string().describe("Names exactly the rows, without times and people."),
});

const step = z.looseObject({ permission: z.string(), role: z.string(), divisions: texts, position });
const fix = z.looseObject({ does: z.string(), position, path: z.string(), yaml: z.string() });
const EXPLANATION = {
  subject: z.string().describe("As the spec names it: `clients.powerbi`."),
  need: z.string().describe("The operation or permission that was asked about."),
  division: z.string().optional(),
  answer: z.enum(["allowed", "denied", "undecided"]).describe("`undecided`: the spec alone cannot say."),
  layer: z.string().optional().describe("What denies, or leaves the answer open."),
  sentence: z.string(),
  path: z.array(step).describe("Roles that give the permissions."),
  fixes: z.array(fix),
  notes: texts,
};
const explanation = z.looseObject(EXPLANATION);

const ANSWERS = {
  explanation: ["Answer of genesys-access explain", z.looseObject({ ...head, ...EXPLANATION })],
  diagnosis: [
    "Answer of genesys-access explain --error",
    z.looseObject({
      ...head,
      layer: z.string().describe("Where the call ended: login, token, scope, permission, division …"),
      code: z.string().optional(),
      sentence: z.string(),
      permissions: texts.describe("Those that the error names."),
      match: z.enum(["ALL", "ANY"]).optional(),
      correlationId: z.string().optional(),
      advice: texts,
      explanation: explanation.optional().describe("Of one client, where one was named."),
    }),
  ],
  holders: [
    "Answer of genesys-access who-can",
    z.looseObject({
      ...head,
      need: z.string(),
      division: z.string().optional(),
      subjects: z.array(explanation).describe("Those that can, or may be able to."),
      asUser: texts.describe("Clients that act as the user who signs in."),
    }),
  ],
  "preflight-report": [
    "Report of genesys-access preflight",
    z.looseObject({
      formatVersion,
      stack: z.string(),
      organization: named,
      deployer: z.looseObject({ clientId: z.string(), name: z.string().optional() }),
      passes: z.boolean().describe("No finding is an error."),
      needs: z.array(z.looseObject({ anyOf: texts, neededToDeploy: z.boolean(), operations: texts })),
      findings: z.array(
        z.looseObject({
          level: z.enum(["error", "warning", "advice"]),
          code: z.string(),
          message: z.string(),
          fix: z.string(),
          path: z.string(),
          permissions: texts.optional(),
          operations: texts.optional(),
        }),
      ),
    }),
  ],
  "catalogue-refresh": [
    "Report of genesys-access catalogue refresh",
    z.looseObject({
      formatVersion,
      before: z.string().describe("Where the facts before come from."),
      after: z.string(),
      common: count.describe("Operations that both name."),
      equal: count.describe("Those of them that ask for the same permissions and scopes."),
      changes: z.array(
        z.looseObject({
          kind: z.enum(CHANGE_KINDS),
          what: z.string().describe("A permission, a scope, the key of a default role or `METHOD path`."),
          before: z.string().optional(),
          after: z.string().optional(),
          note: z.string().optional(),
        }),
      ),
      touched: z
        .array(z.looseObject({ kind: z.enum(["stack", "profile"]), name: z.string(), lines: texts }))
        .describe("Whose access or judgement changes."),
      refused: z.array(z.looseObject({ guard: z.enum(GUARDS), message: z.string() })),
      accepted: z.array(z.looseObject({ guard: z.enum(GUARDS), message: z.string() })),
      remarks: texts,
      missing: texts.describe("What could not be read: then nothing was written."),
      written: texts.describe("Files that were written."),
    }),
  ],
  "doctor-report": [
    "Report of genesys-access doctor",
    z.looseObject({
      ...head,
      root: z.string().optional().describe("Folder of the project; absent where there is none."),
      stack: z.string().optional(),
      checks: z.array(
        z.looseObject({
          id: z.string(),
          stack: z.string().optional(),
          state: z.enum(["ok", "warn", "missing"]),
          text: z.string(),
          fix: z.string().optional().describe("Absent where there is nothing to do."),
          unreachable: z.literal(true).optional(),
        }),
      ),
      exitCode: count,
    }),
  ],
  "fleet-report": [
    "Report of genesys-access fleet",
    z.looseObject({
      ...head,
      action: z.enum(["preview", "up"]),
      run: z
        .looseObject({
          id: z.string().nullable().describe("The pipeline's name for the run."),
          startedAt: z.string(),
          commit: z.string().nullable(),
          shared: z.string().describe("Digest of the files that every stack depends on."),
          settings: z.looseObject({ refresh: z.boolean(), failOn: texts, policyPacks: texts }),
          retryOf: z.string().nullable().describe("Digest of the report of which only what failed was run."),
          shards: z.int().min(1),
          stacks: z
            .array(z.looseObject({ stack: z.string(), shard: z.int().min(1), files: z.string() }))
            .describe("The whole fleet, also what other machines run."),
        })
        .optional(),
      shard: z
        .looseObject({ index: z.int().min(1), count: z.int().min(1) })
        .nullable()
        .optional()
        .describe("The part of the fleet that this report is of; null for the whole."),
      stacks: z.array(
        z.looseObject({
          stack: z.string(),
          file: z.string(),
          organization: named.optional(),
          access: z
            .looseObject({
              verdict: z.string(),
              gained: count,
              lost: count,
              unknown: count,
              digest: z.string().optional(),
            })
            .optional(),
          changes: z.looseObject({ create: count, update: count, replace: count, delete: count }),
          seconds: z.number().min(0),
          result: z
            .string()
            .describe("previewed, applied, unchanged, refused, failed, interrupted, not run or unknown."),
          exitCode: count,
          reasons: texts,
          kept: z.literal(true).optional().describe("Not run: as the report says that was tried again."),
        }),
      ),
    }),
  ],
  "audit-report": [
    "Report of genesys-access audit",
    z.looseObject({
      ...head,
      catalogueDate: day,
      organization: named,
      readAt: z.string().describe("The org's clock at the end of the reading."),
      readBy: z.looseObject({ clientId: z.string(), name: z.string() }),
      complete: z.boolean().describe("Everything was read; else more may be wrong than is said."),
      coverage: z.array(
        z.looseObject({
          part: z.string(),
          state: z.enum(["read", "partly", "not-read"]),
          count,
          reason: z.string().optional(),
        }),
      ),
      skipped: z.array(z.looseObject({ check: z.string(), reason: z.string() })).describe("Checks that did not look."),
      checks: z.array(z.looseObject({ id: z.string(), severity, title: z.string(), why: z.string(), fix: z.string() })),
      summary: z.looseObject({
        clients: count,
        allDivisions: count,
        wildcard: count,
        dormant: count.nullable().describe("Null where nobody could look."),
        withoutDescription: count,
        canWidenItself: count,
        findings: z.looseObject({ critical: count, high: count, medium: count, low: count, info: count }),
        investigate: count,
        waived: count,
      }),
      findings: z
        .array(
          z.looseObject({
            id: z.string().describe("`check/kind/id of the subject`: stable when things are renamed."),
            check: z.string(),
            severity,
            state: z.enum(["finding", "investigate"]).describe("`investigate`: what was read cannot decide it."),
            status: z.enum(["open", "waived"]),
            waiver: z.looseObject({ reason: z.string(), owner: z.string(), expires: day }).optional(),
            subject: auditSubject,
            message: z.string(),
            items: z.array(z.looseObject({ key: z.string(), message: z.string() })).min(1),
            why: z.string(),
            fix: z.string(),
            change: z.enum(["new", "changed", "unchanged"]).optional().describe("Only with a baseline."),
          }),
        )
        .describe("All of them, also those that did not change: the report is the next baseline."),
      clients: z.array(
        z.looseObject({
          id: z.string(),
          name: z.string(),
          grantType: z.string(),
          state: z.string(),
          roles: z.array(z.looseObject({ id: z.string(), name: z.string(), divisions: texts })),
          allDivisions: z.boolean(),
          permissions: count,
          writes: count,
          wildcards: texts,
          dangers: texts,
          unknown: z.boolean().describe("It holds something that nobody knows here."),
          requests: count.nullable().describe("Calls in the days that were asked for; null where nobody could look."),
          severity: severity.nullable(),
          findings: texts.describe("Open findings of it and of its roles, by id."),
        }),
      ),
      baseline: z
        .looseObject({
          file: z.string(),
          readAt: z.string().describe("Empty where there was no baseline yet."),
          digest: z.string(),
          gone: z.array(
            z.looseObject({
              id: z.string(),
              check: z.string(),
              severity,
              subject: auditSubject,
              change: z.enum(["gone", "hidden"]).describe("`hidden`: the present reading is not complete."),
            }),
          ),
        })
        .optional(),
      limits: texts.describe("What no reading can tell."),
      digest: z.string().describe("Names exactly what was found; the same in every format."),
    }),
  ],
  "usage-report": [
    "Report of genesys-access usage",
    z.looseObject({
      ...head,
      organization: named,
      readAt: z.string().describe("The org's clock."),
      timeZone: z.literal("UTC").describe("Of all days."),
      window: usageWindow,
      previous: usageWindow.nullable().describe("What the trend compares with."),
      complete: z.boolean().describe("Everything was read; else nothing is projected, and counts may be too low."),
      missing: texts,
      read: z.array(z.looseObject({ from: day, to: day, api: z.enum(["jobs", "query"]), path: z.string() })),
      total: z.looseObject(USE),
      month: z.looseObject({ name: z.string(), counted: count, through: day }).nullable(),
      quota: z
        .looseObject({
          requests: count.describe("A month."),
          source: z.string(),
          page: z.string().optional(),
          pageDate: day.optional(),
        })
        .nullable()
        .describe("Null where nobody said it: then there is no percentage and no alarm."),
      state: z.enum(["unknown", "ok", "warn", "critical"]),
      used: z.looseObject({
        percent: z.number().nullable(),
        projectedPercent: z.number().nullable(),
        usedUp: day.nullable(),
      }),
      thresholds: z.looseObject({ clientWarn: z.number(), warn: z.number(), critical: z.number() }),
      alarms: z.array(
        z.looseObject({
          severity: z.enum(["warn", "critical"]),
          client: z.string().nullable().describe("Null for the org."),
          message: z.string(),
        }),
      ),
      clients: z.array(
        z.looseObject({
          id: z.string(),
          name: z.string().nullable(),
          group: z.enum(["spec", "org", "unknown", "unnamed"]).describe("`unknown`: the org does not list it."),
          key: z.string().nullable(),
          owner: z.string().nullable(),
          ...USE,
          busiest: z.looseObject({ day, requests: count, meanPerHour: count }).nullable(),
          most429: z.looseObject({ day, requests: count }).nullable(),
          logins: count.nullable(),
          operations: z.array(
            z.looseObject({ method: z.string(), path: z.string(), requests: count, share: z.number() }),
          ),
          perDay: z.array(count),
        }),
      ),
      owners: z.array(z.looseObject({ owner: z.string().nullable(), clients: count, ...USE })),
      rate: z.looseObject({ perMinute: count, advice: texts }),
      notes: texts,
      limits: texts,
    }),
  ],
  "watch-report": [
    "Report of genesys-access watch",
    z.looseObject({
      ...head,
      complete: z.boolean().describe("Everything was read, of every stack."),
      stacks: z.array(watchedStack),
    }),
  ],
  "access-register": ["Access register of genesys-access register", registerSchema],
  "rightsize-report": [
    "Report and evidence of genesys-access rightsize",
    z.looseObject({
      ...head,
      organization: named,
      stack: z.string().optional().describe("Absent for clients that no spec has."),
      clients: texts,
      window: z.looseObject({ from: day, to: day, days: count }).describe("Whole days in UTC, both included."),
      roles: z.array(
        z.looseObject({
          role: z.string(),
          holders: z.array(z.looseObject({ name: z.string(), ids: texts, requests: count })),
          permissions: z.array(
            z.looseObject({
              permission: z.string(),
              use: z.enum(USE_CLASSES),
              why: z.string(),
              operations: texts,
              requests: count,
              lastDay: z.string().describe("Empty where no call names it."),
              clients: texts,
              step: z.enum(STEPS),
              since: day.optional(),
              remove: day.optional(),
            }),
          ),
          notes: texts,
        }),
      ),
      split: z
        .looseObject({ from: z.string(), to: z.string() })
        .optional()
        .describe("The role that was split for the client, and the key of its copy."),
      notes: texts,
      replay: z.looseObject({ operations: count, closed: count }),
      queries: z.array(z.looseObject({ from: day, to: day, path: z.string(), execution: z.string(), rows: count })),
      rowsDigest: z.string().describe("128 bits of SHA-256 of the rows as JSON without blanks."),
      rows: usageSchema.shape.rows,
    }),
  ],
  org: [
    "Line of genesys-access org --json",
    z.looseObject({
      formatVersion,
      url: z.string(),
      port: z.int(),
      environment: z.record(z.string(), z.string()).describe("Variables to set."),
      organization: z.looseObject({ id: z.string() }),
      console: z.looseObject({ clientId: z.string(), clientSecret: z.string() }),
      existingClients: z.array(z.looseObject({ name: z.string(), clientId: z.string(), clientSecret: z.string() })),
      kept: z.boolean(),
      added: z.array(z.looseObject({ kind: z.string(), name: z.string() })),
      notes: texts,
    }),
  ],
  snapshot: ["File of genesys-access snapshot", snapshotSchema],
  verification: ["Evidence of genesys-access verify", verificationSchema],
  "org-behaviour": ["What genesys-access probe saw one org do", BehaviourSchema],
  stacks: ["List of genesys-access stacks --format json", z.looseObject({ ...head, stacks: texts })],
  versions: [
    "Versions of genesys-access version",
    z.looseObject({
      ...head,
      catalogueDate: day,
      node: z.string(),
      pulumi: z
        .looseObject({ cli: z.string().nullable(), sdk: z.string().nullable(), tested: z.string() })
        .describe("Null for what is not there."),
    }),
  ],
} as const satisfies Record<string, readonly [title: string, schema: z.ZodType]>;

export type AnswerName = keyof typeof ANSWERS;

/** One schema for each, by the name of its file without the ending. */
export function answerJsonSchemas(): Record<string, () => JsonSchema> {
  return Object.fromEntries(
    Object.entries(ANSWERS).map(([name, [title, answer]]) => [`${name}.schema.json`, () => schemaOf(title, answer)]),
  );
}

function schemaOf(title: string, answer: z.ZodType): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(answer, { target: "draft-7", io: "input" }) as JsonSchema;
  return { ...($schema !== undefined && { $schema }), title, ...schema };
}
