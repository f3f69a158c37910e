import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadSpec } from "../../../access/language/loadSpec.ts";
import { planOffline } from "../../../access/plan/planOffline.ts";

it("the files that docs/fleet.md shows fit together", () => {
  const text = readFileSync(join(import.meta.dirname, "../../../docs/fleet.md"), "utf8");
  const blocks = [...text.matchAll(/```yaml\n# (\S+?):.*\n([^`]*)```/g)].map(([, name, yaml]) => [name, yaml] as const);
  const files = new Map(blocks);
  const result = loadSpec("stacks/emea.yaml", (file) => files.get(file) ?? "");
  expect(result).toMatchObject({ ok: true });
  if (!result.ok) return;
  const plan = planOffline(result.spec);
  expect(plan).toMatchObject({ ok: true, desired: { divisions: [], clients: [{ key: "reporting" }] } });
  expect(result.spec.value.divisions["operations"]).toMatchObject({ name: "EMEA_Operations" });
});
