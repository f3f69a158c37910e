/** Each finding has one waiver at most: two could disagree about the last day. */

import { quote } from "../../values/flaw.ts";
import type { FlawAtPath } from "../problem.ts";
import type { PartialSpec } from "./subjects.ts";

export function waiverFlaws(spec: PartialSpec): FlawAtPath[] {
  const seen = new Map<string, number>();
  return (spec.waivers ?? []).flatMap((waiver, index) => {
    const finding = waiver?.finding;
    if (typeof finding !== "string") return [];
    const before = seen.get(finding);
    if (before === undefined) {
      seen.set(finding, index);
      return [];
    }
    const message = `${quote(finding)} is waived already by waivers[${before}]`;
    const path = ["waivers", index, "finding"];
    return [{ code: "duplicate-waiver", message, fix: "Keep one waiver for each finding.", path }];
  });
}
