import { isLoopback } from "../../providers/genesys/connection.ts";

/** The warning to print before others than this machine can reach the org; undefined for a loopback address. */
export function networkWarning(host: string): string | undefined {
  if (isLoopback(host.includes(":") ? `[${host}]` : host.toLowerCase())) return undefined;
  return [
    `warning: anyone on the network can reach this org on ${JSON.stringify(host)} and change everything in it: its credentials are published.`,
    "genesys-access itself speaks plain HTTP with 127.0.0.1 only.",
  ].join(" ");
}
