import { describe, expect, it } from "vitest";
import type { LoadedSpec } from "../../../access/language/loadSpec.ts";
import { plan } from "../../../access/plan/plan.ts";
import type { DeployerClient, DeployerGrant, DeployerPolicy } from "../../../access/preflight/deployer.ts";
import { findingLines } from "../../../access/preflight/finding.ts";
import { leastPermissions, needsOf } from "../../../access/preflight/needs.ts";
import { isReader } from "../../../access/preflight/permissions.ts";
import { type PreflightInput, preflight, regionProblems } from "../../../access/preflight/preflight.ts";
import { FIXTURE_ORG } from "../../support/fixtureOrg.ts";
import { loadTexts, specOf } from "../fixtures/load.ts";

const { organization, divisions } = FIXTURE_ORG;
const DEPLOYER_ID = FIXTURE_ORG.deployerClientId;
const API = "https://api.mypurecloud.de";
const [home = "", emea = "", na = ""] = divisions.map(({ id }) => id);

const YAML = `organization: { id: ${organization.id}, region: mypurecloud.de }
divisions: { EMEA_Operations: {}, Silo: { manage: true } }
roles:
  reader: { name: Integration - Reader, permissions: ["routing:queue:view"] }
clients:
  bi:
    name: BI
    grantType: client-credentials
    grants: [{ role: reader, divisions: [EMEA_Operations] }]
groups:
  Quality Team: { grants: [{ role: reader, divisions: [EMEA_Operations, Silo] }] }
`;

const load = (yaml = YAML): LoadedSpec => specOf(loadTexts({ "stacks/x.yaml": yaml }));
const NEEDED = leastPermissions(needsOf(load().value));

function policy(line: string, changes: Partial<DeployerPolicy> = {}): DeployerPolicy {
  const [domain = "", entity = "", action = ""] = line.split(":");
  return { domain, entity, actions: [action], conditional: false, ...changes };
}

function grant(lines: readonly string[], changes: Partial<DeployerGrant> = {}): DeployerGrant {
  const policies = lines.map((line) => policy(line));
  return { roleId: "own-role", roleName: "Deployer Role", divisionId: "*", policies, ...changes };
}

function deployer(changes: Partial<DeployerClient> = {}): DeployerClient {
  return { clientId: DEPLOYER_ID, name: "Deployer", grants: [grant(NEEDED)], ...changes };
}

interface Setting extends Partial<Omit<PreflightInput, "spec" | "deployer">> {
  readonly yaml?: string;
}

/** The findings besides the advice about roles that the deployer does not hold. */
function found(who: Partial<DeployerClient>, { yaml, ...changes }: Setting = {}) {
  const spec = load(yaml);
  const planned = plan(spec, FIXTURE_ORG);
  const findings = preflight({ spec, organization, deployer: deployer(who), apiUrl: API, planned, ...changes });
  return findings.filter(({ code }) => code !== "role-not-held");
}

const codes = (...args: Parameters<typeof found>) => found(...args).map(({ level, code }) => `${level} ${code}`);

describe("a deployer that holds everything", () => {
  it("lacks nothing", () => {
    expect(found({})).toEqual([]);
  });

  it.each([["*:*:*"], ["authorization:*:*", "oauth:*:*"], ["authorization:*:*", "oauth:client:*"]])(
    "may hold it by stars: %s",
    (...lines) => {
      expect(found({ grants: [grant(lines)] })).toEqual([]);
    },
  );

  it("may hold it by several roles", () => {
    expect(found({ grants: NEEDED.map((line) => grant([line], { roleName: line })) })).toEqual([]);
  });
});

