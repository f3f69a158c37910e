import { describe, expect, it } from "vitest";
import { actionClass } from "../../../access/catalogue/actions.ts";
import { allDependencies, dependenciesOf } from "../../../access/catalogue/dependencies.ts";
import { allSensitive, sensitivity } from "../../../access/catalogue/sensitivity.ts";

describe("hidden dependencies", () => {
  it("are told for a permission", () => {
    expect(dependenciesOf("analytics:conversationDetail:view")).toMatchObject([
      { needs: "routing:queue:view", kind: "name-resolution", confidence: "inferred" },
    ]);
    expect(dependenciesOf("recording:recording:view").map(({ needs }) => needs)).toContain(
      "recording:recordingSegment:view",
    );
    expect(dependenciesOf("routing:queue:view")).toEqual([]);
  });

  it("never lead back, and never from a permission to itself", () => {
    const reach = (permission: string, seen: readonly string[] = []): string[] =>
      dependenciesOf(permission).flatMap(({ needs }) => {
        expect(seen).not.toContain(needs);
        return [needs, ...reach(needs, [...seen, permission, needs])];
      });
    for (const { permission } of allDependencies()) expect(reach(permission, [permission])).not.toContain(permission);
  });

  it("never ask a reader for more than a read, unless the API refuses the call otherwise", () => {
    const widening = allDependencies().filter(
      ({ needs, kind }) => kind !== "authorization" && actionClass(needs.split(":")[2] ?? "") !== "read",
    );
    expect(widening).toEqual([]);
  });

  it("never ask for what undoes redaction", () => {
    expect(allDependencies().filter(({ needs }) => needs.endsWith(":viewSensitiveData"))).toEqual([]);
  });
});

describe("sensitive permissions", () => {
  it("say what they show, and whether it should be masked", () => {
    expect(sensitivity("recording:recording:view")).toMatchObject({ kind: "recording", needsMasking: true });
    expect(sensitivity("externalContacts:contact:view")).toMatchObject({
      kind: "external-contact",
      needsMasking: false,
    });
    expect(sensitivity("routing:queue:view")).toBeUndefined();
  });

  it("are found in compact lines and patterns, the masked ones first", () => {
    expect(sensitivity("externalContacts:contact:delete,view")?.permission).toBe("externalContacts:contact:view");
    expect(sensitivity("recording:*:view")).toMatchObject({ kind: "recording", needsMasking: true });
    expect(sensitivity("routing:*:view")).toBeUndefined();
  });

  it("should be masked if and only if they are recordings or transcripts", () => {
    const masked = allSensitive().filter(({ needsMasking }) => needsMasking);
    expect(new Set(masked.map(({ kind }) => kind))).toEqual(new Set(["recording", "transcript"]));
    expect(allSensitive().filter(({ kind }) => kind === "recording" || kind === "transcript")).toEqual(masked);
  });
});
