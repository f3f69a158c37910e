import { z } from "zod";
import { type Rule, reads } from "../rule.ts";

const expression = z.string().refine(isExpression, "is not a regular expression");

const options = z.object({
  role: expression
    .default("^(Integration|Team|Partner) - \\S.*$")
    .meta({ loosens: "any" })
    .describe("Regular expression that the name of a role matches"),
  client: expression
    .default("^\\S.*\\S$")
    .meta({ loosens: "any" })
    .describe("Regular expression that the name of a client matches"),
});

type Options = z.infer<typeof options>;

export const nameConventions: Rule = {
  id: "name-conventions",
  category: "ownership",
  severity: "low",
  enforcementLevel: "disabled",
  title: "Names follow the organization's convention",
  why: "In the console a name is all that tells a role of this tool from one made by hand.",
  fix: "Rename it to match the convention.",
  bad: `policies:
  name-conventions: { enforcementLevel: mandatory, role: "^Integration - " }
roles:
  queue-reader:
    name: reader2
    permissions: ["routing:queue:view"]`,
  good: `policies:
  name-conventions: { enforcementLevel: mandatory, role: "^Integration - " }
roles:
  queue-reader:
    name: Integration - Queue Reader
    permissions: ["routing:queue:view"]`,
  related: ["role-description"],
  options,
  checks: {
    role: reads("role", ["name"], ({ name }, { role }: Options) => mismatch(name, role)),
    client: reads("client", ["name"], ({ name }, { client }: Options) => mismatch(name, client)),
  },
};

function mismatch(name: string, convention: string) {
  if (new RegExp(convention, "u").test(name)) return [];
  return [{ atom: name, at: ["name"], message: `The name "${name}" does not match ${convention}.` }];
}

function isExpression(text: string): boolean {
  try {
    return new RegExp(text, "u") !== undefined;
  } catch {
    return false;
  }
}
