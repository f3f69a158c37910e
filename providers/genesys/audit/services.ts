/** Which services the org's audit has, and which of them it answers at once. */
import { GenesysApiError } from "../apiError.ts";
import type { GenesysClient } from "../client.ts";
import { reasonOf } from "./reason.ts";
import { wireServiceMap } from "./wire.ts";

/** Entity types by service. */
export type ServiceMap = ReadonlyMap<string, readonly string[]>;

export interface Services {
  /** Computed in the background, for any time; undefined where the org does not tell it. */
  readonly background: ServiceMap | undefined;
  /** Answered at once, for the last two weeks. */
  readonly realtime: ServiceMap | undefined;
  /** Why a map is undefined, a sentence each. */
  readonly reasons: readonly string[];
}

export async function readServices(client: GenesysClient): Promise<Services> {
  const [background, realtime] = await Promise.all([
    readMap(client, "/api/v2/audits/query/servicemapping"),
    readMap(client, "/api/v2/audits/query/realtime/servicemapping"),
  ]);
  const reasons = [background, realtime].filter((one) => typeof one === "string");
  return {
    background: typeof background === "string" ? undefined : background,
    realtime: typeof realtime === "string" ? undefined : realtime,
    reasons: [...new Set(reasons)],
  };
}

/** @returns the reason where the org refuses */
async function readMap(client: GenesysClient, path: string): Promise<ServiceMap | string> {
  try {
    const { services } = await client.get(path, wireServiceMap);
    return new Map((services ?? []).map(({ name, entities }) => [name, (entities ?? []).map((one) => one.name)]));
  } catch (error) {
    if (!(error instanceof GenesysApiError)) throw error;
    return reasonOf(error);
  }
}
