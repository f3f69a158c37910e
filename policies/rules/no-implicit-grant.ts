import { type Rule, reads } from "../rule.ts";

export const noImplicitGrant: Rule = {
  id: "no-implicit-grant",
  category: "client",
  severity: "high",
  enforcementLevel: "mandatory",
  title: "No client uses the implicit grant (TOKEN)",
  why: "The implicit grant hands the access token to the browser's address bar, and Genesys is retiring it (reported for 2026 and 2027; the dates are not verified).",
  fix: "Write `grantType: code` and use the authorization code grant, with PKCE in browser applications.",
  bad: `clients:
  widget:
    grantType: token`,
  good: `clients:
  widget:
    grantType: code`,
  related: ["exact-redirect-uri"],
  checks: {
    client: reads("client", ["grantType"], ({ grantType }) =>
      grantType === "TOKEN"
        ? [{ atom: "TOKEN", at: ["grantType"], message: "Grant type TOKEN is the implicit grant." }]
        : [],
    ),
  },
};
