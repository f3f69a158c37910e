/** Whole reports as files. `UPDATE_GOLDEN=1 npx vitest run test/cli/golden.test.ts` writes them anew; review the difference. */
import { describe, expect, it } from "vitest";
import { renderReport } from "../../access/report/render.ts";
import { checkReport } from "../support/checkReport.ts";
import { golden } from "../support/golden.ts";

describe("the reviewed report", () => {
  // JSON and SARIF of everything-wrong.yaml are compared with its text: everythingWrong.test.ts.
  it.each([
    ["test/fixtures/everything-wrong.yaml", "text", "everything-wrong.txt"],
    ["test/cli/fixtures/judged.yaml", "text", "judged.txt"],
    ["test/cli/fixtures/judged.yaml", "json", "judged.json"],
    ["test/cli/fixtures/judged.yaml", "sarif", "judged.sarif"],
  ] as const)("of %s as %s is %s", (file, format, name) => {
    const text = renderReport(checkReport(file), format, { color: false });
    expect(text).toBe(golden(`check/${name}`, text));
  });
});