describe("a missing permission", () => {
  const without = (permission: string) => ({ grants: [grant(NEEDED.filter((one) => one !== permission))] });

  it.each(NEEDED)("is named exactly: %s", (permission) => {
    const [finding, ...more] = found(without(permission));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      code: "missing-permission",
      level: permission.endsWith(":delete") ? "warning" : "error",
      permissions: [permission],
    });
  });

  it("is told with its place, what it is for, the call that asks for it and where to add it", () => {
    const findings = found(without("authorization:role:add"));
    expect(findingLines(findings, "error")).toEqual([
      'stacks/x.yaml:4:3 roles.reader: the deployer "Deployer" lacks authorization:role:add, needed to make and change roles ' +
        "(1 in this stack; POST /api/v2/authorization/roles). Add it to the deployer's role by hand: " +
        'Admin > People & Permissions > Roles / Permissions > "Deployer Role" > Permissions.',
    ]);
  });

  it("is one of all: every lack is in one list, errors first", () => {
    const findings = found({ grants: [] });
    expect(findings.map(({ permissions }) => permissions?.[0]).sort()).toEqual(NEEDED);
    expect(findings.map(({ level }) => level)).toEqual(findings.map(({ level }) => level).sort());
    expect(findings[0]?.fix).toBe(
      'Give the deployer a role that has it, by hand: Admin > Integrations > OAuth > "Deployer" > Roles.',
    );
  });

  it("is not claimed where the org does not show what a role permits", () => {
    const hidden: DeployerGrant = { roleId: "r", roleName: "Hidden", divisionId: "*" };
    const findings = found({ grants: [hidden] });
    expect(new Set(findings.map(({ level, code }) => `${level} ${code}`))).toEqual(
      new Set(["advice permission-not-shown"]),
    );
    expect(findings[0]?.message).toContain('does not show what the deployer\'s "Hidden" permits');
  });

  it("is a doubt where it holds under a condition only", () => {
    const [first = "", ...others] = NEEDED;
    const conditional = { ...grant([]), policies: [policy(first, { conditional: true })] };
    expect(codes({ grants: [grant(others), conditional] })).toEqual(["warning conditional-permission"]);
    expect(codes({ grants: [grant(NEEDED), conditional] })).toEqual([]);
  });

  it("that only reads leaves a deployer that somebody made for reading", () => {
    const { value } = load();
    const readOnly = NEEDED.filter((line) => line.endsWith(":view"));
    expect(isReader(value, deployer({ grants: [grant(readOnly)] }))).toBe(true);
    expect(isReader(value, deployer({ grants: [grant([...readOnly, "oauth:client:add"])] }))).toBe(false);
    expect(isReader(load(`organization: { id: ${organization.id} }\n`).value, deployer({ grants: [] }))).toBe(false);
  });
});

describe("the deployer's credentials", () => {
  it("of another org are the only thing that is told", () => {
    const other = { id: "0f3a5c1e-8a51-4b0e-9d2a-6a3f6e1b7c55", name: "Other" };
    expect(codes({ grants: [] }, { organization: other })).toEqual(["error wrong-organization"]);
  });

  it("of another region are told, with the rest", () => {
    expect(codes({}, { apiUrl: "https://api.mypurecloud.ie" })).toEqual(["error wrong-region"]);
    expect(codes({}, { apiUrl: "http://127.0.0.1:8080" })).toEqual([]);
    expect(regionProblems(load(), "https://api.mypurecloud.ie")[0]).toMatchObject({
      position: { file: "stacks/x.yaml", line: 1 },
      message: 'the spec is for the region "mypurecloud.de", and the connection goes to "mypurecloud.ie"',
    });
  });

  it.each([
    [{ grantType: "CODE" }, "error deployer-grant-type"],
    [{ state: "inactive" }, "error deployer-not-active"],
    [{ state: "disabled" }, "error deployer-not-active"],
    [{ dateToDelete: "2027-01-01T00:00:00Z" }, "warning deployer-expires"],
  ])("are those of an active client that logs in by itself: %j", (changes, code) => {
    expect(codes(changes)).toEqual([code]);
  });

  it("are never those of a client that the stack manages, or of a role that it makes", () => {
    expect(codes({ grants: [grant(NEEDED, { roleName: "Integration - Reader" })] })).toEqual([
      "error deployers-own-role",
    ]);
    expect(codes({ name: "BI" })).toEqual(["warning deployers-name"]);
    // A role that the deployer holds for the sake of handing it out is none that it depends on.
    const held = grant(["routing:queue:view"], { roleName: "Integration - Reader", roleId: "other" });
    expect(codes({ grants: [grant(NEEDED), held] })).toEqual([]);
  });

  it("are found once where the spec names the deployer itself, planned or not", () => {
    const yaml = `organization: { id: ${organization.id} }
roles: { employee: { existing: Employee } }
clients: { self: { existing: ${DEPLOYER_ID}, grants: [{ role: employee, divisions: all }] } }
`;
    const all = [...NEEDED, "authorization:grant:delete", "authorization:grant:view"];
    expect(codes({ grants: [grant(all)] }, { yaml })).toEqual(["error deployer-as-subject"]);
    const spec = load(yaml);
    const unplanned = preflight({ spec, organization, deployer: deployer({ grants: [] }), apiUrl: API });
    expect(unplanned.filter(({ code }) => code === "deployer-as-subject")).toHaveLength(1);
  });
});

