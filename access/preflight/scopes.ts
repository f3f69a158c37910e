/** Clients that act for the user who signs in and name no scope: the vendor's contract has an error for that. */
import { isExisting, type Spec } from "../language/spec.ts";
import type { Lack } from "./finding.ts";

/** That these are the grant types of which the contract's `missing.client.scope` speaks is inferred, hence a warning. */
export function scopeLacks({ clients }: Spec): Lack[] {
  return Object.entries(clients).flatMap(([key, client]): Lack[] =>
    isExisting(client) || client.grantType === "CLIENT-CREDENTIALS" || client.scopes.length > 0
      ? []
      : [
          {
            level: "warning",
            about: "org",
            code: "no-scopes",
            message:
              "a client that acts for the user who signs in names no scope, and an org may refuse it (400 missing.client.scope; inferred)",
            fix: "Write under `scopes` what the application calls, as `genesys-access suggest` tells.",
            path: ["clients", key],
            atKey: true,
          },
        ],
  );
}
