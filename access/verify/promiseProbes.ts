/** What a spec promises of a client (`can`, `cannot`, and `only` of others), as requests. */

import { decide } from "../explain/decide.ts";
import { knownIn } from "../explain/explain.ts";
import { findDivision } from "../explain/subject.ts";
import { type Need, parseNeed } from "../intent/need.ts";
import type { ClientExpectation, OnlyExpectation } from "../plan/desired.ts";
import { divisionName } from "../values/division.ts";
import { bordersOf } from "./borderProbes.ts";
import { callRequest } from "./callRequest.ts";
import { kindOf, knownOperation } from "./objects.ts";
import { OWN_GRANTS, type Place, type Probe, permittedRequest } from "./probe.ts";
import { idOf, placeOf, type Tried } from "./subject.ts";

export function promiseProbes(tried: Tried): Probe[] {
  const { desired, client } = tried;
  return desired.expectations.flatMap((promise) => {
    if (promise.kind === "only") return onlyProbe(tried, promise);
    return promise.client === client.key ? clientPromise(tried, promise) : [];
  });
}

/** Nobody else of the stack holds it: this client is one of the others, or there is nothing to ask of it. */
function onlyProbe(tried: Tried, { path, permission, subjects }: OnlyExpectation): Probe[] {
  if (subjects.includes(`clients.${tried.client.key}`)) return [];
  const place = placeOf(tried, path);
  const need: Need = { text: permission, match: "ALL", permissions: [permission] };
  const contradicted = decide(need, tried.holdings).state !== "no";
  const probe = notHeld(`only ${subjects.join(", ")} may hold ${permission}`, place, permission);
  return [{ ...probe, ...(contradicted && { contradicted }) }];
}

function clientPromise(tried: Tried, { kind, path, need: text, division }: ClientExpectation): Probe[] {
  const place = placeOf(tried, path);
  const claim = `${kind} ${text}${division === undefined ? "" : ` in ${division}`}`;
  const parsed = parseNeed(text, knownIn(tried.access));
  // The check of the spec refuses such a promise before anything is asked.
  if (!parsed.ok) return [];
  const { need } = parsed;
  const found = division === undefined ? undefined : findDivision(tried.access, division);
  const name = found?.ok ? divisionName(found.value) : undefined;
  const divisionId = name === undefined ? undefined : idOf(tried.inventory, name);
  const probes = [
    ...called(tried, need, kind, claim, place, divisionId),
    ...asked(tried, need, kind, claim, place, divisionId),
  ];
  const { state } = decide(need, tried.holdings, found?.ok ? found.value : undefined);
  const contradicted = kind === "can" ? state !== "yes" : state !== "no" && state !== "elsewhere";
  if (probes.length > 0) return contradicted ? probes.map((probe) => ({ ...probe, contradicted })) : probes;
  return [
    {
      kind: "call",
      claim,
      place,
      expected: kind === "can" ? "an answer" : "a refusal",
      expects: { what: "answers" },
      unprovable: {
        reason: need.operation?.effect === "write" ? "write only" : "ambiguous answer",
        remark:
          "No public source says which permission the operation asks for, and it cannot be tried by a harmless read.",
      },
    },
  ];
}

/** The operation itself, where it only reads. */
function called(
  tried: Tried,
  need: Need,
  kind: "can" | "cannot",
  claim: string,
  place: Place,
  divisionId: string | undefined,
): Probe[] {
  const { operation } = need;
  if (operation?.effect !== "read") return [];
  const objects = kindOf(operation);
  if (objects && divisionId !== undefined && kind === "cannot")
    return bordersOf(tried, { operation, need, divisionId, claim, place });
  const request = divisionId === undefined ? callRequest(tried, operation) : undefined;
  if (!request) return [];
  if (kind === "can")
    return [{ kind: "call", claim, place, expected: "an answer", expects: { what: "answers" }, request }];
  return [
    {
      kind: "call",
      claim,
      place,
      expected: "a refusal for lack of a permission",
      expects: { what: "refused", permissions: need.permissions },
      request,
      control: OWN_GRANTS,
    },
  ];
}

/** The permissions behind it. Of several that are all needed, one that the spec does not give; of alternatives every one. */
function asked(
  { holdings }: Tried,
  need: Need,
  kind: "can" | "cannot",
  claim: string,
  place: Place,
  divisionId: string | undefined,
): Probe[] {
  const { match, permissions } = need;
  if (match === "NONE" || match === "UNKNOWN") return [];
  const rank = (permission: string) =>
    decide({ text: permission, match: "ALL", permissions: [permission] }, holdings).state === "no" ? 0 : 1;
  const inOrder = [...permissions].sort((a, b) => rank(a) - rank(b));
  const isAll = match === "ALL";
  if (kind === "cannot")
    return (isAll ? inOrder.slice(0, 1) : inOrder).map((one) => notHeld(claim, place, one, divisionId));
  return (isAll ? inOrder : inOrder.slice(-1)).map((permission) => ({
    kind: "permission",
    claim,
    place,
    expected: `${permission} is held`,
    expects: { what: "held", permission, ...(divisionId !== undefined && { divisionId }) },
    request: permittedRequest(permission),
  }));
}

export function notHeld(claim: string, place: Place, permission: string, divisionId?: string): Probe {
  return {
    kind: "permission",
    claim,
    place,
    expected: `${permission} is not held${divisionId === undefined ? "" : " there"}`,
    expects: { what: "not held", permission, ...(divisionId !== undefined && { divisionId }) },
    request: permittedRequest(permission),
  };
}

/** Operations that show how an org is guarded, which few clients need: tried where the spec gives nothing for them. */
const GUARDED = [
  "GET /api/v2/oauth/clients",
  "GET /api/v2/authorization/roles",
  "GET /api/v2/integrations/credentials",
  "GET /api/v2/routing/queues",
  "GET /api/v2/routing/wrapupcodes",
  "POST /api/v2/analytics/conversations/details/query",
  "GET /api/v2/outbound/contactlists",
  "GET /api/v2/flows/datatables",
];

/** Operations for which the spec gives the client nothing. */
export function refusedProbes(tried: Tried): Probe[] {
  return GUARDED.flatMap((text): Probe[] => {
    const operation = knownOperation(text);
    const parsed = parseNeed(text);
    const request = callRequest(tried, operation);
    if (!parsed.ok || !request || decide(parsed.need, tried.holdings).state !== "no") return [];
    return [
      {
        kind: "call",
        claim: `the spec gives the client nothing for ${text}`,
        place: placeOf(tried, [...tried.client.path, "grants"]),
        expected: "a refusal for lack of a permission",
        expects: { what: "refused", permissions: parsed.need.permissions },
        request,
        control: OWN_GRANTS,
        spare: true,
      },
    ];
  });
}
