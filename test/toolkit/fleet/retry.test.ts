import { afterAll, describe, expect, it } from "vitest";
import type { OrgReport } from "../../../toolkit/fleet/model.ts";
import { keptOf, readEarlier } from "../../../toolkit/fleet/retry.ts";
import type { FleetFiles, RunHead } from "../../../toolkit/fleet/runHead.ts";
import { FILES, head, org, reportFolder, shardText } from "./fleetReports.ts";

const folder = reportFolder();
afterAll(() => folder.remove());
const names = ["apac", "emea", "latam", "na"];
const whole = (orgs: readonly OrgReport[] = [], run: Partial<RunHead> = {}) => {
  const stacks = names.map((name) => orgs.find(({ stack }) => stack === name) ?? org(name));
  return folder.write("fleet.json", shardText(1, { shard: null, run: head(run), stacks }));
};
const { settings, shared, commit } = head();
const now: FleetFiles = { commit, shared, own: new Map(names.map((name) => [name, FILES])) };
const kept = (file: string, files = now) => [...keptOf(readEarlier(file, "up"), settings, files).keys()];

describe("a retry", () => {
  it("leaves what was done, or refused, as the report has it", () => {
    const refused = org("emea", { result: "refused", exitCode: 1, reasons: ["widened"] });
    const file = whole([refused, org("na", { result: "failed", exitCode: 4 })]);
    expect(kept(file)).toEqual(["apac", "emea", "latam"]);
    expect(keptOf(readEarlier(file, "up"), settings, now).get("emea")).toEqual({ ...refused, kept: true });
  });

  it.each([
    ["failed", 4],
    ["failed", 3],
    ["interrupted", 1],
    ["not run", 1],
    ["unknown", 4],
  ] as const)("runs again an org that is %s (%i)", (result, exitCode) => {
    expect(kept(whole([org("apac", { result, exitCode })]))).toEqual(["emea", "latam", "na"]);
  });

  it("runs again an org whose files have changed since, and all where what all share has", () => {
    const own = new Map([...now.own, ["latam", "cd".repeat(16)]]);
    expect(kept(whole(), { ...now, own })).toEqual(["apac", "emea", "na"]);
    expect(kept(whole(), { ...now, shared: "cd".repeat(16) })).toEqual([]);
    expect(kept(whole(), { ...now, commit: "d1".repeat(20) })).toEqual(names);
  });

  it("keeps nothing that passed another gate", () => {
    const file = whole([], { settings: { ...settings, failOn: [] } });
    expect(() => kept(file)).toThrow(/that run judged otherwise .* run the whole fleet\./);
  });

  it("takes up the report of a whole fleet by the same action", () => {
    const preview = names.map((name) => org(name, { result: "previewed" }));
    const other = folder.write("preview.json", shardText(1, { action: "preview", shard: null, stacks: preview }));
    expect(() => readEarlier(other, "up")).toThrow("preview.json is of fleet preview, which fleet up cannot take up");
    const part = folder.write("shard.json", shardText(1));
    expect(() => readEarlier(part, "up")).toThrow(
      "shard.json is one shard's report. Join all of them with `fleet merge` first.",
    );
  });
});
