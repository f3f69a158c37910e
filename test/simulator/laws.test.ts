import fc from "fast-check";
import { expect, test } from "vitest";
import { expandStars, permissionsOf, policiesFor } from "../../simulator/access/policies.ts";
import { cataloguePermissions, findPermission } from "../../simulator/catalogue/permissions.ts";
import { page } from "../../simulator/http/paging.ts";
import { Query } from "../../simulator/http/query.ts";
import { seedOrg } from "../../simulator/index.ts";
import { canonical } from "../../simulator/org/canonical.ts";
import type { Role } from "../../simulator/org/orgData.ts";

const permission = fc.constantFrom(...cataloguePermissions());
const policy = fc.tuple(permission, fc.boolean(), fc.boolean()).map(([it, anyEntity, anyAction]) => ({
  domain: it.domain,
  entityName: anyEntity ? "*" : it.entity,
  actionSet: [anyAction ? "*" : it.action],
}));

function roleOf(permissionPolicies: Role["permissionPolicies"]): Role {
  return { id: "r", name: "r", description: "", permissions: [], roleNeedsUpdate: false, permissionPolicies };
}

test("expanding stars changes nothing that a role permits, leaves no star, and is done after once", () => {
  fc.assert(
    fc.property(fc.array(policy, { maxLength: 5 }), permission, (policies, { domain, entity, action }) => {
      const expanded = expandStars(policies);
      const asked = `${domain}:${entity}:${action}`;
      expect(policiesFor(roleOf(expanded), asked).length > 0).toBe(policiesFor(roleOf(policies), asked).length > 0);
      expect(JSON.stringify(expanded)).not.toContain('"*"');
      expect(expandStars(expanded)).toEqual(expanded);
    }),
    { numRuns: 60 },
  );
});

test("the pages of a listing, joined, are the listing", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 30 }), fc.integer({ min: 1, max: 12 }), (rows, pageSize) => {
      const at = (number: number) =>
        page("/x", new Query(`pageSize=${pageSize}&pageNumber=${number}`), rows, (row) => row);
      const pages = Array.from({ length: at(1).pageCount }, (_, index) => at(index + 1));
      expect(pages.flatMap(({ entities }) => entities)).toEqual(rows);
      expect(pages.filter((it) => "nextUri" in it)).toHaveLength(Math.max(pages.length - 1, 0));
    }),
  );
});

test("arrays in a query mean the same by comma and by repetition", () => {
  const word = fc.stringMatching(/^[a-z0-9]{1,6}$/);
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const commas = new Query(`id=${words.join(",")}`);
      const repeated = new Query(words.map((it) => `id=${it}`).join("&"));
      expect([commas.list("id"), repeated.list("id")]).toEqual([words, words]);
    }),
  );
});

test("every permission of the seed roles exists in the catalogue, and the deployer's role reaches no data", () => {
  const { roles } = seedOrg();
  for (const role of roles) for (const it of permissionsOf(role)) expect(findPermission(it)).toBeDefined();
  const deployer = roles.find(({ name }) => name === "Access as Code Deployer");
  const domains = new Set(deployer?.permissionPolicies.map(({ domain }) => domain));
  expect([...domains].sort()).toEqual(["authorization", "directory", "oauth"]);
});

test("the canonical order does not depend on the order before", () => {
  const org = seedOrg();
  const grants = fc.shuffledSubarray(org.grants, { minLength: org.grants.length });
  fc.assert(
    fc.property(grants, (shuffled) => {
      expect(canonical({ ...org, grants: shuffled })).toEqual(canonical(org));
    }),
    { numRuns: 20 },
  );
});
