/** The targets of the figures, and whether they are met. A target whose scenario was not measured is left out. */
import type { StartupFigures } from "../startup/figures.ts";
import { callCount, type EngineFigures, type OperationFigures, type ScenarioFigures } from "./figures.ts";
import { PEER_ROWS, PEER_STATE } from "./peer.ts";
import type { OperationName } from "./scenario.ts";

export interface Target {
  readonly what: string;
  readonly value: number;
  readonly atMost: number;
  readonly unit: string;
}

export function targetsOf({ scenarios, startup }: EngineFigures): Target[] {
  const find = (name: string, clients: number) =>
    scenarios.find(({ scenario }) => scenario.name === name && scenario.clients === clients);
  return [
    ...callTargets(find("usual", 500)),
    ...stateTargets(find("usual", 500), find("users", 0)),
    ...floorTargets(find("usual", 500), find("floor", 500)),
    ...previewTargets(find("policy pack", 500)),
    ...peerTargets(find),
    ...startupTargets(startup),
  ];
}

/** Milliseconds of the installed command, by the name of the case. */
const STARTUP_LIMITS: Readonly<Record<string, number>> = { version: 120, check: 350, explain: 400 };

function startupTargets(figures: StartupFigures | undefined): Target[] {
  return (figures?.commands ?? []).flatMap(({ name, command, installed }) =>
    optional(STARTUP_LIMITS[name], (limit) => {
      return target(`start-up, \`genesys-access ${command}\``, installed.milliseconds, limit, "ms");
    }),
  );
}

export function isMet({ value, atMost }: Target): boolean {
  return value <= atMost;
}

/** The operation of a scenario, if it was measured. */
export function operationOf(figures: ScenarioFigures | undefined, name: OperationName): OperationFigures | undefined {
  return figures?.operations.find(({ operation }) => operation === name);
}

function callTargets(figures: ScenarioFigures | undefined): Target[] {
  if (figures === undefined) return [];
  const { clients } = figures.scenario;
  const calls = (name: OperationName) => callsOf(figures, name);
  return [
    target(`create, ${clients} clients: calls per object`, calls("create") / figures.objects, 1.1, "calls"),
    target(`refresh, ${clients} clients: calls`, calls("refresh"), clients / 20, "calls"),
    target(`up without changes, ${clients} clients: calls`, calls("up"), 10, "calls"),
  ];
}

function stateTargets(figures: ScenarioFigures | undefined, users: ScenarioFigures | undefined): Target[] {
  return [
    ...optional(figures?.state.perResource["OAuthClient"], (bytes) =>
      target("state of a client", bytes, 2600, "bytes"),
    ),
    ...optional(figures?.state.perResource["Role"], (bytes) => target("state of a role", bytes, 1700, "bytes")),
    ...optional(users?.state.perResource["RoleGrant"], (bytes) =>
      target("state of a user's grant", bytes, 1700, "bytes"),
    ),
  ];
}

function floorTargets(figures: ScenarioFigures | undefined, floor: ScenarioFigures | undefined): Target[] {
  if (figures === undefined || floor === undefined) return [];
  return figures.operations.flatMap(({ operation, seconds }) =>
    optional(operationOf(floor, operation)?.seconds, (own) => {
      return target(
        `${operation}, ${figures.scenario.clients} clients: time over the engine's own`,
        seconds / own,
        1.15,
        "times",
      );
    }),
  );
}

function previewTargets(figures: ScenarioFigures | undefined): Target[] {
  const [plain, ours] = [
    operationOf(figures, "preview of a change"),
    operationOf(figures, "genesys-access preview of a change"),
  ];
  if (plain === undefined || ours === undefined) return [];
  return [
    target("`genesys-access preview` over `pulumi preview`, 500 clients", ours.seconds / plain.seconds, 1.2, "times"),
  ];
}

type Find = (name: string, clients: number) => ScenarioFigures | undefined;

/** Fewer calls, no slower: each row of the Terraform figures that has one of ours beside it. */
function peerTargets(find: Find): Target[] {
  const rows = PEER_ROWS.flatMap(({ clients, conditions, operation, calls, seconds }) => {
    const figures = find(conditions, clients);
    const own = operationOf(figures, operation);
    if (figures === undefined || own === undefined) return [];
    const where = `${operation}, ${clients} clients, ${conditions === "usual" ? "no limit, no latency" : conditions}`;
    const limited = figures.scenario.requestsPerMinute > 0;
    const fewer = { create: 10, refresh: 10 }[operation as string];
    return [
      target(`${where}: time over Terraform's`, own.seconds / seconds, limited ? 1 / 15 : 1, "times"),
      ...(fewer ? [target(`${where}: calls over Terraform's`, callCount(own) / calls, 1 / fewer, "times")] : []),
    ];
  });
  const states = [find("usual", 10), find("no limit, no latency", 50), find("usual", 100)].flatMap((figures) =>
    optional(figures && PEER_STATE[figures.scenario.clients], (bytes) => {
      const { clients } = figures?.scenario ?? { clients: 0 };
      return target(
        `state, ${clients} clients: bytes over Terraform's`,
        (figures?.state.bytes ?? 0) / bytes,
        1,
        "times",
      );
    }),
  );
  return [...rows, ...states];
}

function target(what: string, value: number, atMost: number, unit: string): Target {
  return { what, value, atMost, unit };
}

function callsOf(figures: ScenarioFigures, name: OperationName): number {
  const found = operationOf(figures, name);
  return found === undefined ? Number.NaN : callCount(found);
}

function optional<T, R>(value: T | undefined, use: (value: T) => R): R[] {
  return value === undefined ? [] : [use(value)];
}
