/** Values that the catalogue lists, once each: editors complete them. */

import { allOperations } from "../../access/catalogue/operations.ts";
import { allPermissions } from "../../access/catalogue/permissions.ts";
import { allScopes } from "../../access/catalogue/scopes.ts";
import { printEndpoint } from "../../access/values/endpoint.ts";
import type { JsonSchema } from "./jsonSchema.ts";

const PART = "[^\\s:,]+";

export const DEFINITIONS: Record<string, JsonSchema> = {
  permission: {
    anyOf: [
      { enum: [...allPermissions()] },
      {
        type: "string",
        description: "Several actions of one entity.",
        pattern: `^${PART}:${PART}:${PART}(,${PART})+$`,
      },
      {
        type: "string",
        description: "A wildcard: valid, and refused by a rule.",
        pattern: `^(?=.*\\*)${PART}:${PART}:${PART}$`,
      },
    ],
  },
  endpoint: {
    anyOf: [
      { enum: [...allOperations()].map(printEndpoint) },
      {
        type: "string",
        description: "Ids in place of their names, a host copied from a log, or without /api/v2.",
        pattern: "^\\s*[A-Za-z]+\\s+\\S*/\\S+\\s*$",
      },
    ],
  },
  /** A permission or an endpoint that a client can or cannot use, as a text. */
  claim: { anyOf: [{ $ref: "#/definitions/permission" }, { $ref: "#/definitions/endpoint" }] },
  expectation: { anyOf: [{ $ref: "#/definitions/permission" }, { $ref: "#/definitions/endpoint" }] },
  scope: { enum: [...allScopes()] },
};
