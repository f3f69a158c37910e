import { describe, expect, it } from "vitest";
import { isRefusal, refusalText } from "../../policies/refusal.ts";

describe("a refusal by policy", () => {
  it("counts its findings, and is known again by its text", () => {
    const text = refusalText(["a finding"]);
    expect(text).toBe("Refused by policy (1 finding); nothing was changed.\na finding");
    expect(isRefusal(text)).toBe(true);
    expect(isRefusal(refusalText(["one", "two"]))).toBe(true);
  });

  it("is not what merely speaks of one", () => {
    expect(isRefusal("error: Refused by policy (1 finding)")).toBe(false);
    expect(isRefusal("no answer (ECONNREFUSED)")).toBe(false);
  });
});
