import { expect, it } from "vitest";
import { unguardedOperations, unguardedWords } from "../../../access/catalogue/unguarded.ts";

it("what no permission guards is told as one line, with what each operation shows", () => {
  const words = unguardedWords();
  expect(words).not.toContain("\n");
  for (const { operation, shows } of unguardedOperations())
    expect(words).toContain(`${operation.replace("/api/v2", "")} (${shows})`);
});
