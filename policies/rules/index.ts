/** All rules, in the order in which they are reported. */
import type { Rule } from "../rule.ts";
import { allDivisionsJustification } from "./all-divisions-justification.ts";
import { exactRedirectUri } from "./exact-redirect-uri.ts";
import { noImplicitGrant } from "./no-implicit-grant.ts";
import { noWildcardPermission } from "./no-wildcard-permission.ts";
import { noWildcardScope } from "./no-wildcard-scope.ts";
import { noWritePermission } from "./no-write-permission.ts";
import { noWriteScope } from "./no-write-scope.ts";

export const RULES: readonly Rule[] = [
  noWildcardPermission,
  noWritePermission,
  noWildcardScope,
  noWriteScope,
  allDivisionsJustification,
  exactRedirectUri,
  noImplicitGrant,
];
