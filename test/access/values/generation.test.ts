import { expect, it } from "vitest";
import { generationName, nameOfGeneration, withoutGeneration } from "../../../access/values/generation.ts";

it("calls generations by their number from the second on, so that older states stay as they are", () => {
  expect([generationName("app", 1), generationName("app", 2)]).toEqual(["app", "app/2"]);
  expect([nameOfGeneration("App", 1), nameOfGeneration("App", 2)]).toEqual(["App", "App (generation 2)"]);
  expect(withoutGeneration("App (generation 2)", 2)).toBe("App");
  expect(withoutGeneration("App (generation 2)", 1)).toBe("App (generation 2)");
});
