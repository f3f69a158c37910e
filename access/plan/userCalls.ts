/** What roles are made for and only a signed-in user can call. It needs no org, and no resource carries it: also the policy pack reads it from the spec at hand. */
import { callerOf } from "../catalogue/callerKinds.ts";
import { parseEndpoint } from "../intent/endpoint.ts";
import { profile, profileOperations } from "../intent/profiles.ts";
import { isExisting, type Spec } from "../language/spec.ts";
import { printEndpoint } from "../values/endpoint.ts";
import type { YamlPath } from "../values/yamlPath.ts";

/** A profile or an endpoint of a role with calls that no client-credentials client can ever make. */
export interface UserCalls {
  /** Key of the role. */
  readonly role: string;
  /** Where the role asks for them: its profile, or one of its endpoints. */
  readonly path: YamlPath;
  /** The profile that they belong to; absent for an endpoint that the role lists itself. */
  readonly profile?: string;
  /** `GET /api/v2/users/me`; at least one. */
  readonly operations: readonly string[];
}

/** In the order of the file. Unknown profiles and endpoints are left to the checks of the language. */
export function userCalls({ roles }: Spec): UserCalls[] {
  return Object.entries(roles).flatMap(([key, role]) => {
    if (isExisting(role)) return [];
    const named = role.profile === undefined ? undefined : profile(role.profile);
    const ofProfile = named ? profileOperations(named).filter((one) => callerOf(one) === "user") : [];
    const ofEndpoints = role.endpoints.flatMap((text, index): UserCalls[] => {
      const parsed = parseEndpoint(text);
      if (!parsed.ok || callerOf(parsed.operation) !== "user") return [];
      return [{ role: key, path: ["roles", key, "endpoints", index], operations: [printEndpoint(parsed.operation)] }];
    });
    return [
      ...(named && ofProfile.length > 0
        ? [
            {
              role: key,
              path: ["roles", key, "profile"],
              profile: named.name,
              operations: ofProfile.map(printEndpoint),
            },
          ]
        : []),
      ...ofEndpoints,
    ];
  });
}
