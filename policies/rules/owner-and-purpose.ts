import { lackOf, saysSomething } from "../../access/values/reason.ts";
import { type Rule, reads } from "../rule.ts";

export const ownerAndPurpose: Rule = {
  id: "owner-and-purpose",
  category: "ownership",
  severity: "medium",
  enforcementLevel: "mandatory",
  title: "Every client has an owner and a purpose",
  why: "A client that nobody answers for is never removed, and what it may do cannot be judged by anybody who does not know what it is for. A dot or `CHANGE_ME` names nobody and says nothing.",
  fix: "Write `owner:` (best an address of a team) and `purpose:`.",
  bad: `clients:
  export:
    name: Export
    grantType: client-credentials`,
  good: `clients:
  export:
    name: Export
    owner: bi-team@contoso.example
    purpose: Nightly export of queue statistics
    grantType: client-credentials`,
  related: ["role-description", "duplicate-purpose"],
  checks: {
    client: reads("client", ["owner", "purpose"], ({ owner, purpose }) =>
      Object.entries({ owner, purpose })
        .filter(([, text]) => !saysSomething(text))
        .map(([field, text]) => ({
          atom: field,
          at: [],
          message: `The client has ${lackOf(field, text)}.`,
          fix: field === "owner" ? "Write `owner:`, best an address of a team." : "Write `purpose:` in one sentence.",
        })),
    ),
  },
};
