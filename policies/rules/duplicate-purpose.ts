import { type Rule, reads } from "../rule.ts";

export const duplicatePurpose: Rule = {
  id: "duplicate-purpose",
  category: "ownership",
  severity: "low",
  enforcementLevel: "advisory",
  title: "No two clients of a stack have the same purpose",
  why: "A second client for the same purpose is a copy that somebody forgot, or two consumers under one text; either way the one that is no longer needed is not found.",
  fix: "Remove one of the clients, or say in `purpose:` how they differ.",
  bad: `clients:
  export-a:
    name: Export A
    purpose: Nightly export to the warehouse
    grantType: client-credentials
  export-b:
    name: Export B
    purpose: Nightly export to the warehouse
    grantType: client-credentials`,
  good: `clients:
  export-a:
    name: Export A
    purpose: Nightly export of conversations to the warehouse
    grantType: client-credentials
  export-b:
    name: Export B
    purpose: Nightly export of schedules to the warehouse
    grantType: client-credentials`,
  related: ["owner-and-purpose"],
  checks: {
    stack: reads("stack", ["clients"], ({ clients }) => {
      const first = new Map<string, string>();
      return clients.flatMap(({ key, purpose }) => {
        const text = purpose?.trim().toLowerCase();
        if (!text) return [];
        const other = first.get(text);
        if (other === undefined) first.set(text, key);
        if (other === undefined) return [];
        const message = `Client "${key}" has the same purpose as "${other}".`;
        return [{ atom: key, at: ["clients", key, "purpose"], message }];
      });
    }),
  },
};
