import { z } from "zod";
import { DEPENDENCY_KINDS, type Dependency, dependenciesOf } from "../../access/catalogue/dependencies.ts";
import type { RoleGrantFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";
import { heldBy } from "./shared/held.ts";

const options = z.object({
  kinds: z
    .array(z.enum(DEPENDENCY_KINDS))
    .default(["name-resolution", "content", "authorization"])
    .meta({ loosens: "less" })
    .describe(
      "Which needs are told: `name-resolution` (ids without names), `content` (answers incomplete), `authorization` (calls refused), `filter` (parts dropped, for instance bookmarks)",
    ),
});

export const hiddenDependency: Rule = {
  id: "hidden-dependency",
  category: "catalogue",
  severity: "low",
  enforcementLevel: "advisory",
  title: "A client holds what its permissions silently need",
  why: "Some permissions work alone and answer less than expected: conversations without names of queues, jobs without their schedules. No operation declares it, so it is found in production. Source: texts of the vendor's operations, and conclusions from them (catalogue/dependencies.tsv).",
  fix: "Add the permission to a role of the client, or waive the finding if the client does without.",
  bad: `roles:
  bi-reader:
    name: Integration - BI Reader
    permissions: ["analytics:conversationDetail:view"]
clients:
  bi:
    name: BI
    grantType: client-credentials
    grants:
      - { role: bi-reader, divisions: [EMEA_Operations] }`,
  good: `roles:
  bi-reader:
    name: Integration - BI Reader
    permissions: ["analytics:conversationDetail:view", "routing:queue:view"]
clients:
  bi:
    name: BI
    grantType: client-credentials
    grants:
      - { role: bi-reader, divisions: [EMEA_Operations] }`,
  related: ["recording-segment"],
  options,
  checks: {
    // People hold roles that no file names; only of a client that the stack makes all roles are known.
    client: reads("client", ["grants"], ({ grants }, { kinds }: z.infer<typeof options>) => missing(grants, kinds)),
  },
};

/** One violation for each permission that is missing, however many others need it. */
function missing(grants: readonly RoleGrantFacts[], kinds: readonly Dependency["kind"][]): Violation[] {
  const held = heldBy(grants);
  const needs = [...held.keys()]
    .flatMap(dependenciesOf)
    .filter(({ needs, kind }) => kinds.includes(kind) && !held.has(needs) && !isRecordingSegment(needs));
  return [...Map.groupBy(needs, (need) => need.needs)].flatMap(([permission, [first]]) => {
    if (!first) return [];
    const roleKey = held.get(first.permission);
    const message = `"${first.permission}" of role "${roleKey}" needs "${permission}": ${first.why}.`;
    const fix = `Add \`${permission}\` to the permissions of "${roleKey}", or waive the finding if the client does without.`;
    return [{ atom: `${roleKey}/${permission}`, at: ["grants"], message, fix }];
  });
}

/** Has a rule of its own: recording-segment. */
function isRecordingSegment(permission: string): boolean {
  return permission === "recording:recordingSegment:view";
}
