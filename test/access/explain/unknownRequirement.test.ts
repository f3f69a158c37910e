import { describe, expect, it } from "vitest";
import { operation } from "../../../access/catalogue/operations.ts";
import { unknownPermissionFlaw } from "../../../access/catalogue/unknownPermission.ts";
import { minimalPermissions } from "../../../access/intent/minimalPermissions.ts";
import { suggestionRemarks } from "../../../access/intent/suggestionRemarks.ts";
import { checkedText, told } from "../../support/checkedText.ts";
import { ORGANIZATION } from "../fixtures/load.ts";
import { ask } from "./stack.ts";

/** No public source says which permission it asks for. */
const FAX = "GET /api/v2/fax/{faxId}/status";
/** Its permission is a conclusion. */
const SEARCH = "POST /api/v2/externalcontacts/contacts/search";

function remarksOf(...calls: readonly string[]): string[] {
  const operations = calls.flatMap((call) => operation(...(call.split(" ") as [string, string])) ?? []);
  return suggestionRemarks(minimalPermissions(operations));
}

function spec(client: string, role = "permissions: [routing:queue:view]"): string {
  return `organization: { id: ${ORGANIZATION} }
divisions: { EMEA: {} }
roles:
  r: { name: Integration - R, purpose: reads, ${role} }
clients:
  app:
    name: App
    owner: team@contoso.example
    purpose: reads
    grantType: client-credentials
    grants: [{ role: r, divisions: [EMEA] }]
    ${client}
`;
}

describe("an operation of which nobody knows what it asks for", () => {
  it("is neither allowed nor denied", () => {
    const { answer, layer, sentence, notes } = ask("bi", FAX);
    expect([answer, layer]).toEqual(["undecided", "operation"]);
    expect(sentence).toBe(
      `Client "bi" may be able to call ${FAX}: no public source says which permission the operation asks for.`,
    );
    expect(notes.join()).toContain("a 403 of the org names the permission");
  });

  it("keeps no promise, neither that a client can call it nor that it cannot", () => {
    for (const promise of ["can", "cannot"]) {
      const lines = told(checkedText(spec(`${promise}: ["${FAX}"]`)));
      expect(lines.filter((line) => line.includes("no public source says which permission"))).toHaveLength(1);
    }
  });

  it("breaks a `cannot` also where a rule takes unknown divisions for limits", () => {
    const text = `${spec(`cannot: ["${FAX}"]`)}policies: { expectation-cannot: { unknown: ignore } }\n`;
    expect(told(checkedText(text)).join()).toContain(`may be able to call ${FAX}`);
  });

  it("makes no role: nothing follows from it", () => {
    const [flaw] = checkedText(spec("scopes: [routing]", `endpoints: ["${FAX}"]`));
    expect(flaw).toMatchObject({ rule: "unknown-requirement", path: "roles.r.endpoints[0]" });
    expect(flaw?.fix).toContain("under `permissions`");
  });

  it("is told beside a suggested role, and never as one that asks for nothing", () => {
    const remarks = remarksOf(FAX, "GET /api/v2/routing/queues");
    expect(remarks[remarks.findIndex((line) => line.startsWith("Nobody knows which permission")) + 1]).toBe(`  ${FAX}`);
    expect(remarks.join("\n")).not.toContain("declare no permission");
  });
});

describe("a permission that was concluded from neighbouring operations", () => {
  it("is said to be one", () => {
    expect(ask("bi", SEARCH).notes.join()).toContain(
      `That ${SEARCH} asks for externalContacts:contact:view is concluded from neighbouring operations`,
    );
    expect(remarksOf(SEARCH).join("\n")).toContain("concluded from neighbouring operations");
    expect(remarksOf("GET /api/v2/externalcontacts/contacts").join("\n")).not.toContain("concluded");
  });
});

describe("a permission of a domain that no operation names", () => {
  it("is not called misspelled", () => {
    const flaw = unknownPermissionFlaw("acdvideo:session:view");
    expect([flaw.nearest, flaw.message.includes('has the domain "acdvideo"')]).toEqual([[], true]);
    expect(unknownPermissionFlaw("wfp:*:view").fix).toContain("as the org lists them");
  });

  it("has neighbours where some of the domain were seen", () => {
    expect(unknownPermissionFlaw("ui:supervisorPerformanc:view").nearest).toEqual(["ui:supervisorPerformance:view"]);
  });
});