describe("the list", () => {
  it("has the problems of the plan too", () => {
    const yaml = YAML.replace("EMEA_Operations: {}", "EMEA_Operations: {}, EMEA_Operation: {}");
    expect(codes({ state: "disabled" }, { yaml })).toEqual(["error deployer-not-active", "error division-not-found"]);
  });
});

describe("divisions that the right to grant does not reach", () => {
  const inDivisions = (...ids: string[]) => ({ grants: ids.map((divisionId) => grant(NEEDED, { divisionId })) });

  it("matter nowhere with the right in all divisions", () => {
    expect(codes(inDivisions("*"), { divisionAware: true })).toEqual([]);
  });

  it("are errors where the org is known to ask; a division that the stack makes is reached by all divisions only", () => {
    const [own, ofClient, ...more] = found(inDivisions(home, na), { divisionAware: true });
    expect(more).toEqual([]);
    expect(own).toMatchObject({ level: "error", code: "division-not-covered", position: { line: 11 } });
    expect(own?.message).toContain('not in "EMEA_Operations", "Silo";');
    expect(ofClient).toMatchObject({ level: "warning", position: { line: 9 } });
    const [silo, ...others] = found(inDivisions(emea), { divisionAware: true });
    expect(others).toEqual([]);
    expect(silo?.message).toContain('not in "Silo";');
  });

  it("are advice where nobody can tell, and nothing where the org does not ask", () => {
    expect(codes(inDivisions(na))).toEqual(["advice division-not-covered"]);
    expect(codes(inDivisions(na), { divisionAware: false })).toEqual([]);
  });
});

describe("advice", () => {
  it("names the roles that the deployer would have to hold where an org guards handing out, by name", () => {
    const advice = (who: Partial<DeployerClient>) =>
      preflight({ spec: load(), organization, deployer: deployer(who), apiUrl: API }).filter(
        ({ level }) => level === "advice",
      );
    const [finding] = advice({});
    expect(finding).toMatchObject({ code: "role-not-held", position: { line: 6 } });
    expect(finding?.message).toContain('"Integration - Reader"');
    expect(finding?.message).toContain("unverified");
    const held = grant(["routing:queue:view"], { roleName: "Integration - Reader", roleId: "other" });
    expect(advice({ grants: [grant(NEEDED), held] })).toEqual([]);
  });

  it("says that users may not be found where they may be viewed in some divisions only", () => {
    const yaml = `organization: { id: ${organization.id} }
roles: { employee: { existing: Employee } }
users: { jane@contoso.example: { grants: [{ role: employee, divisions: all }] } }
`;
    const spec = load(yaml);
    const needed = leastPermissions(needsOf(spec.value)).filter((one) => one !== "directory:user:view");
    const adviceFor = (divisionId: string) => {
      const grants = [grant(needed), grant(["directory:user:view"], { divisionId })];
      return preflight({ spec, organization, deployer: deployer({ grants }), apiUrl: API }).map(({ code }) => code);
    };
    expect(adviceFor(emea)).toEqual(["users-of-some-divisions"]);
    expect(adviceFor("*")).toEqual([]);
  });

  it("becomes an error beside the user that was not found", () => {
    const yaml = `organization: { id: ${organization.id} }
roles: { employee: { existing: Employee } }
users: { jane@contoso.example: { grants: [{ role: employee, divisions: all }] } }
`;
    const grants = [grant(["authorization:*:*"]), grant(["directory:user:view"], { divisionId: emea })];
    expect(codes({ grants }, { yaml })).toEqual(["error user-not-found", "error users-of-some-divisions"]);
  });
});

