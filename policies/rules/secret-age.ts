import { z } from "zod";
import type { ClientFacts, SecretFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";

const options = z.object({
  maxDays: z
    .int()
    .min(1)
    .default(180)
    .meta({ loosens: "more" })
    .describe(
      "Days after which a secret should be another; half a year keeps the change-over practised for the day when a secret leaks",
    ),
});

export const secretAge: Rule = {
  id: "secret-age",
  category: "client",
  severity: "medium",
  enforcementLevel: "advisory",
  title: "Secrets are renewed in time, and old ones retired",
  why: "A client secret never expires in Genesys Cloud: whoever once read it in a log, a mail or a backup keeps the access until somebody changes it. Only the deployed state knows how old a secret is, so `check` sees no ages, and preview and update do; a secret that somebody regenerated in the console counts as old as its client.",
  fix: "Run `genesys-access rotate`.",
  bad: `clients:
  reporting:
    name: Reporting
    grantType: client-credentials
    secret: { generation: 3, keep: [1, 2] }`,
  good: `clients:
  reporting:
    name: Reporting
    grantType: client-credentials
    secret: { generation: 3, keep: [2] }`,
  related: ["token-lifetime", "owner-and-purpose"],
  options,
  checks: {
    stack: reads("stack", ["clients"], ({ clients }, { maxDays }: z.infer<typeof options>) =>
      clients.flatMap((client) => [...leftBehind(client), ...tooOld(client, maxDays)]),
    ),
  },
};

/** A change-over needs two generations. What is older than those was forgotten. */
function leftBehind({ key, secrets }: ClientFacts): Violation[] {
  return secrets.slice(0, -2).map(({ generation }) => ({
    atom: `${key}/generation-${generation}`,
    at: ["clients", key, "secret", "keep"],
    message: `The secret of generation ${generation} still works, two generations on.`,
    fix: `Remove ${generation} from \`keep\`.`,
  }));
}

function tooOld({ key, secrets }: ClientFacts, maxDays: number): Violation[] {
  const old = secrets.slice(-2).filter(({ ageDays = 0 }) => ageDays > maxDays);
  return old.map((secret) => ({
    atom: `${key}/generation-${secret.generation}`,
    at: ["clients", key],
    message: `The secret of client "${key}" is ${secret.ageDays} days old, and ${maxDays} is the limit.`,
    fix: fixOf(key, secret, secret === secrets.at(-1)),
  }));
}

function fixOf(key: string, { generation }: SecretFacts, isCurrent: boolean): string {
  return isCurrent
    ? `Run \`genesys-access rotate ${key}\` to begin a new generation.`
    : `When every consumer reads the new secret, run \`genesys-access rotate ${key}\` again: it retires generation ${generation}.`;
}
