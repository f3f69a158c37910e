import { afterEach, describe, expect, it } from "vitest";
import { apiError } from "../../../access/explain/vendorErrors.ts";
import { clientProps, handlersOver, roleProps } from "../support/examples.ts";
import { type OrgUnderTest, orgUnderTest } from "../support/orgUnderTest.ts";

let org: OrgUnderTest | undefined;
afterEach(() => org?.close());

const REFUSALS = [
  ["authz.policy.denied", 403, "security policies have denied access. Policy ID(s): [p-1]", "access policy of the org"],
  ["ip.not.authorized", 401, "Requests originating from this IP address are not authorized: [192.0.2.7]", "addresses"],
  ["feature.forbidden", 403, "The feature is not enabled.", "not bought or switched on"],
  ["app.not.authorized.for.scope", 403, "App not authorized to use scope oauth.", "lacks the scope"],
] as const;

describe.each(REFUSALS)("%s", (code, status, text, advice) => {
  it("is told as what it is, with the org's words, and never as a lack of roles", async () => {
    const started = await orgUnderTest();
    org = started;
    const { id } = await handlersOver(started.session).role.create(roleProps());
    started.simulator.switches.faults = [
      { method: "POST", path: "^/api/v2/oauth/clients$", kind: "status", status, code, text, times: 9 },
    ];
    const before = started.simulator.requests.length;
    const message = await handlersOver(started.newRun())
      .oauthClient.create(clientProps(id))
      .then(String, (error: Error) => error.message);
    expect(message).toContain(`${status} ${code}: ${text}`);
    expect(message).toContain(advice);
    expect(message).not.toMatch(/hand out|Check the roles|secret is current/);
    const sent = started.simulator.requests.slice(before);
    expect(sent.filter(({ method, path }) => method === "POST" && path === "/api/v2/oauth/clients")).toHaveLength(1);
    expect(sent.filter(({ path }) => path === "/oauth/token")).toHaveLength(1);
  });
});

it.each(REFUSALS)("explain has advice of its own for %s", (code) => {
  expect(apiError(code)?.advice).not.toEqual([]);
});
