/** Operations that only a signed-in user, or only a client-credentials client, can call: no role changes that. */
import { callerOf } from "../catalogue/callerKinds.ts";
import { printDivision } from "../values/division.ts";
import type { Asked } from "./asked.ts";
import type { Explanation } from "./model.ts";
import { subjectPhrase } from "./sentence.ts";
import { subjectName } from "./subject.ts";

/** The denial of a caller of the wrong kind; undefined where the operation takes it, or where nobody has written down whom it takes. */
export function wrongCallerOf(asked: Asked): Explanation | undefined {
  const { subject, need, division } = asked;
  const wanted = need.operation && callerOf(need.operation);
  const isService = subject.grantType === "CLIENT-CREDENTIALS";
  if (subject.grantType === undefined || wanted === undefined || (wanted === "client") === isService) return undefined;
  const why =
    wanted === "user"
      ? "it is about the user who signs in, and a client-credentials client has none (400 not.a.user)"
      : `it takes a client-credentials client only, and this one signs users in (${subject.grantType})`;
  return {
    subject: subjectName(subject),
    need: need.text,
    ...(division !== undefined && { division: printDivision(division) }),
    answer: "denied",
    layer: "grant-type",
    sentence: `${subjectPhrase(asked)} can never call ${need.text}: ${why}.`,
    path: [],
    fixes: [],
    notes: [
      "No role, division or scope changes that. The vendor's OpenAPI definition says so; it was not tried against a live org.",
    ],
  };
}
