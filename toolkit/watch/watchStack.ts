/** One look at one stack: what its org holds otherwise than its state says, who did it, what appeared beside it, and what ends soon. Read-only. */

import { backFilledPermissions } from "../../access/catalogue/backFills.ts";
import { CATALOGUE_DATE } from "../../access/catalogue/date.ts";
import { permissionExists } from "../../access/catalogue/permissions.ts";
import { auditIndex } from "../../access/drift/attribute.ts";
import type { AuditReading } from "../../access/drift/auditEvent.ts";
import { expiringRows, type HeldSecret } from "../../access/drift/expiring.ts";
import type { DriftRow } from "../../access/drift/model.ts";
import { objectChanges } from "../../access/drift/objectChanges.ts";
import { countEvents, stackRows } from "../../access/drift/stackRows.ts";
import { type Listed, unmanagedIds, unmanagedRows } from "../../access/drift/unmanaged.ts";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { printProblem } from "../../access/language/problem.ts";
import { CLIENT } from "../../access/resources/client.ts";
import { contentDigest } from "../../access/values/contentDigest.ts";
import { dayOf, parseDay, printDay } from "../../access/values/day.ts";
import { compareText } from "../../access/values/text.ts";
import { loadJudgedSpec } from "../../policies/loadJudgedSpec.ts";
import { secretAge } from "../../policies/rules/secret-age.ts";
import { settingOf } from "../../policies/settings.ts";
import { readAudit } from "../../providers/genesys/audit/readAudit.ts";
import { isGoing } from "../../providers/genesys/goingClient.ts";
import { Session } from "../../providers/genesys/session.ts";
import { compareWithDeployed } from "../compare/compareResources.ts";
import { type Deployed, readDeployed, unfinishedNote } from "../open/deployed.ts";
import { type LiveResource, liveResources } from "../open/liveResources.ts";
import { asFailure } from "../open/openDeployed.ts";
import { readProjectSettings } from "../open/projectSettings.ts";
import { workingTree } from "../open/source.ts";
import { readStackConfig } from "../open/stackConfig.ts";
import type { PulumiCli } from "../pulumi/pulumiCli.ts";
import { detail, remark } from "../terminal.ts";
import { DEFAULT_THRESHOLDS } from "../usage/options.ts";
import { readUsage } from "../usage/readUsage.ts";
import {
  countsOf,
  isComplete,
  type WatchCoverage,
  type WatchPart,
  type WatchReport,
  type WatchUsage,
} from "./model.ts";
import { MOST_WATCHED_DAYS, USUAL_DAYS, type WatchOptions } from "./options.ts";
import type { WatchMemory } from "./stateFile.ts";

export interface Watched {
  readonly report: WatchReport;
  /** What the next run is to remember. */
  readonly memory: WatchMemory;
  /** What a patch is made from; absent where the spec is not valid, or not there. */
  readonly ground?: WatchGround;
}

export interface WatchGround {
  /** With the names that the spec has, whatever the report leaves out. */
  readonly rows: readonly DriftRow[];
  readonly spec: LoadedSpec;
  readonly deployed: Deployed;
  readonly live: ReadonlyMap<string, LiveResource>;
}

