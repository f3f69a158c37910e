import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { exportLines } from "../../../toolkit/org/exportLines.ts";

const PLAIN = { GENESYSCLOUD_GATEWAY_PORT: "8080" };
const ODD = { GENESYSCLOUD_GATEWAY_HOST: "[::1]'\\$(false)" };

it("writes lines for each shell", () => {
  expect(exportLines(PLAIN, "posix")).toEqual(["export GENESYSCLOUD_GATEWAY_PORT=8080"]);
  expect(exportLines(PLAIN, "fish")).toEqual(["set -gx GENESYSCLOUD_GATEWAY_PORT 8080"]);
  expect(exportLines(PLAIN, "powershell")).toEqual(["$env:GENESYSCLOUD_GATEWAY_PORT = '8080'"]);
});

it("quotes what a shell would read otherwise", () => {
  const script = `${exportLines(ODD, "posix").join("\n")}\nprintf %s "$GENESYSCLOUD_GATEWAY_HOST"`;
  expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(ODD.GENESYSCLOUD_GATEWAY_HOST);
  expect(exportLines(ODD, "fish")).toEqual(["set -gx GENESYSCLOUD_GATEWAY_HOST '[::1]\\'\\\\$(false)'"]);
  expect(exportLines(ODD, "powershell")).toEqual(["$env:GENESYSCLOUD_GATEWAY_HOST = '[::1]''\\$(false)'"]);
});
