import { describe, expect, it } from "vitest";
import { redacted } from "../../../access/snapshot/redact.ts";
import { serialiseSnapshot } from "../../../access/snapshot/serialise.ts";
import { exampleSnapshot, USER } from "./example.ts";

const userOf = (snapshot = exampleSnapshot()) => snapshot.people.find(({ id }) => id === USER);

describe("a redacted snapshot", () => {
  it("has no address of a user, and says so", () => {
    for (const how of ["hash", "leave-out"] as const) {
      const text = serialiseSnapshot(redacted(exampleSnapshot(), how, "a key of a test"));
      expect(text).not.toContain("ada@contoso.example");
      expect(text).toContain(how === "hash" ? '"personalData": "hashed"' : '"personalData": "left-out"');
    }
    expect(userOf(redacted(exampleSnapshot(), "leave-out", ""))?.name).toBeNull();
  });

  it("has the same hash for the same user with the same key, and another with another", () => {
    const hash = (key: string, name: string) => {
      const people = exampleSnapshot().people.map((one) => (one.id === USER ? { ...one, name } : one));
      return userOf(redacted(exampleSnapshot({ people }), "hash", key))?.name;
    };
    expect(hash("one", "ada@contoso.example")).toMatch(/^hash:[0-9a-f]{32}$/);
    expect(hash("one", "ada@contoso.example")).toBe(hash("one", "Ada@Contoso.example "));
    expect(hash("one", "ada@contoso.example")).not.toBe(hash("two", "ada@contoso.example"));
  });

  it("keeps names of groups, and a name that is not known stays unknown", () => {
    const { people } = redacted(exampleSnapshot(), "hash", "k");
    expect(people.find(({ kind }) => kind === "group")?.name).toBe("Analysts");
    const nameless = exampleSnapshot({ people: [{ kind: "user", id: USER, name: null, state: null }] });
    expect(redacted(nameless, "hash", "k").people[0]?.name).toBeNull();
  });
});
