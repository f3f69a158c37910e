import { describe, expect, it } from "vitest";
import { isDefaultRole } from "../../access/catalogue/defaultRoles.ts";
import { limit } from "../../simulator/catalogue/limits.ts";
import { parseTsv, readTsv } from "../../simulator/catalogue/tsv.ts";
import { defaultRoles } from "../../simulator/seed/roles.ts";

describe("a table of the catalogue, as the simulator reads it", () => {
  it("is read by the names of its columns: one more, or another order, changes nothing", () => {
    const expected = [{ scope: "routing", description: "Queues" }];
    const read = (text: string) => parseTsv("scopes.tsv", text, ["scope", "description"]);
    expect(read("scope\tdescription\nrouting\tQueues\n")).toEqual(expected);
    expect(read("since\tdescription\treadonly\tscope\n2026\tQueues\tno\trouting\n")).toEqual(expected);
  });

  it("is refused without a column that is needed", () => {
    expect(() => parseTsv("scopes.tsv", "name\tdescription\nrouting\tQueues\n", ["scope", "description"])).toThrow(
      "catalogue/scopes.tsv has no column scope.",
    );
    expect(() => readTsv("limits.tsv", ["limit", "worth"])).toThrow("catalogue/limits.tsv has no column worth.");
  });
});

describe("facts that the simulator takes from the catalogue", () => {
  it("have no stand-in when they are missing", () => {
    expect(limit("requests-per-minute")).toBe(300);
    expect(() => limit("requests-per-hour")).toThrow("catalogue/limits.tsv has no row requests-per-hour.");
  });

  it("include the default roles of its org, by name and by key", () => {
    const names = defaultRoles().flatMap(({ name, defaultRoleId = "" }) => [name, defaultRoleId]);
    expect(names.filter((name) => !isDefaultRole(name))).toEqual([]);
  });
});
