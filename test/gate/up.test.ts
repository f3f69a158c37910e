/** Each attack through `pulumi up`, with the real engine, one after the other: what one leaves, the next takes away. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StackOnSimulator } from "../support/stackOnSimulator.ts";
import type { Answer } from "./answer.ts";
import { ATTACKS, OCCASIONS } from "./attacks.ts";
import { deployedBase, joinSelector, up } from "./engine.ts";
import { expectAnswer } from "./expectAnswer.ts";
import { hostileOrg } from "./hostileOrg.ts";
import { restoreProject, writeFiles } from "./project.ts";
import { expectedOf, together } from "./together.ts";

const CHANGES = await together(ATTACKS, ["up"]);

describe("an attack, where the engine deploys it", { timeout: 300_000 }, () => {
  let stack: StackOnSimulator;
  let base: Answer;

  beforeAll(async () => {
    stack = await deployedBase();
    base = await up(stack);
  }, 300_000);
  afterAll(() => stack?.close());

  it.each(CHANGES)("is answered by up: $name", async ({ change, attacks }) => {
    const { dir } = stack.workspace;
    await writeFiles(dir, change);
    const answer = await up(stack);
    await restoreProject(dir, change);
    expectAnswer(answer, base, expectedOf(attacks, "up"));
  });

  it(`takes nothing in up: ${OCCASIONS.division.name}`, async () => {
    await joinSelector(stack);
    await up(stack);
    const { divisions, grants } = stack.org.export();
    const sneaky = divisions.find(({ name }) => name === "EMEA_Sneaky");
    expectAnswer(await up(stack), base, OCCASIONS.division.expected.up);
    expect(grants.filter(({ divisionId }) => divisionId === sneaky?.id)).toEqual([]);
  });

  it(`is told once by up: ${OCCASIONS.hostile.name}`, async () => {
    const hostile = await hostileOrg(stack.org.url);
    const answer = await up(stack, { GENESYSCLOUD_GATEWAY_PORT: hostile.port });
    hostile.close();
    expectAnswer(answer, base, OCCASIONS.hostile.expected.up);
  });
});
