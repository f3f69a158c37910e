import { z } from "zod";
import { limit } from "../../access/catalogue/limits.ts";
import { type Rule, reads } from "../rule.ts";

const options = z.object({
  /** A getter, so that the limits are read when the option is. */
  get maximumSeconds() {
    const [least, most] = [limit("access-token-seconds-least"), limit("access-token-seconds-most")];
    return z
      .int()
      .min(least)
      .max(most)
      .default(86_400)
      .meta({ loosens: "more" })
      .describe(`Longest lifetime of an access token, in seconds; Genesys Cloud allows ${least} to ${most}`);
  },
});

export const tokenLifetime: Rule = {
  id: "token-lifetime",
  category: "client",
  severity: "medium",
  enforcementLevel: "mandatory",
  title: "Access tokens do not outlive the ceiling",
  why: "A token that leaks works until it expires, and a client-credentials client gets a new one in a second: a long lifetime helps only whoever found the token.",
  fix: "Write a shorter `tokenLifetime`.",
  bad: `clients:
  wallboard:
    name: Wallboard
    grantType: client-credentials
    tokenLifetime: 48h`,
  good: `clients:
  wallboard:
    name: Wallboard
    grantType: client-credentials
    tokenLifetime: 1h`,
  related: [],
  options,
  checks: {
    client: reads(
      "client",
      ["tokenLifetime"],
      ({ tokenLifetime: seconds }, { maximumSeconds }: z.infer<typeof options>) =>
        seconds <= maximumSeconds
          ? []
          : [
              {
                atom: "tokenLifetime",
                at: ["tokenLifetime"],
                message: `Tokens live ${seconds} seconds, and the ceiling is ${maximumSeconds}.`,
                fix: `Write \`tokenLifetime: ${maximumSeconds}\` or less.`,
              },
            ],
    ),
  },
};