export interface WatchRequest
  extends Pick<WatchOptions, "within" | "acceptUnmanaged" | "deployer" | "usage" | "quota"> {
  readonly cli: PulumiCli;
  readonly cwd: string;
  readonly memory: WatchMemory | undefined;
  /** The state, where somebody read it already. */
  readonly deployed?: Deployed;
  /** Ids in the org that other stacks of the same run manage, in small letters. */
  readonly managedElsewhere?: ReadonlySet<string>;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** @throws Failure where the state or the org cannot be read at all */
export async function watchStack(stack: string, request: WatchRequest): Promise<Watched> {
  const { cli, cwd } = request;
  const deployed = request.deployed ?? (await readDeployed(cli, stack, cwd));
  const config = await readStackConfig(stack, cwd, cli.env, async () => cli);
  const connection = await config.connection();
  const session = new Session(connection, { onLongWait: remark });
  try {
    return await look(stack, request, { deployed, specFile: config.specFile, session, clientId: connection.clientId });
  } catch (error) {
    throw asFailure(error);
  }
}

interface Ways {
  readonly deployed: Deployed;
  readonly specFile: string;
  readonly session: Session;
  readonly clientId: string;
}

async function look(
  stack: string,
  request: WatchRequest,
  { deployed, specFile, session, clientId }: Ways,
): Promise<Watched> {
  const { cwd, within, managedElsewhere = new Set() } = request;
  const organization = await session.organization();
  // What was known of another org says nothing of this one.
  const memory = request.memory?.organization === organization.id ? request.memory : undefined;
  const to = session.client.serverNow();
  const window = windowOf(memory, to);
  const live = await liveResources(session, deployed);
  const loaded = loadSpecOf(specFile, cwd);
  const spec = loaded.spec;
  const [listed, audit, usage] = await Promise.all([
    listedIn(session),
    readAudit(session, { from: new Date(window.from), to: new Date(to) }, { onStep: detail }),
    usageOf(stack, request),
  ]);
  const state = [...deployed.resources.values()];
  const { drift } = compareWithDeployed({
    stack,
    state,
    live: [...live.values()],
    head: state,
    specs: spec ? { head: spec } : {},
    context: {},
  });
  const index = auditIndex(named(audit, listed), [clientId, ...ownClients(stack, request), ...request.deployer]);
  const managed = new Set([...managedElsewhere, ...idsOf(deployed)]);
  const known = memory && new Set(request.acceptUnmanaged ? unmanagedIds(listed, { managed }) : memory.known);
  const rows = [
    ...stackRows({
      stack,
      changes: objectChanges(deployed.resources, live),
      diff: drift ?? { subjects: [], terms: [] },
      index,
      backFilled: backFilledPermissions(),
      isNew: (permission) => !permissionExists(permission),
    }),
    ...(request.acceptUnmanaged ? [] : unmanagedRows(listed, { managed, known, from: window.from, stack }, index)),
    ...expiringRows(spec?.value, secretsOf(deployed), {
      today: printDay(new Date(to)),
      within,
      secretDays: secretDaysOf(spec),
    }),
  ].sort(byWeight);
  const coverage: WatchCoverage[] = [
    stateCoverage(deployed),
    { part: "org", state: "read", reason: null },
    loaded.coverage,
    { part: "listings", state: "read", reason: null },
    auditCoverage(audit),
    usage.coverage,
  ];
  const complete = isComplete({ coverage });
  const report: WatchReport = {
    stack,
    organization,
    readAt: new Date(to).toISOString(),
    readBy: clientId,
    window,
    complete,
    coverage,
    counts: countsOf(rows),
    rows,
    events: countEvents(idsOf(deployed), rows, index),
    catalogue: { date: CATALOGUE_DATE, ageDays: Math.max(0, dayOf(new Date(to)) - (parseDay(CATALOGUE_DATE) ?? 0)) },
    usage: usage.usage,
    notes: notesOf(live, request, memory),
    digest: contentDigest(
      JSON.stringify([
        1,
        organization.id,
        rows.map(({ id, verdict, added, removed }) => [id, verdict, added, removed]),
      ]),
    ),
  };
  // A waiver that ends soon for weeks is no reason to ask the audit for all of them.
  const green = complete && rows.every(({ kind }) => kind === "expiring");
  return {
    report,
    memory: nextMemory(report, unmanagedIds(listed, { managed }), memory, green),
    ...(spec && { ground: { rows, spec, deployed, live } }),
  };
}

/** From the last green run on, with an hour before it: entries of an audit come late. */
function windowOf(memory: WatchMemory | undefined, to: number): WatchReport["window"] {
  const last = memory?.lastGreen ?? undefined;
  // A day that is still to come was written by nobody's run: with it nothing would be asked.
  const green = last !== undefined && Date.parse(last) <= to ? last : undefined;
  // An hour less than what the org answers at once: nothing grows too old while it is asked.
  const usual = to - USUAL_DAYS * DAY_MS + HOUR_MS;
  const wanted = green === undefined ? usual : Date.parse(green) - HOUR_MS;
  const from = Math.min(Math.max(wanted, to - MOST_WATCHED_DAYS * DAY_MS), to);
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    since: green === undefined ? "usual" : "last green run",
  };
}

/** What is told as new stays so until a person lets it be known, takes it in or deletes it. */
function nextMemory(
  { organization, readAt, rows, complete }: WatchReport,
  unmanaged: readonly string[],
  memory: WatchMemory | undefined,
  green: boolean,
): WatchMemory {
  const told = new Set(rows.flatMap(({ kind, object }) => (kind === "unmanaged" ? [object.key.toLowerCase()] : [])));
  return {
    organization: organization.id,
    lastGreen: green ? readAt : (memory?.lastGreen ?? null),
    known: complete || memory === undefined ? unmanaged.filter((id) => !told.has(id)) : [...memory.known],
  };
}

interface LoadedSpecOf {
  readonly spec?: LoadedSpec;
  readonly coverage: WatchCoverage;
}

function loadSpecOf(file: string, cwd: string): LoadedSpecOf {
  const source = workingTree(cwd);
  const missing = (reason: string): LoadedSpecOf => ({ coverage: { part: "spec", state: "not-read", reason } });
  if (!source.has(file)) return missing(`There is no ${file}: what its spec lets end is not known.`);
  const loaded = loadJudgedSpec(file, (name, first) => source.readText(name, first));
  if (loaded.ok) return { spec: loaded.spec, coverage: { part: "spec", state: "read", reason: null } };
  const [first] = loaded.problems;
  return missing(`${file} is not valid: ${first ? printProblem(first) : "for a reason unknown"}`);
}

