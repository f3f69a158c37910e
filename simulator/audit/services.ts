/** What the service maps tell: the entity types of a service, and the actions of each. */
import { GROUPS, PEOPLE } from "./kinds.ts";

interface AuditedEntity {
  readonly name: string;
  readonly actions: readonly string[];
}

const usual = ["Create", "Update", "Delete"];

/** By service. A service that a switch names besides has no entity types here. */
export const SERVICES: Readonly<Record<string, readonly AuditedEntity[]>> = {
  [PEOPLE]: [
    { name: "Role", actions: [...usual, "MemberAdd", "MemberRemove"] },
    { name: "OAuthClient", actions: [...usual, "Restore"] },
    { name: "AuthUser", actions: ["Update"] },
    { name: "AuthOrganization", actions: ["Update"] },
    { name: "Division", actions: [...usual, "Restore"] },
    { name: "User", actions: [...usual, "Restore"] },
    { name: "Group", actions: ["Update"] },
  ],
  [GROUPS]: [{ name: "Group", actions: usual }],
};
