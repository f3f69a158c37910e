/** What the org holds today otherwise than the reading that an adoption stands on: a file may be old. Read by the lifecycles' own `read`, as a refresh would. */
import { compareText } from "../../access/values/text.ts";
import type { Session } from "../../providers/genesys/session.ts";
import { liveResources } from "../open/liveResources.ts";
import type { ImportResource } from "./importFile.ts";

/** One line each, sorted. */
export async function orgDifferences(session: Session, resources: readonly ImportResource[]): Promise<string[]> {
  const named = new Map(resources.map((one) => [`${one.type} ${one.name}`, one]));
  const live = await liveResources(session, { resources: named, unfinished: 0 });
  const lines = [...named].flatMap(([key, { name, inputs }]) => {
    const now = live.get(key)?.inputs;
    if (now === undefined) return [`${name}: it is no longer there`];
    const properties = [...new Set([...Object.keys(now), ...Object.keys(inputs)])].filter(
      (property) => !property.startsWith("__") && JSON.stringify(now[property]) !== JSON.stringify(inputs[property]),
    );
    return properties.length > 0 ? [`${name}: ${properties.sort(compareText).join(", ")}`] : [];
  });
  return lines.sort(compareText);
}
