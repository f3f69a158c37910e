import { describe, expect, it } from "vitest";
import { parseEndpoint } from "../../../access/intent/endpoint.ts";
import { type MinimalAccess, minimalPermissions } from "../../../access/intent/minimalPermissions.ts";
import { allProfiles, profileAccess } from "../../../access/intent/profiles.ts";
import { PLACEHOLDER, type SuggestionOptions, suggestion } from "../../../access/intent/suggestion.ts";
import { planOffline } from "../../../access/plan/planOffline.ts";
import { expandCompact } from "../../../access/values/permission.ts";
import { loadTexts, ORGANIZATION, specOf } from "../fixtures/load.ts";

const OPTIONS: SuggestionOptions = { key: "it", title: "It: 'a' #1", grantType: "client-credentials" };

/** The suggestion as a file that a spec includes. */
function planned(text: string) {
  const spec = specOf(
    loadTexts({ "a.yaml": `include: [part.yaml]\norganization: { id: ${ORGANIZATION} }\n`, "part.yaml": text }),
  );
  const result = planOffline(spec);
  if (!result.ok) throw new Error("no plan");
  return result.desired;
}

function accessOf(...endpoints: readonly string[]): MinimalAccess {
  return minimalPermissions(
    endpoints.flatMap((text) => {
      const parsed = parseEndpoint(text);
      return parsed.ok ? [parsed.operation] : [];
    }),
  );
}

describe("a suggestion", () => {
  it.each(allProfiles())("for $name loads as part of a spec and gives exactly what the profile needs", (profile) => {
    const access = profileAccess(profile);
    for (const grantType of ["client-credentials", "code"] as const) {
      const { roles, clients } = planned(suggestion(access, { key: profile.name, title: profile.title, grantType }));
      expect(roles[0]?.permissions.flatMap(expandCompact).sort()).toEqual(
        access.permissions.map(({ permission }) => permission),
      );
      expect(roles[0]?.access).toBe(profile.access);
      expect(clients[0]?.scope).toEqual(access.scopes.map(({ scope }) => scope));
      expect(Object.keys(clients[0]?.grants ?? {})).toEqual(grantType === "code" ? [] : [profile.name]);
    }
  });

  it("says above each permission what it opens and what was passed over, and behind it what it can do", () => {
    const text = suggestion(
      accessOf(
        "POST /analytics/conversations/details/query",
        "POST /conversations/callbacks",
        "GET /workforcemanagement/businessunits/{id}/activitycodes",
      ),
      OPTIONS,
    );
    expect(text).toContain(`    permissions:
      # POST /api/v2/analytics/conversations/details/query (rather than analytics:agentConversationDetail:view)
      - analytics:conversationDetail:view
      # POST /api/v2/conversations/callbacks
      - conversation:callback:create # write
      # GET /api/v2/workforcemanagement/businessunits/{businessUnitId}/activitycodes (rather than 64 others)
      - wfm:`);
  });

  it("says what a reviewer should know before the first section", () => {
    const [head = ""] = suggestion(
      accessOf("GET /conversations/{id}/recordings", "GET /presencedefinitions", "POST /notifications/channels"),
      { ...OPTIONS, notes: ["A note."] },
    ).split("divisions:");
    expect(head).toBe(`# A note.
# These declare no permission; ownership may count, and answers may be filtered:
#   POST /api/v2/notifications/channels
#   GET /api/v2/presencedefinitions
# These can change something:
#   POST /api/v2/notifications/channels
# The vendor may withdraw or change these:
#   GET /api/v2/presencedefinitions (deprecated)
# Answers may be of less use without these, which nothing asks for:
#   recording:annotation:view, for recording:recording:view: bookmarks are dropped from the answers without it
#   recording:recordingSegment:view, for recording:recording:view: parts of a conversation after a transfer are missing without it
# These show personal data; state \`dataProtection: { legalBasis: … }\` on the client:
#   recording:recording:view: media of calls, chats, e-mails and messages (with \`nativeMasking: true\` once masking is on)

`);
  });

  it("marks a client with a scope that writes, whatever its permissions", () => {
    const { roles, clients } = planned(
      suggestion(accessOf("GET /routing/queues", "POST /notifications/channels"), OPTIONS),
    );
    expect([roles[0]?.access, clients[0]?.access]).toEqual(["read-only", "read-write"]);
  });

  it("names no division that an org could have by chance", () => {
    const text = suggestion(accessOf("GET /routing/queues"), OPTIONS);
    expect(text).toContain(`divisions:\n  # a division of the org, or several\n  ${PLACEHOLDER}: {}\n`);
  });

  it("does not depend on the order of the endpoints", () => {
    const endpoints = ["GET /users", "GET /routing/queues", "POST /analytics/conversations/details/query"];
    expect(suggestion(accessOf(...[...endpoints].reverse()), OPTIONS)).toBe(
      suggestion(accessOf(...endpoints), OPTIONS),
    );
  });
});
