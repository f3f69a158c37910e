import { domainToUnicode } from "node:url";
import { z } from "zod";
import { type Rule, reads } from "../rule.ts";
import { isLoopback } from "./shared/loopback.ts";
import { repairOf } from "./shared/uriRepair.ts";

/** A host, `.` and a domain for every host below it, or `*` for every host. */
const HOST = /^(\*|[a-z\d-]+(\.[a-z\d-]+)*|\.[a-z\d-]+(\.[a-z\d-]+)+|\[[\da-f:]+\])$/;

const options = z.object({
  hosts: z
    .array(z.string().regex(HOST, "is neither a host in lower case, nor a dot and a domain, nor `*`"))
    .default(["*"])
    .meta({ loosens: "more" })
    .describe(
      "Hosts to which codes may be sent: `crm.contoso.example` for that one, `.contoso.example` for every host below it, `*` for every host",
    ),
});

export const exactRedirectUri: Rule = {
  id: "exact-redirect-uri",
  category: "client",
  severity: "high",
  enforcementLevel: "mandatory",
  title: "Redirect URIs are https, exact and absolute",
  why: "Authorization codes are sent to these addresses: plain http can be read on the way, a wildcard or fragment lets somebody else's page receive them, an address that readers repair goes to different places for different readers, and a host that only looks like yours is somebody else's. Which hosts are yours is for `hosts` of this rule to say.",
  fix: "Write the whole https address of the callback, without `*`, `#`, user info or anything that a reader of addresses repairs; loopback addresses are allowed only in a stack with `development: true`.",
  bad: `clients:
  crm:
    redirectUris: ["http://crm.contoso.example/*"]`,
  good: `policies:
  exact-redirect-uri: { enforcementLevel: mandatory, hosts: [crm.contoso.example] }
clients:
  crm:
    redirectUris: ["https://crm.contoso.example/oauth/callback"]`,
  related: ["no-implicit-grant"],
  options,
  checks: {
    client: reads(
      "client",
      ["redirectUris", "development"],
      ({ redirectUris, development }, { hosts }: z.infer<typeof options>) =>
        redirectUris.flatMap((uri) => {
          const flaw = flawOf(uri, development, hosts);
          return flaw ? [{ atom: uri, at: ["redirectUris"], message: `Redirect URI "${uri}" ${flaw}.` }] : [];
        }),
    ),
  },
};

function flawOf(uri: string, development: boolean, hosts: readonly string[]): string | undefined {
  const { hostname, protocol, href } = URL.parse(uri) ?? {};
  const flaw = flawOfText(uri);
  if (flaw !== undefined) return href === undefined || href === uri ? flaw : `${flaw}; a browser reads "${href}"`;
  if (hostname === undefined) return "is not an absolute URI";
  const loopback = isLoopback(hostname);
  if (loopback && !development) return "points at the loopback address, and the stack is not a development stack";
  if (protocol !== "https:" && !(loopback && protocol === "http:")) return "is not https";
  return repairOf(uri) ?? (loopback ? undefined : flawOfHost(hostname, hosts));
}

/** Readers of addresses differ in what they repair, so that nothing may need repair. */
function flawOfText(uri: string): string | undefined {
  if (uri.includes("*")) return "has a wildcard";
  if (uri.includes("#")) return "has a fragment";
  if (/[\s\p{C}\\]/u.test(uri)) return "has a space, a backslash or a character that nobody sees";
  if (!URL.canParse(uri)) return "is not an absolute URI";
  if (!/^https?:/i.test(uri)) return undefined;
  const [, authority] = /^https?:\/\/([^/?]+)/i.exec(uri) ?? [];
  if (authority === undefined) return "lacks `//` and the host behind its scheme";
  if (authority.includes("@")) return "carries user info";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  if (/[^\x00-\x7f]/.test(authority)) return `has a host that is not ASCII, and goes to "${new URL(uri).hostname}"`;
  if (authority.includes("%")) return "has an encoded host";
  return undefined;
}

function flawOfHost(hostname: string, hosts: readonly string[]): string | undefined {
  const host = hostname.replace(/\.$/, "");
  const isNamed = hosts.some((one) => one === host || (one.startsWith(".") && host.endsWith(one)));
  if (isNamed) return undefined;
  if (!hosts.includes("*")) return `goes to "${host}", which is none of the hosts that exact-redirect-uri allows`;
  if (!/(^|\.)xn--/.test(host)) return undefined;
  return `goes to "${host}", which people read as "${domainToUnicode(host)}", and \`hosts\` of exact-redirect-uri does not name it`;
}
