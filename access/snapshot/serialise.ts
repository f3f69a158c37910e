/** The text of a snapshot's file: the same bytes for the same content. */
import { printableJson } from "../values/untrusted.ts";
import { canonicalSnapshot } from "./canonical.ts";
import type { Snapshot } from "./model.ts";

/** Names of the org stand in it with every control character escaped: the file may be shown on a terminal. */
export function serialiseSnapshot(snapshot: Snapshot): string {
  return printableJson(canonicalSnapshot(snapshot));
}
