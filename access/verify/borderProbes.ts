/** The borders of a client: objects by id, what lies under them, and listings, each in its own divisions and in others. */
import type { Operation } from "../catalogue/operations.ts";
import { decide } from "../explain/decide.ts";
import { type Need, parseNeed } from "../intent/need.ts";
import { printEndpoint } from "../values/endpoint.ts";
import { callRequest } from "./callRequest.ts";
import type { InventoryObject, ObjectsOfKind } from "./inventory.ts";
import { filled, knownOperation, OBJECT_KINDS, type ObjectKind } from "./objects.ts";
import type { Place, Probe, ProbeRequest } from "./probe.ts";
import { nameOf, placeOf, stateOf, type Tried } from "./subject.ts";

/** Objects of other divisions that are tried beyond the first, where there is room. */
const MORE_DIVISIONS = 3;

/** Of every kind of object that the spec gives the client something for. */
export function borderProbes(tried: Tried): Probe[] {
  return OBJECT_KINDS.flatMap((kind) => [
    ...(kind.one === undefined ? [] : ofOperation(tried, kind, kind.one)),
    ...ofListing(tried, kind),
    ...kind.nested.flatMap((text) => ofOperation(tried, kind, text)),
  ]);
}

/** The kinds of objects that the borders and promises of clients are tried on: what an inventory is read for. */
export function kindsOf(clients: readonly Tried[]): readonly ObjectKind[] {
  const held = (text: string | undefined, { holdings }: Tried) => {
    const parsed = text === undefined ? undefined : parseNeed(text);
    return parsed?.ok === true && parsed.need.match !== "NONE" && decide(parsed.need, holdings).state !== "no";
  };
  return OBJECT_KINDS.filter(({ list, one, nested }) =>
    clients.some(
      (tried) =>
        [list, one, ...nested].some((text) => held(text, tried)) ||
        tried.desired.expectations.some(
          (promise) => promise.kind !== "only" && [one, ...nested].includes(promise.need),
        ),
    ),
  );
}

interface Sorted {
  readonly open: readonly InventoryObject[];
  readonly closed: readonly { readonly object: InventoryObject; readonly unsure: boolean }[];
}

/** Objects that the client has to reach, and those that it must not: of each division the first. What only an existing role may open is neither. */
function sorted(tried: Tried, need: Need, objects: readonly InventoryObject[]): Sorted {
  const firsts = new Map<string, InventoryObject>();
  for (const object of objects) {
    const key = [...object.divisionIds].sort().join(" ");
    if (!firsts.has(key)) firsts.set(key, object);
  }
  const sure = tried.holdings.every(({ existing }) => existing === undefined);
  const states = [...firsts.values()].map((object) => ({ object, state: stateOf(tried, need, object) }));
  return {
    open: states.flatMap(({ object, state }) => (state === "yes" && !object.divisionIds.includes("*") ? [object] : [])),
    closed: states
      .filter(({ state }) => state === "elsewhere" || state === "no" || (state === "maybe" && sure))
      .map(({ object, state }) => ({ object, unsure: state === "maybe" })),
  };
}

function ofOperation(tried: Tried, kind: ObjectKind, text: string): Probe[] {
  const operation = knownOperation(text);
  const parsed = parseNeed(text);
  if (!parsed.ok || operation.match === "NONE" || operation.match === "UNKNOWN") return [];
  const { need } = parsed;
  if (decide(need, tried.holdings).state === "no") return [];
  const objects = objectsOf(tried, kind);
  if (objects.state === "not-read") return [unread(tried, kind, text, objects)];
  const { open, closed } = sorted(tried, need, objects.objects);
  const place = placeOf(tried, holderPath(tried, need));
  const isNested = kind.nested.includes(text);
  const control = open[0] && requestFor(operation, open[0]);
  const answers: Probe[] = control
    ? [
        {
          kind: "call",
          claim: `the spec lets the client call ${text} in ${whereIs(tried, open[0])}`,
          place,
          expected: "an answer",
          expects: { what: "answers" },
          request: control,
          ...(isNested && { spare: true }),
        },
      ]
    : [];
  const shut = closed.slice(0, 1 + MORE_DIVISIONS).map(
    ({ object, unsure }, index): Probe => ({
      kind: isNested ? "nested" : "border",
      claim: `${isNested ? `what lies under a ${kind.kind} (${text.slice(text.lastIndexOf("/") + 1)})` : `a ${kind.kind}`} of ${whereIs(tried, object)} is closed to the client`,
      place,
      expected: "a refusal, or no such object",
      expects: { what: "closed", unsure },
      request: requestFor(operation, object),
      ...(control && { control }),
      ...((index > 0 || isNested) && { spare: true }),
    }),
  );
  if (shut.length > 0 || holdsEverywhere(tried, need)) return [...answers, ...shut];
  return isNested ? answers : [...answers, noObject(kind, place)];
}

