import { describe, expect, it } from "vitest";
import { evaluateRule } from "../../../policies/evaluate.ts";
import type { SecretFacts } from "../../../policies/facts.ts";
import { factsFromStack } from "../../../policies/fromResource.ts";
import { secretAge } from "../../../policies/rules/secret-age.ts";
import { settingOf } from "../../../policies/settings.ts";
import { goodClient, goodStack } from "../../support/ruleFacts.ts";

const findings = (secrets: readonly SecretFacts[], options = {}) =>
  evaluateRule(
    secretAge,
    goodStack({ clients: [goodClient({ secrets })] }),
    settingOf(secretAge, { "secret-age": options }),
  );

const CLIENT = "pulumi-nodejs:dynamic/genesyscloud:OAuthClient";
const stackOn = (today: string | undefined, ...clients: Record<string, unknown>[]) =>
  (
    factsFromStack(
      clients.map((props) => ({ type: CLIENT, props: { clientKey: "app", organization: "org", ...props } })),
      { name: "prod", expectations: [], ...(today !== undefined && { today }) },
    ) ?? []
  ).find((facts) => (facts as { kind: string }).kind === "client") as { secrets: SecretFacts[] } | undefined;

describe("secret-age", () => {
  it("advises to begin a new generation when a secret is older than the limit", () => {
    const [finding, ...more] = findings([{ generation: 1, ageDays: 181 }]);
    expect(finding?.atom).toBe("app/generation-1");
    expect(finding?.enforcementLevel).toBe("advisory");
    expect(finding?.message).toBe('The secret of client "app" is 181 days old, and 180 is the limit.');
    expect(finding?.fix).toContain("`genesys-access rotate app` to begin");
    expect(more).toEqual([]);
  });

  it("advises to retire the kept generation that is older than the limit", () => {
    const [finding] = findings([
      { generation: 1, ageDays: 200 },
      { generation: 2, ageDays: 3 },
    ]);
    expect(finding?.atom).toBe("app/generation-1");
    expect(finding?.fix).toContain("retires generation 1");
  });

  it("finds a generation that was left behind by two change-overs, once and whatever its age", () => {
    const atoms = findings([{ generation: 1, ageDays: 900 }, { generation: 2 }, { generation: 3 }]);
    expect(atoms.map(({ atom }) => atom)).toEqual(["app/generation-1"]);
  });

  it("is silent about a secret on its last day, and about one of which nobody knows the age", () => {
    expect(findings([{ generation: 1, ageDays: 180 }])).toEqual([]);
    expect(findings([{ generation: 1 }])).toEqual([]);
  });

  it("takes another limit", () => {
    expect(findings([{ generation: 1, ageDays: 91 }], { maxDays: 90 })).toHaveLength(1);
  });

  it("reads the age from what the org said when it made the client", () => {
    const made = { dateCreated: "2026-05-24T23:59:59.000Z" };
    expect(stackOn("2026-11-21", made)?.secrets).toEqual([{ generation: 1, ageDays: 181 }]);
  });

  it.each([
    ["a client that does not exist yet", {}],
    ["a state of an older release", { dateCreated: null }],
    ["a date that is none", { dateCreated: "soon" }],
  ])("takes %s for new", (_, props) => {
    expect(stackOn("2026-11-21", props)?.secrets).toEqual([{ generation: 1 }]);
  });

  it("sees both generations of a client as one", () => {
    const client = stackOn(
      "2026-11-21",
      { generation: 2, dateCreated: "2026-11-20T00:00:00.000Z" },
      { dateCreated: "2026-01-01T00:00:00.000Z" },
    );
    expect(client?.secrets).toEqual([
      { generation: 1, ageDays: 324 },
      { generation: 2, ageDays: 1 },
    ]);
  });
});
