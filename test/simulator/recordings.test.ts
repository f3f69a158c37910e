import { expect, test } from "vitest";
import { matchOperation } from "../../access/catalogue/operations.ts";
import type { OrgData } from "../../simulator/index.ts";
import { play, readRecording } from "./recording.ts";
import { openOrg } from "./support.ts";

test("every request that the official JavaScript SDK was recorded to send is answered as it was, and the org is left as it was", async () => {
  const simulator = await openOrg();
  const before = simulator.export();
  await play(simulator, "javascript-sdk");
  expect(withoutDeletedDivisions(simulator.export())).toEqual(before);
});

test("the requests of the vendor's Terraform provider are answered as its acceptance tests expect; of all that it made a deleted user remains", async () => {
  const simulator = await openOrg();
  const before = simulator.export();
  await play(simulator, "terraform-provider");
  const after = withoutDeletedDivisions(simulator.export());
  const remains = after.users.filter(({ state }) => state === "deleted");
  expect(remains).toMatchObject([{ email: "terraform@contoso.example" }]);
  after.users = after.users.filter((user) => !remains.includes(user));
  expect(after).toEqual(before);
  expect(JSON.stringify(after)).not.toContain("credentialFields");
});

test.each(["javascript-sdk", "terraform-provider"])("the recording %s names operations of the vendor alone", (name) => {
  for (const step of readRecording(name)) {
    if ("login" in step) continue;
    const path = (step.path.split("?")[0] ?? "").replaceAll(/\{\{[^}]+\}\}/g, "x");
    expect(matchOperation(step.method, path), `${step.method} ${path}`).toBeDefined();
  }
});

/** A deleted division stays in the org, and can be restored. */
function withoutDeletedDivisions(org: OrgData): OrgData {
  return { ...org, divisions: org.divisions.filter(({ deleted }) => !deleted) };
}