function ofListing(tried: Tried, kind: ObjectKind): Probe[] {
  const operation = knownOperation(kind.list);
  const parsed = parseNeed(kind.list);
  const request = callRequest(tried, operation);
  if (!parsed.ok || !request || operation.match === "NONE" || operation.match === "UNKNOWN") return [];
  const { need } = parsed;
  if (decide(need, tried.holdings).state === "no" || holdsEverywhere(tried, need)) return [];
  const objects = objectsOf(tried, kind);
  const place = placeOf(tried, holderPath(tried, need));
  if (objects.state === "not-read") return kind.one === undefined ? [unread(tried, kind, kind.list, objects)] : [];
  const { open, closed } = sorted(tried, need, objects.objects);
  if (closed.length === 0) return kind.one === undefined && open.length > 0 ? [noObject(kind, place)] : [];
  const forbidden = closed.flatMap(({ object }) => object.divisionIds);
  const allowed = tried.inventory.divisions.filter(({ id }) => !forbidden.includes(id)).map(({ id }) => id);
  return [
    {
      kind: "listing",
      claim: `${printEndpoint(operation)} shows nothing of other divisions`,
      place,
      expected: open.length > 0 ? "some of its own divisions, and nothing else" : "nothing of other divisions",
      expects: {
        what: "lists only",
        kind: kind.kind,
        divisionIds: [...allowed, "*"],
        unsure: closed.every(({ unsure }) => unsure),
        shows: open.length > 0,
      },
      request,
    },
  ];
}

interface Promised {
  readonly operation: Operation;
  readonly need: Need;
  readonly divisionId: string;
  readonly claim: string;
  readonly place: Place;
}

/** A promise about one division, tried on an object of it. */
export function bordersOf(tried: Tried, { operation, need, divisionId, claim, place }: Promised): Probe[] {
  const text = printEndpoint(operation);
  const kind = OBJECT_KINDS.find(({ one, nested }) => one === text || nested.includes(text));
  const objects = kind && objectsOf(tried, kind);
  const object = objects?.objects.find(({ divisionIds }) => divisionIds.every((id) => id === divisionId));
  if (!object) return [];
  const open = sorted(tried, need, objects?.objects ?? []).open.find(
    ({ divisionIds }) => !divisionIds.includes(divisionId),
  );
  return [
    {
      kind: "border",
      claim,
      place,
      expected: "a refusal, or no such object",
      expects: { what: "closed", unsure: false },
      request: requestFor(operation, object),
      ...(open && { control: requestFor(operation, open) }),
    },
  ];
}

function requestFor(operation: Operation, { id }: InventoryObject): ProbeRequest {
  return { method: "GET", path: filled(operation, id) };
}

function objectsOf({ inventory }: Tried, { kind }: ObjectKind): ObjectsOfKind {
  const found = inventory.kinds.find((one) => one.kind === kind);
  return found ?? { kind, state: "not-read", reason: "Nobody looked for them.", objects: [] };
}

function whereIs({ inventory }: Tried, object: InventoryObject | undefined): string {
  return (object?.divisionIds ?? []).map((id) => nameOf(inventory, id)).join(" and ");
}

/** The grant that gives it. */
function holderPath({ holdings, client }: Tried, need: Need) {
  const { evidence } = decide(need, holdings);
  return evidence.find(({ holding }) => holding)?.holding?.path ?? client.path;
}

function holdsEverywhere({ holdings }: Tried, need: Need): boolean {
  return decide(need, holdings, "all").state === "yes";
}

function noObject({ kind }: ObjectKind, place: Place): Probe {
  return {
    kind: "border",
    claim: `a ${kind} of another division is closed to the client`,
    place,
    expected: "a refusal, or no such object",
    expects: { what: "closed", unsure: false },
    unprovable: { reason: "no object", remark: `The org has no ${kind} in another division that could be tried.` },
  };
}

function unread(tried: Tried, { kind }: ObjectKind, text: string, { reason }: ObjectsOfKind): Probe {
  return {
    kind: "border",
    claim: `a ${kind} of another division is closed to the client`,
    place: placeOf(tried, tried.client.path),
    expected: "a refusal, or no such object",
    expects: { what: "closed", unsure: false },
    unprovable: { reason: "no object", remark: `No ${kind} is known for ${text}: ${reason ?? "they were not read."}` },
  };
}
