/** All rules, in the order in which they are reported: by category, and within it from the general to the particular. */
import type { Rule } from "../rule.ts";
import { allDivisionsJustification } from "./all-divisions-justification.ts";
import { catalogueGap } from "./catalogue-gap.ts";
import { clientAcrossOrgs } from "./client-across-orgs.ts";
import { deliveryCommand } from "./delivery-command.ts";
import { divisionLeak } from "./division-leak.ts";
import { duplicatePurpose } from "./duplicate-purpose.ts";
import { exactRedirectUri } from "./exact-redirect-uri.ts";
import { existingRole } from "./existing-role.ts";
import { expectationCan } from "./expectation-can.ts";
import { expectationCannot } from "./expectation-cannot.ts";
import { expectationOnly } from "./expectation-only.ts";
import { hiddenDependency } from "./hidden-dependency.ts";
import { homeDivision } from "./home-division.ts";
import { nameConventions } from "./name-conventions.ts";
import { noAdminRole } from "./no-admin-role.ts";
import { noBulkExport } from "./no-bulk-export.ts";
import { noCredentialCreation } from "./no-credential-creation.ts";
import { noDisruption } from "./no-disruption.ts";
import { noImplicitGrant } from "./no-implicit-grant.ts";
import { noLegacyPermission } from "./no-legacy-permission.ts";
import { noLiveListening } from "./no-live-listening.ts";
import { noSelfEscalation } from "./no-self-escalation.ts";
import { noSelfEscalationUnion } from "./no-self-escalation-union.ts";
import { noTakeover } from "./no-takeover.ts";
import { noUnredactedData } from "./no-unredacted-data.ts";
import { noWildcardPermission } from "./no-wildcard-permission.ts";
import { noWildcardScope } from "./no-wildcard-scope.ts";
import { noWritePermission } from "./no-write-permission.ts";
import { noWriteScope } from "./no-write-scope.ts";
import { ownerAndPurpose } from "./owner-and-purpose.ts";
import { permissionAsScope } from "./permission-as-scope.ts";
import { permissionDenyList } from "./permission-deny-list.ts";
import { recordingSegment } from "./recording-segment.ts";
import { roleDescription } from "./role-description.ts";
import { scopeCeiling } from "./scope-ceiling.ts";
import { secretAge } from "./secret-age.ts";
import { sensitiveGrant } from "./sensitive-grant.ts";
import { sensitiveRead } from "./sensitive-read.ts";
import { tokenLifetime } from "./token-lifetime.ts";
import { unknownCondition } from "./unknown-condition.ts";
import { unknownPermission } from "./unknown-permission.ts";
import { unknownScope } from "./unknown-scope.ts";
import { unusedPermission } from "./unused-permission.ts";
import { unusedRole } from "./unused-role.ts";
import { unusedScope } from "./unused-scope.ts";
import { userOnlyOperation } from "./user-only-operation.ts";

export const RULES: readonly Rule[] = [
  // privilege
  noWildcardPermission,
  noWritePermission,
  noAdminRole,
  existingRole,
  noLegacyPermission,
  noSelfEscalation,
  noSelfEscalationUnion,
  noCredentialCreation,
  noTakeover,
  noDisruption,
  permissionDenyList,
  unusedPermission,
  // scope
  noWildcardScope,
  noWriteScope,
  scopeCeiling,
  unusedScope,
  // division
  allDivisionsJustification,
  homeDivision,
  divisionLeak,
  // expectation
  expectationCan,
  expectationCannot,
  expectationOnly,
  // data-protection
  sensitiveRead,
  sensitiveGrant,
  noUnredactedData,
  noLiveListening,
  noBulkExport,
  // client
  exactRedirectUri,
  noImplicitGrant,
  tokenLifetime,
  secretAge,
  clientAcrossOrgs,
  deliveryCommand,
  userOnlyOperation,
  // ownership
  ownerAndPurpose,
  roleDescription,
  unusedRole,
  duplicatePurpose,
  nameConventions,
  // catalogue
  unknownPermission,
  unknownScope,
  permissionAsScope,
  unknownCondition,
  catalogueGap,
  hiddenDependency,
  recordingSegment,
];
