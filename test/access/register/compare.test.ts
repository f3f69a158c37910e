import { describe, expect, it } from "vitest";
import { compareRegisters } from "../../../access/register/compare.ts";
import type { Register } from "../../../access/register/model.ts";
import { parseRegister } from "../../../access/register/parse.ts";
import { registerOf } from "../../../access/register/registerOf.ts";
import { renderRegisterJson } from "../../../toolkit/register/render/json.ts";
import { specRegister } from "../../../toolkit/register/specRegister.ts";
import { project } from "../../toolkit/register/project.ts";

const TODAY = "2026-11-29";

async function registerOfSpec(change: (yaml: string) => string = (yaml) => yaml): Promise<Register> {
  const { folder, remove } = project(change);
  try {
    return registerOf(
      await specRegister(["prod"], { cwd: folder, today: TODAY }),
      { name: "test", version: "0" },
      TODAY,
    );
  } finally {
    remove();
  }
}

describe("two registers", () => {
  it("of the same access have no changes", async () => {
    const { orgs } = compareRegisters(await registerOfSpec(), await registerOfSpec(), "old.json");
    expect(orgs).toMatchObject([{ standing: "compared", gained: [], lost: [], said: [], brokenPromises: [] }]);
  });

  it("say what was gained, what was lost and what is said otherwise", async () => {
    const after = await registerOfSpec((yaml) =>
      yaml
        .replace("routing:queue:view", "routing:queue:edit")
        .replace("owner: crm@contoso.example", "owner: bi@contoso.example"),
    );
    const { orgs } = compareRegisters(await registerOfSpec(), after, "old.json");
    expect(orgs[0]).toMatchObject({
      gained: expect.arrayContaining([{ subject: "client:crm", item: "routing:queue:edit", division: "EMEA" }]),
      lost: expect.arrayContaining([{ subject: "client:crm", item: "routing:queue:view", division: "EMEA" }]),
      said: [{ subject: "client:crm", field: "owner", before: "crm@contoso.example", after: "bi@contoso.example" }],
    });
  });

  it("of another organization are no comparison", async () => {
    const other = await registerOfSpec((yaml) => yaml.replace("9d2b6f18", "8d2b6f18"));
    const { orgs } = compareRegisters(await registerOfSpec(), other, "old.json");
    expect(orgs.map(({ standing }) => standing)).toEqual(["added", "removed"]);
  });
});

describe("the text of a register", () => {
  it("is read back as it was written", async () => {
    const register = await registerOfSpec();
    expect(parseRegister(renderRegisterJson(register))).toEqual({ ok: true, register });
  });

  it.each([
    ["cut in two", (text: string) => text.slice(0, 400), "no JSON"],
    ["of another kind", () => '{"formatVersion":1}', "no register"],
    [
      "of another format",
      (text: string) => text.replace('"formatVersion": 1', '"formatVersion": 2'),
      "no register of format 1",
    ],
    ["with another sum", (text: string) => text.replace(/"atoms": \d+/g, '"atoms": 77'), "says 77"],
    ["with a place that is not there", (text: string) => text.replace(/"items": \[\s+0/, '"items": [9'), "not there"],
  ])("is refused where it is %s", async (_, change, problem) => {
    const parsed = parseRegister(change(renderRegisterJson(await registerOfSpec())));
    expect(parsed).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });
});
