import { type Rule, reads } from "../rule.ts";

export const exactRedirectUri: Rule = {
  id: "exact-redirect-uri",
  category: "client",
  severity: "high",
  enforcementLevel: "mandatory",
  title: "Redirect URIs are https, exact and absolute",
  why: "Authorization codes are sent to these addresses: plain http can be read on the way, a wildcard or fragment lets somebody else's page receive them.",
  fix: "Write the whole https address of the callback, without `*`, `#` or user info; loopback addresses are allowed only in a stack with `development: true`.",
  bad: `clients:
  crm:
    redirectUris: ["http://crm.contoso.example/*"]`,
  good: `clients:
  crm:
    redirectUris: ["https://crm.contoso.example/oauth/callback"]`,
  related: ["no-implicit-grant"],
  checks: {
    client: reads("client", ["redirectUris", "development"], ({ redirectUris, development }) =>
      redirectUris.flatMap((uri) => {
        const flaw = flawOf(uri, development);
        return flaw ? [{ atom: uri, at: ["redirectUris"], message: `Redirect URI "${uri}" ${flaw}.` }] : [];
      }),
    ),
  },
};

function flawOf(uri: string, development: boolean): string | undefined {
  if (uri.includes("*")) return "has a wildcard";
  if (uri.includes("#")) return "has a fragment";
  if (!URL.canParse(uri)) return "is not an absolute URI";
  const { protocol, hostname, username, password } = new URL(uri);
  if (username !== "" || password !== "") return "carries user info";
  const loopback = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  if (loopback && !development) return "points at the loopback address, and the stack is not a development stack";
  if (protocol !== "https:" && !(loopback && protocol === "http:")) return "is not https";
  return undefined;
}
