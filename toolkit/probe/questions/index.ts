/** Every question of a probe, in the order in which they are asked. */
import type { Question } from "../question.ts";
import { clientScopes, lastGrant, roleDivisions, secretOnRead, userClientWithoutScope } from "./clients.ts";
import { guard } from "./guard.ts";
import { guardEdit, guardGrant, guardSecret } from "./guardElsewhere.ts";
import { divisionInUse, roleInUse } from "./inUse.ts";
import { divisionLimit, limits } from "./limits.ts";
import { clientNames, divisionNames, divisionNamesCase, roleNames } from "./names.ts";
import { rateHeaders, requestsPerMinute } from "./rates.ts";
import { readAfterWrite } from "./readAfterWrite.ts";
import { conditions, unknownPermission, wildcards } from "./rolePolicies.ts";
import { longestTexts } from "./texts.ts";
import {
  activeDelete,
  inactiveLogin,
  tokensAfterDelete,
  tokensAfterInactive,
  tokensAfterSecret,
  wrongLogin,
} from "./tokens.ts";

export const QUESTIONS: readonly Question[] = [
  readAfterWrite,
  guard,
  guardGrant,
  guardEdit,
  guardSecret,
  roleNames,
  divisionNames,
  divisionNamesCase,
  clientNames,
  roleInUse,
  divisionInUse,
  wildcards,
  unknownPermission,
  conditions,
  secretOnRead,
  clientScopes,
  userClientWithoutScope,
  roleDivisions,
  lastGrant,
  tokensAfterSecret,
  wrongLogin,
  activeDelete,
  tokensAfterInactive,
  inactiveLogin,
  tokensAfterDelete,
  ...longestTexts,
  divisionLimit,
  limits,
  rateHeaders,
  requestsPerMinute,
];

/** What no probe can find out by itself, and why: none of it makes a result incomplete. */
export const NOT_ASKED: readonly { readonly about: string; readonly reason: string }[] = [
  {
    about: "escalationGuardForUsers",
    reason: "It is about people who sign in with a browser; the vendor documents it.",
  },
  { about: "enforceScopes", reason: "It is about tokens of people who sign in with a browser." },
  { about: "loginsPerMinute", reason: "Finding it would use up the logins of a client." },
  { about: "deletion of clients older than 30 days", reason: "Everything that a probe makes is new." },
];
