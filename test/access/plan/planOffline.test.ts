import { describe, expect, it } from "vitest";
import type { LoadedSpec } from "../../../access/language/loadSpec.ts";
import type { DesiredAccess } from "../../../access/plan/desired.ts";
import { plan } from "../../../access/plan/plan.ts";
import { planOffline } from "../../../access/plan/planOffline.ts";
import { loadFixture, loadTexts, ORGANIZATION, specOf } from "../fixtures/load.ts";
import { org } from "../fixtures/org.ts";

function offline(spec: LoadedSpec): DesiredAccess {
  const result = planOffline(spec);
  if (!result.ok) throw new Error("a plan without an org has no problems");
  return result.desired;
}

function text(yaml: string): LoadedSpec {
  return specOf(loadTexts({ "prod.yaml": `organization: { id: ${ORGANIZATION} }\n${yaml}` }));
}

/** The divisions of the only grant of a group. */
function granted(divisions: string, declared = "Home: {}\n  EMEA_Sales: {}\n  NA_Sales: {}") {
  const spec = text(`divisions:
  ${declared}
roles: { reader: { name: Reader, permissions: ["routing:queue:view"] } }
groups: { Team: { grants: [{ role: reader, divisions: ${divisions} }] } }`);
  const [grant] = offline(spec).grants;
  return { divisions: Object.keys(grant?.divisions ?? {}), home: grant?.home ?? false };
}

describe("a plan without an org", () => {
  const desired = offline(specOf(loadFixture("contoso.yaml")));
  const planned = plan(specOf(loadFixture("contoso.yaml")), org);

  it("has the roles, clients and grants of a plan against the org, under the same keys", () => {
    if (!planned.ok) throw new Error("contoso.yaml fits its org");
    expect(desired.roles).toEqual(planned.desired.roles);
    expect(desired.divisions).toEqual(planned.desired.divisions);
    expect(desired.grants.map(({ key }) => key)).toEqual(planned.desired.grants.map(({ key }) => key));
    expect(desired.clients.map(({ grants: _, ...client }) => client)).toEqual(
      planned.desired.clients.map(({ grants: _, ...client }) => client),
    );
  });

  it("takes what the spec names to exist, under ids that no org has", () => {
    const ids = desired.grants.map(({ subjectId }) => subjectId);
    expect(ids).toContain("offline:users:jane@contoso.example");
    expect(desired.grants.find(({ existingRole }) => existingRole)?.role).toEqual({
      id: "offline:roles:Communicate - User",
    });
  });

  it("stands for the same stack and org", () => {
    expect(desired).toMatchObject({ stack: "contoso", organization: { id: ORGANIZATION } });
  });

  it.each([
    ['{ match: "EMEA_*" }', ["EMEA_*", "EMEA_Sales"], false],
    ['{ match: ["EMEA_*", "NA_*"], exclude: NA_Sales }', ["EMEA_*, NA_* without NA_Sales", "EMEA_Sales"], false],
    ['{ match: "APAC_*" }', ["APAC_*"], false],
    ["{ match: NoSuchDivision }", ["NoSuchDivision"], false],
    ['{ match: "*" }', ["*", "EMEA_Sales", "Home", "NA_Sales"], true],
    ['{ match: "*", exclude: Home }', ["* without Home", "EMEA_Sales", "NA_Sales"], false],
    ["[Home]", ["Home"], true],
    ["all", ["*"], false],
  ])(
    "gives a selector the spec's own divisions and one more that stands for those of the org: %s",
    (divisions, keys, home) => {
      const found = granted(divisions);
      expect([...found.divisions].sort()).toEqual([...keys].sort());
      expect(found.home).toBe(home);
    },
  );

  it("calls a division Home by its name in Genesys Cloud, not by its key", () => {
    expect(granted("[hq]", "hq: { name: Home }").home).toBe(true);
    expect(granted("[Home]", "Home: { name: Headquarters }").home).toBe(false);
  });
});