describe("the one grant while an org guards handing out", () => {
  const two = `organization: { id: ${organization.id} }
roles:
  reader: { name: Reader, permissions: ["routing:queue:view"] }
  writer: { name: Writer, permissions: ["routing:queue:view"] }
clients:
  bi: { name: BI, grantType: client-credentials, grants: [{ role: reader, divisions: all }, { role: writer, divisions: all }] }
  wall: { name: Wall, grantType: client-credentials, grants: [{ role: reader, divisions: all }] }
`;
  const grantsNamed = (who: Partial<DeployerClient> = {}) =>
    preflight({ spec: load(two), organization, deployer: deployer(who), apiUrl: API })
      .filter(({ code }) => code === "role-not-held")
      .map(({ path, fix }) => [path.join("."), /grants (.*), in one division/.exec(fix ?? "")?.[1]]);

  it("is named for every client, with the deploying client by name and id", () => {
    const deploying = `to the deploying client "Deployer" (id ${DEPLOYER_ID})`;
    expect(grantsNamed()).toEqual([
      ["clients.bi", `the roles "Reader", "Writer" ${deploying}`],
      ["clients.wall", `the role "Reader" ${deploying}`],
    ]);
    const held = grant(["routing:queue:view"], { roleName: "Reader", roleId: "other" });
    expect(grantsNamed({ grants: [grant(NEEDED), held] })).toEqual([["clients.bi", `the role "Writer" ${deploying}`]]);
  });
});

describe("the org's own number of divisions", () => {
  const names = { divisions: divisions.map(({ id, name }) => ({ id, name, description: "" })) };
  const naming = { names, owner: { stack: "x" } };
  const levels = (mostDivisions: number | undefined, deployed?: ReadonlyMap<string, string>) =>
    codes({}, { naming: { ...naming, ...(deployed && { deployed }) }, mostDivisions }).filter((one) =>
      one.includes("too-many-divisions"),
    );

  it.each([
    [divisions.length + 1, []],
    [divisions.length, ["warning too-many-divisions"]],
    [divisions.length - 1, ["error too-many-divisions"]],
    [undefined, []],
  ])("%s of them: %s for one new division, since nobody says whether Home counts", (most, expected) => {
    expect(levels(most)).toEqual(expected);
  });

  it("is no matter of a division that the stack has made, or renames", () => {
    expect(levels(1, new Map([["divisions/Silo", "Silo"]]))).toEqual([]);
    expect(levels(1, new Map([["divisions/Silo", "Silo of before"]]))).toEqual([]);
  });
});

it("warns of a client that acts for users and names no scope", () => {
  const app = (more: string) => `organization: { id: ${organization.id} }
clients:
  app: { name: App, grantType: code, redirectUris: [https://app.contoso.example/cb]${more} }
`;
  expect(codes({}, { yaml: app("") })).toEqual(["warning no-scopes"]);
  expect(codes({}, { yaml: app(", scopes: [routing:readonly]") })).toEqual([]);
});
