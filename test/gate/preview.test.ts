/** Each attack through `preview` and the policy pack, with the real engine: the deployed base stays as it is. */
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { StackOnSimulator } from "../support/stackOnSimulator.ts";
import type { Answer } from "./answer.ts";
import { APPROVED_CHANGE, ATTACKS, BASE_NAME, NAMED_LIKE_BASE, OCCASIONS } from "./attacks.ts";
import { deployedBase, joinSelector, Previews } from "./engine.ts";
import { expectAnswer } from "./expectAnswer.ts";
import { hostileOrg } from "./hostileOrg.ts";
import { approvalsOf } from "./offline.ts";
import { restoreProject, writeFiles } from "./project.ts";
import { expectedOf, together } from "./together.ts";

const CHANGES = await together(ATTACKS, ["preview", "pack"]);

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

  it.each(CHANGES)("is answered by preview and its policy pack: $name", async ({ change, attacks }) => {
    const { dir } = stack.workspace;
    await writeFiles(dir, change);
    const { preview, pack } = await previews.run();
    await restoreProject(dir, change);
    expectAnswer(preview, base.preview, expectedOf(attacks, "preview"));
    expectAnswer(pack, base.pack, expectedOf(attacks, "pack"));
  });

  it(`is no way past preview: ${OCCASIONS.approvals.name}`, async () => {
    const { dir } = stack.workspace;
    await writeFiles(dir, APPROVED_CHANGE);
    const { fitting, others } = await approvalsOf(dir);
    const filesOf = (options: readonly string[]) => options.filter((text) => text !== "--approval-file");
    const { preview, pack } = await previews.run({ approvalFile: filesOf(others) });
    const approved = await previews.run({ approvalFile: filesOf(fitting) });
    await restoreProject(dir, APPROVED_CHANGE);
    expectAnswer(preview, base.preview, OCCASIONS.approvals.expected.preview);
    expectAnswer(pack, base.pack, OCCASIONS.approvals.expected.pack);
    expect(approved.preview.code).toBe(0);
  });

  it(`is no base: ${OCCASIONS.baseName.name}`, async () => {
    const { dir } = stack.workspace;
    await writeFiles(dir, NAMED_LIKE_BASE);
    await execa("git", ["branch", BASE_NAME], { cwd: dir });
    const { preview, pack } = await previews.run({ baseRef: BASE_NAME });
    await restoreProject(dir, NAMED_LIKE_BASE);
    expectAnswer(preview, base.preview, OCCASIONS.baseName.expected.preview);
    expectAnswer(pack, base.pack, OCCASIONS.baseName.expected.pack);
  });

  it(`is told once by preview: ${OCCASIONS.hostile.name}`, async () => {
    const hostile = await hostileOrg(stack.org.url);
    const port = process.env["GENESYSCLOUD_GATEWAY_PORT"];
    vi.stubEnv("GENESYSCLOUD_GATEWAY_PORT", hostile.port);
    const { preview, pack } = await previews.run();
    vi.stubEnv("GENESYSCLOUD_GATEWAY_PORT", port);
    hostile.close();
    expectAnswer(preview, base.preview, OCCASIONS.hostile.expected.preview);
    expectAnswer(pack, { ...base.pack, says: [] }, OCCASIONS.hostile.expected.pack);
  });

  it(`waits in preview: ${OCCASIONS.division.name}`, async () => {
    await joinSelector(stack);
    const { preview, pack } = await previews.run();
    expectAnswer(preview, base.preview, OCCASIONS.division.expected.preview);
    expectAnswer(pack, base.pack, OCCASIONS.division.expected.pack);
  });
});
