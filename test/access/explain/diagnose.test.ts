import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorCodes } from "../../../access/catalogue/errors.ts";
import { diagnose } from "../../../access/explain/diagnose.ts";
import { diagnosisText } from "../../../access/explain/diagnosisText.ts";
import { findSubject } from "../../../access/explain/subject.ts";
import { stack } from "./stack.ts";

const SENTENCE =
  "Unable to perform the requested action. You must have at least one of the following permissions assigned: [routing:queue:delete, routing:queue:edit]";

const body = (fields: object) =>
  JSON.stringify({ message: "m", contextId: "3f0c6a52-correlation", details: [], errors: [], ...fields });

function caller(client: string) {
  const { spec, access } = stack();
  const subject = findSubject(access, client);
  if (!subject.ok) throw new Error(subject.flaw.message);
  return { spec, access, subject: subject.value };
}

describe("every code that the vendor documents", () => {
  it.each(errorCodes("api"))("%s has a layer, a meaning and something to do", (code) => {
    for (const text of [body({ status: 400, code, message: "m" }), `API Error: 400 - ${code} (abc)`]) {
      const found = diagnose(text);
      expect(found.code).toBe(code);
      expect(found.layer).not.toBe("unknown");
      expect(found.sentence).toMatch(/^[A-Z].*\.$/);
      expect(found.advice.length).toBeGreaterThan(0);
    }
  });

  it("of refusals that no role can mend is not called a missing permission", () => {
    const layers = [
      "app.not.authorized.for.scope",
      "authz.policy.denied",
      "ip.not.authorized",
      "feature.forbidden",
    ].map((code) => diagnose(body({ status: 403, code })).layer);
    expect(layers).toEqual(["scope", "access-policy", "address", "product"]);
  });

  it("of the guard says who has to hold the role", () => {
    const { layer, advice } = diagnose(
      body({ status: 400, code: "bad.client.role", message: "Client role is invalid." }),
    );
    expect(layer).toBe("guard");
    expect(advice.join(" ")).toContain("grant the roles of the client to whoever deploys");
  });
});

describe("a diagnosis of an error", () => {
  it.each([
    [body({ status: 401, code: "authentication.required" }), "token", "authentication.required"],
    [body({ status: 401, code: "bad.credentials" }), "token", "bad.credentials"],
    [body({ status: 403, code: "missing.permissions" }), "permission", "missing.permissions"],
    [body({ status: 403, code: "not.authorized" }), "permission", "not.authorized"],
    [body({ status: 403, code: "missing.division.permission" }), "division", "missing.division.permission"],
    [body({ status: 429, code: "too.many.requests" }), "rate-limit", "too.many.requests"],
    [`HTTP/1.1 403 Forbidden\n\n${body({ code: "not.authorized" })}`, "permission", "not.authorized"],
    ['{"error":"invalid_client","description":"authentication failed"}', "login", "invalid_client"],
    ['{"error":"invalid_request","description":"rate limit exceeded; retry later"}', "rate-limit", "invalid_request"],
    ["Login failed: invalid_client - client not found", "login", "invalid_client"],
    [body({ status: 400, message: "This request requires a user context." }), "grant-type", "400"],
    ["API Error: 403 -  (abc)", "permission", "403"],
    ["status code 401", "token", "401"],
    [body({ status: 403, errors: [{ code: "missing.permissions" }] }), "permission", "missing.permissions"],
    ["It does not work", "unknown", undefined],
    ['{"code":"constructor"}', "unknown", "constructor"],
  ])("recognises %s", (text, layer, code) => {
    const found = diagnose(text);
    expect(found.layer).toBe(layer);
    expect(found.code).toBe(code);
    expect(found.sentence).toMatch(/\.$/);
  });

  it("takes the permissions from the vendor's sentence, in a body or as plain text", () => {
    const expected = { layer: "permission", permissions: ["routing:queue:delete", "routing:queue:edit"], match: "ANY" };
    expect(diagnose(body({ status: 403, code: "missing.any.permissions", message: SENTENCE }))).toMatchObject(expected);
    expect(diagnose(`API Error: 403 - ${SENTENCE} (abc)`)).toMatchObject(expected);
    expect(diagnose(body({ status: 403, code: "missing.permissions", message: "[a:b:c, d:e:f]" }))).toMatchObject({
      permissions: ["a:b:c", "d:e:f"],
      match: "ALL",
    });
  });

  it("gives the correlation id", () => {
    expect(diagnose(body({ code: "not.authorized" })).correlationId).toBe("3f0c6a52-correlation");
    expect(diagnose("403\nININ-Correlation-Id: 0a1b2c3d-4e5f").correlationId).toBe("0a1b2c3d-4e5f");
  });

  it("shows which role of the client would need them", () => {
    const { layer, explanation } = diagnose(`403 ${SENTENCE}`, caller("bi"));
    expect(layer).toBe("permission");
    expect(explanation).toMatchObject({ answer: "denied", fixes: [{ path: "roles.queue-reader.permissions" }, {}] });
  });

  it("blames the division where the spec gives the permission somewhere", () => {
    const { layer, advice } = diagnose("403 [routing:queue:view]", caller("bi"));
    expect(layer).toBe("division");
    expect(advice.join()).toContain("compare the divisions of its grants");
  });

  it("names what is left where the client holds the permission everywhere, and blames no division", () => {
    const { layer, advice } = diagnose("403 [recording:recording:view]", caller("everywhere"));
    expect(layer).toBe("unknown");
    const text = advice.join("\n");
    expect(text).not.toContain("compare the divisions");
    for (const left of ["not deployed yet", "product", "licence", "access policy"]) expect(text).toContain(left);
    // A permission that no division limits is held everywhere, wherever it is granted.
    expect(diagnose("403 [outbound:schedule:view]", caller("bi")).advice.join()).toContain("access policy");
  });

  it("names the escalation guard where access was deployed", () => {
    const text = `POST https://api.mypurecloud.de/api/v2/oauth/clients\n${body({ status: 403, code: "not.authorized" })}`;
    expect(diagnose(text).advice.join()).toContain("the deploying client must itself hold every role");
  });
});

describe("a diagnosis of an empty answer", () => {
  it.each(["", "[]", "{}", '{"entities":[],"total":0}', '{"conversations":[],"totalHits":0}', '{"totalHits":0}'])(
    "says of %j that divisions leave out in silence",
    (text) => {
      const { layer, advice } = diagnose(text);
      expect(layer).toBe("division");
      expect(advice.join()).toContain("hidden-dependency");
    },
  );

  it("is none where something was found or refused", () => {
    expect(diagnose('{"entities":[{"id":"x"}],"total":1}').layer).toBe("unknown");
    expect(diagnose('{"status":500,"entities":[]}').layer).toBe("unknown");
  });
});

describe("any text at all", () => {
  it("gets a diagnosis, and one that a terminal can show", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (text) => {
        expect(diagnosisText(diagnose(text))).not.toMatch(/(?!\n)\p{Cc}/u);
      }),
    );
  });
});