async function listedIn({ listings, client }: Session): Promise<Listed[]> {
  const [clients, roles] = await Promise.all([listings.clients.all(), listings.roles.all()]);
  const now = client.serverNow();
  return [
    ...[...clients.values()]
      .filter((one) => !isGoing(one, now))
      .map(
        ({ id, name, description, dateCreated }): Listed => ({
          kind: "client",
          id,
          name,
          description,
          created: dateCreated ?? null,
        }),
      ),
    // The vendor's own roles come with its releases.
    ...[...roles.values()]
      .filter((one) => one.default !== true)
      .map(({ id, name, description }): Listed => ({ kind: "role", id, name, description, created: null })),
  ];
}

/** The audit has ids of clients alone: their names are in the listing. */
function named(audit: AuditReading, listed: readonly Listed[]): AuditReading {
  const names = new Map(listed.map(({ id, name }) => [id.toLowerCase(), name]));
  const events = audit.events.map((event) => {
    const { client } = event;
    const name = client === null ? undefined : (client.name ?? names.get(client.id.toLowerCase()));
    return client && name !== undefined ? { ...event, client: { ...client, name } } : event;
  });
  return { ...audit, events };
}

export function idsOf({ resources }: Deployed): Set<string> {
  const ids = [...resources.values()].flatMap(({ id, inputs }) => {
    const { subjectId } = inputs;
    return [id, ...(typeof subjectId === "string" ? [subjectId] : [])];
  });
  return new Set(ids.map((id) => id.toLowerCase()));
}

/** The client that the stack's own settings name may be another one than the client that reads. */
function ownClients(stack: string, { cwd }: WatchRequest): string[] {
  const id = readProjectSettings(stack.slice(stack.lastIndexOf("/") + 1), cwd).config.get("oauthClientId");
  return typeof id === "string" ? [id] : [];
}

function secretsOf({ resources }: Deployed): HeldSecret[] {
  return [...resources.values()].flatMap(({ type, id, inputs, outputs }) => {
    if (type !== CLIENT.token || inputs["authorizedGrantType"] !== "CLIENT-CREDENTIALS") return [];
    const { clientKey, generation, name } = inputs;
    const { dateCreated } = outputs;
    return [
      {
        client: String(clientKey),
        generation: typeof generation === "number" ? generation : 1,
        id,
        name: String(name),
        created: typeof dateCreated === "string" ? dateCreated : null,
      },
    ];
  });
}

/** Days, of a rule that nobody wants. */
const MANY_YEARS = 36_500;

function secretDaysOf(spec: LoadedSpec | undefined): number {
  const { options, enforcementLevel } = settingOf(secretAge, spec?.value.policies);
  if (enforcementLevel === "disabled") return MANY_YEARS;
  return (options as { readonly maxDays: number }).maxDays;
}

function stateCoverage(deployed: Deployed): WatchCoverage {
  if (deployed.resources.size === 0)
    return {
      part: "state",
      state: "not-read",
      reason: "Nothing of this stack is deployed, so there is nothing to compare with.",
    };
  const [unfinished] = unfinishedNote(deployed);
  return { part: "state", state: unfinished === undefined ? "read" : "partly", reason: unfinished ?? null };
}

function auditCoverage({ missing, events }: AuditReading): WatchCoverage {
  if (missing.length === 0) return { part: "audit", state: "read", reason: null };
  return { part: "audit", state: events.length > 0 ? "partly" : "not-read", reason: missing.join(" ") };
}

async function usageOf(
  stack: string,
  { usage, quota, cwd, cli }: WatchRequest,
): Promise<{ usage: WatchUsage | null; coverage: WatchCoverage }> {
  const part: WatchPart = "usage";
  if (!usage) return { usage: null, coverage: { part, state: "not-asked", reason: null } };
  try {
    const report = await readUsage(
      { stack, days: 30, ...DEFAULT_THRESHOLDS, ...(quota !== undefined && { quota }) },
      { cwd, env: cli.env },
    );
    const alarms = report.alarms.map(({ severity, message }) => ({ severity, message }));
    return {
      usage: { state: report.state, alarms },
      coverage: {
        part,
        state: report.complete ? "read" : "partly",
        reason: report.complete ? null : report.missing.join(" "),
      },
    };
  } catch (error) {
    return { usage: null, coverage: { part, state: "not-read", reason: (error as Error).message } };
  }
}

function notesOf(
  live: ReadonlyMap<string, LiveResource>,
  { acceptUnmanaged }: WatchRequest,
  memory: WatchMemory | undefined,
): string[] {
  return [
    ...[...live.values()].flatMap(({ beside = [] }) => beside),
    ...(memory === undefined
      ? [
          "Nothing is remembered of an earlier run: clients and roles that nobody manages are told where the org or its audit says that they were made in the window.",
        ]
      : []),
    ...(acceptUnmanaged ? ["What no stack manages is known from now on: --accept-unmanaged."] : []),
  ];
}

const VERDICTS = ["wider", "narrower", "neutral"];
const KINDS = ["added", "changed", "unmanaged", "backfilled", "removed", "expiring"];

function byWeight(a: DriftRow, b: DriftRow): number {
  return (
    VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    compareText(a.id, b.id)
  );
}
