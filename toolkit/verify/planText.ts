/** The requests of a verification, sending none: ids that only the org knows are told in words. */
import { effectiveAccess } from "../../access/effective/effectiveAccess.ts";
import { printable } from "../../access/values/untrusted.ts";
import type { Inventory } from "../../access/verify/inventory.ts";
import { OBJECT_KINDS } from "../../access/verify/objects.ts";
import { LEAST_REQUESTS, planClient } from "../../access/verify/planClient.ts";
import { OWN_GRANTS, printRequest, requestKey } from "../../access/verify/probe.ts";
import { triedClient } from "../../access/verify/subject.ts";
import type { ValidStack } from "../open/loadedStack.ts";
import { ableOf } from "./verifyStack.ts";

/** Stands for every division that the spec does not name. */
const OTHER = "another division";

export function planText({ spec, desired }: ValidStack, keys: readonly string[], maxRequests: number): string {
  const inventory = inventoryInWords(Object.values(spec.value.divisions).map(({ name }) => name));
  const access = effectiveAccess(desired, spec);
  const able = ableOf(spec, keys);
  const blocks = keys.map((key) => {
    const tried = able.includes(key) ? triedClient({ spec, desired, access, inventory }, key) : undefined;
    if (!tried) return [`${key}: acts for users, so nothing is asked`];
    const { probes, requests } = planClient(tried, maxRequests);
    const why = Map.groupBy(probes, ({ request }) => (request ? requestKey(request) : ""));
    const lines = requests.flatMap((request) => [
      `  ${decoded(printRequest(request))}`,
      ...(why.get(requestKey(request)) ?? []).map(
        ({ claim, expected, place }) => `      ${claim}: expects ${expected} (${place.file}:${place.line})`,
      ),
    ]);
    const unsent = (why.get("") ?? []).map(
      ({ claim, unprovable }) => `  not asked  ${claim}: ${unprovable?.reason ?? ""}`,
    );
    return [
      `${key}: at most ${requests.length + LEAST_REQUESTS - 2} requests, with further pages up to ${maxRequests}`,
      "  POST /oauth/token",
      ...lines,
      `  ${printRequest(OWN_GRANTS)}`,
      "  DELETE /api/v2/tokens/me      ends the client's own token",
      ...unsent,
    ];
  });
  return blocks.map((lines) => `${lines.map((line) => printable(inWords(line))).join("\n")}\n`).join("\n");
}

/** Without an org a selector stands for the divisions that it will take. */
function inWords(line: string): string {
  return line.replaceAll("division offline:divisions:", "the divisions ");
}

function inventoryInWords(names: readonly string[]): Inventory {
  const divisions = [...new Set([...names, OTHER])].map((name) => ({ id: `offline:divisions:${name}`, name }));
  return {
    divisions,
    kinds: OBJECT_KINDS.map(({ kind }) => ({
      kind,
      state: "read",
      reason: null,
      objects: divisions.map(({ id, name }) => ({ id: `{a ${kind} of ${name}}`, divisionIds: [id] })),
    })),
    interval: "the last seven days",
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
