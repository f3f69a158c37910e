/** The probes of one client, the most telling first, and the requests that they take within a budget. */
import { borderProbes } from "./borderProbes.ts";
import { grantProbes, ownTokenProbes } from "./ownTokenProbes.ts";
import { heldProbes, lackedProbes } from "./permissionProbes.ts";
import { OWN_GRANTS, OWN_TOKEN, type Probe, type ProbeRequest, requestKey } from "./probe.ts";
import { promiseProbes, refusedProbes } from "./promiseProbes.ts";
import type { Tried } from "./subject.ts";

/** What one client may be asked at least: its login, its token, its grants before and after, the end of its token. */
export const LEAST_REQUESTS = 5;
export const DEFAULT_REQUESTS = 60;

export interface ClientPlan {
  readonly client: string;
  readonly name: string;
  readonly probes: readonly Probe[];
  /** In the order in which they are sent, each once; the client's grants are read once more behind them. */
  readonly requests: readonly ProbeRequest[];
}

/** @param maxRequests that the client may make in all, its login and the end of its token among them */
export function planClient(tried: Tried, maxRequests = DEFAULT_REQUESTS): ClientPlan {
  const { key, name } = tried.client;
  const requests = new Map([OWN_TOKEN, OWN_GRANTS].map((one) => [requestKey(one), one]));
  const room = maxRequests - LEAST_REQUESTS;
  const probes = distinct(wanted(tried)).flatMap((probe): Probe[] => {
    const { request, control, spare } = probe;
    if (!request) return [probe];
    const news = [control, request].filter((one) => one !== undefined && !requests.has(requestKey(one)));
    const count = new Set(news.flatMap((one) => (one ? [requestKey(one)] : []))).size;
    // The two that every plan begins with are in the least.
    if (requests.size - 2 + count > room) {
      if (spare) return [];
      const { request: _, ...unsent } = probe;
      return [
        {
          ...unsent,
          unprovable: {
            reason: "budget",
            remark: `More than ${maxRequests} requests would be needed; --max-requests gives more.`,
          },
        },
      ];
    }
    for (const one of news) if (one) requests.set(requestKey(one), one);
    return [probe];
  });
  return { client: key, name, probes, requests: [...requests.values()] };
}

function wanted(tried: Tried): Probe[] {
  if (tried.client.authorizedGrantType !== "CLIENT-CREDENTIALS") return [];
  const probes = [
    ...ownTokenProbes(tried),
    ...grantProbes(tried),
    ...promiseProbes(tried),
    ...borderProbes(tried),
    ...heldProbes(tried),
    ...refusedProbes(tried),
    ...lackedProbes(tried),
  ];
  return [...probes.filter(({ spare }) => !spare), ...probes.filter(({ spare }) => spare)];
}

/** The same question with the same answer wanted is asked once: the first claim has it. */
function distinct(probes: readonly Probe[]): Probe[] {
  const seen = new Set<string>();
  return probes.filter(({ request, expects, claim }) => {
    const key = JSON.stringify([request ? requestKey(request) : claim, expects]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
