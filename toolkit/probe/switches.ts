/** The switches of the embedded org that follow from what was observed. What an answer cannot tell of a switch is left out. */
import type { ObservedQuestion } from "../../access/observed/model.ts";

export function switchesOf(questions: readonly ObservedQuestion[]): Record<string, unknown> {
  const answers = new Map(questions.map(({ id, answer }) => [id, answer]));
  const copied = Object.entries(COPIED).flatMap(([name, id]): [string, unknown][] => {
    const answer = answers.get(id);
    return answer === undefined ? [] : [[name, answer]];
  });
  const unique = uniqueNames(answers.get("role-names"), answers.get("division-names"));
  const scopes = answers.get("user-client-without-scope");
  const inUse = answers.get("role-in-use");
  return {
    ...Object.fromEntries(copied),
    ...(unique !== undefined && { uniqueNames: unique }),
    ...(inUse !== undefined && { refuseDeleteOfHeldRole: inUse === "refused" }),
    ...(scopes !== undefined && { scopesRequired: scopes === "refused" }),
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

/**
 * The vendor publishes the keys of limits of requests, and no other. A key that alone has the words of a limit is taken for it; where several have,
 * nobody knows which, and the switch is left out.
 */
const LIMITS: Readonly<Record<string, RegExp>> = {
  mostClients: /^auth\.api\/.*client/,
  mostRoles: /^authorization\/(?!.*(?:assign|subject|grant)).*role/,
  mostGrantsOfSubject: /^authorization\/.*(?:assign|subject)/,
  requestsPerMinuteOfClient: /^platform\.api\/org\.app\.user\.rate\.per\.minute$/,
};

function limitsOf(answer: unknown): Record<string, number> {
  const lines = Array.isArray(answer) ? answer.map((line) => String(line).split("=")) : [];
  return Object.fromEntries(
    Object.entries(LIMITS).flatMap(([name, pattern]): [string, number][] => {
      const found = lines.filter(([key = ""]) => pattern.test(key));
      const value = Number(found[0]?.[1]);
      return found.length === 1 && Number.isSafeInteger(value) && value > 0 ? [[name, value]] : [];
    }),
  );
}
