/** The switches of the embedded org that follow from what was observed. What an answer cannot tell of a switch is left out. */
import type { ObservedQuestion } from "../../access/observed/model.ts";

export function switchesOf(questions: readonly ObservedQuestion[]): Record<string, unknown> {
  const answers = new Map(questions.map(({ id, answer }) => [id, answer]));
  const copied = Object.entries(COPIED).flatMap(([name, id]): [string, unknown][] => {
    const answer = answers.get(id);
    return answer === undefined ? [] : [[name, answer]];
  });
  const unique = uniqueNames(answers.get("role-names"), answers.get("division-names"));
  const inUse = answers.get("role-in-use");
  return {
    ...Object.fromEntries(copied),
    ...(unique !== undefined && { uniqueNames: unique }),
    ...(inUse !== undefined && { refuseDeleteOfHeldRole: inUse === "refused" }),
    ...limitsOf(answers.get("limits")),
  };
}

/** Switches that take the answer of a question as it is. */
const COPIED: Readonly<Record<string, string>> = {
  readAfterWriteDelayMs: "read-after-write",
  escalationGuard: "guard",
  expandWildcards: "wildcards",
  withoutConditions: "conditions",
  secretOnRead: "secret-on-read",
  mostDivisions: "division-limit",
  requestsPerMinute: "requests-per-minute",
};

/** No switch stands for an org whose roles have unique names and whose divisions do not. */
function uniqueNames(roles: unknown, divisions: unknown): boolean | "divisions" | undefined {
  if (roles === "refused" && divisions === "refused") return true;
  if (roles === "allowed" && divisions === "allowed") return false;
  return roles === "allowed" && divisions === "refused" ? "divisions" : undefined;
}

/** The org's own names of its limits. */
const LIMITS: Readonly<Record<string, string>> = {};

function limitsOf(answer: unknown): Record<string, number> {
  const lines = Array.isArray(answer) ? answer.map((line) => String(line).split("=")) : [];
  return Object.fromEntries(
    lines.flatMap(([key = "", value]): [string, number][] => {
      const name = Object.hasOwn(LIMITS, key) ? LIMITS[key] : undefined;
      return name === undefined ? [] : [[name, Number(value)]];
    }),
  );
}
