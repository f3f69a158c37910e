/** Hosts that mean the machine itself, in every form in which a URL can write them. */

/** @param hostname the host as `URL` gives it: lower case, IPv4 as four numbers whatever it was written as, IPv6 in brackets */
export function isLoopback(hostname: string): boolean {
  if (hostname.startsWith("[")) return isLoopbackIpv6(hostname.slice(1, -1));
  const host = hostname.replace(/\.+$/, "");
  return isLoopbackIpv4(host.split(".").map(Number)) || LOOPBACK_NAME.test(host);
}

/** Names that resolvers answer themselves, and everything below them. */
const LOOPBACK_NAME = /(^|\.)(localhost|localhost\.localdomain|ip6-localhost|ip6-loopback)$/;

/** `127.0.0.0/8`, and `0.0.0.0/8`, which systems take for the machine itself. */
function isLoopbackIpv4(parts: readonly number[]): boolean {
  return parts.length === 4 && parts.every(Number.isInteger) && (parts[0] === 127 || parts[0] === 0);
}

/** `::` and `::1`, and IPv4 addresses inside of IPv6 ones: mapped, compatible, translated. */
function isLoopbackIpv6(address: string): boolean {
  const groups = groupsOf(address);
  const [high = 0, low = 0] = groups.slice(6);
  const prefix = groups.slice(0, 6).join(":");
  if (prefix === "0:0:0:0:0:0" && high === 0 && low <= 1) return true;
  const embedded = EMBEDDING.includes(prefix);
  return embedded && isLoopbackIpv4([high >> 8, high & 255, low >> 8, low & 255]);
}

/** The first six groups of addresses that carry an IPv4 address at their end. */
const EMBEDDING = ["0:0:0:0:0:0", "0:0:0:0:0:65535", "0:0:0:0:65535:0", "100:65435:0:0:0:0"];

/** The eight groups as numbers. */
function groupsOf(address: string): number[] {
  const [before = "", after] = address.split("::");
  const numbers = (text: string) => (text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16)));
  const [first, last] = [numbers(before), numbers(after ?? "")];
  const missing = after === undefined ? 0 : 8 - first.length - last.length;
  return [...first, ...Array.from({ length: missing }, () => 0), ...last];
}
