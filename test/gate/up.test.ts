/** Each attack through `pulumi up`, with the real engine, one after the other: what one leaves, the next takes away. */
import { afterAll, beforeAll, describe, it } from "vitest";
import type { StackOnSimulator } from "../support/stackOnSimulator.ts";
import type { Answer } from "./answer.ts";
import { ATTACKS } from "./attacks.ts";
import { deployedBase, up } from "./engine.ts";
import { expectAnswer } from "./expectAnswer.ts";
import { restoreProject, writeFiles } from "./project.ts";

describe("an attack, where the engine deploys it", { timeout: 300_000 }, () => {
  let stack: StackOnSimulator;
  let base: Answer;

  beforeAll(async () => {
    stack = await deployedBase();
    base = await up(stack);
  }, 300_000);
  afterAll(() => stack?.close());

  it.each(ATTACKS)("is answered by up: $name", async ({ change, expected }) => {
    const { dir } = stack.workspace;
    await writeFiles(dir, change);
    const answer = await up(stack);
    await restoreProject(dir, change);
    expectAnswer(answer, base, expected.up);
  });
});
