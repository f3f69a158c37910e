/** All checks that only an org allows, in the order of their categories. */
import type { OrgCheck } from "../check.ts";
import { administrators } from "./administrators.ts";
import { divisionSetting } from "./divisionSetting.ts";
import { dormantClient } from "./dormantClient.ts";
import { duplicateClient } from "./duplicateClient.ts";
import { duplicateRole } from "./duplicateRole.ts";
import { escalationPath } from "./escalationPath.ts";
import { goneGrant } from "./goneGrant.ts";
import { hiddenRole } from "./hiddenRole.ts";
import { inactiveClient } from "./inactiveClient.ts";
import { nearLimit } from "./nearLimit.ts";
import { unknownClient } from "./unknownClient.ts";
import { uselessGrant } from "./uselessGrant.ts";

export const ORG_CHECKS: readonly OrgCheck[] = [
  escalationPath,
  administrators,
  goneGrant,
  divisionSetting,
  nearLimit,
  inactiveClient,
  uselessGrant,
  unknownClient,
  dormantClient,
  duplicateClient,
  duplicateRole,
  hiddenRole,
];
