/** Each attack through `preview` and the policy pack, with the real engine: the deployed base stays as it is. */
import { afterAll, beforeAll, describe, it } from "vitest";
import type { StackOnSimulator } from "../support/stackOnSimulator.ts";
import type { Answer } from "./answer.ts";
import { ATTACKS } from "./attacks.ts";
import { deployedBase, Previews } from "./engine.ts";
import { expectAnswer } from "./expectAnswer.ts";
import { restoreProject, writeFiles } from "./project.ts";

describe("an attack, where the engine previews it", { timeout: 300_000 }, () => {
  let stack: StackOnSimulator;
  let previews: Previews;
  let base: { readonly preview: Answer; readonly pack: Answer };

  beforeAll(async () => {
    stack = await deployedBase();
    previews = new Previews(stack);
    base = await previews.run();
  }, 300_000);
  afterAll(() => stack?.close());

  it.each(ATTACKS)("is answered by preview and its policy pack: $name", async ({ change, expected }) => {
    const { dir } = stack.workspace;
    await writeFiles(dir, change);
    const { preview, pack } = await previews.run();
    await restoreProject(dir, change);
    expectAnswer(preview, base.preview, expected.preview);
    expectAnswer(pack, base.pack, expected.pack);
  });
});
