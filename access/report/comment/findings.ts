/** List items of the comment: open findings with their place and fix, waived ones with their reason, and violations of other policies. */
import type { PhrasingContent } from "mdast";
import type { ReportResult } from "../model.ts";
import { code, prose, words } from "./code.ts";
import type { PolicyViolation } from "./model.ts";
import { strong } from "./nodes.ts";

export function findingItem({
  rule,
  severity,
  position,
  path,
  message,
  fix,
  id,
  waivable,
}: ReportResult): PhrasingContent[] {
  return [
    strong(severity),
    words(" "),
    code(rule),
    words(" at "),
    code(placeOf(position)),
    ...(path === "" ? [] : [words(" "), code(path)]),
    words(": "),
    ...prose(message),
    words(" Fix: "),
    ...prose(fix),
    ...(waivable ? [words(" To waive it, name "), code(id), words(".")] : []),
  ];
}

export function waivedItem({ rule, position, message, waiver }: ReportResult): PhrasingContent[] {
  return [
    code(rule),
    words(" at "),
    code(placeOf(position)),
    words(": "),
    ...prose(message),
    ...(waiver
      ? [
          words(" Waived until "),
          code(waiver.expires),
          words(" by "),
          code(waiver.owner),
          words(": "),
          ...prose(waiver.reason),
        ]
      : []),
  ];
}

export function violationItem({ policy, message }: PolicyViolation): PhrasingContent[] {
  return [code(policy), words(": "), ...prose(message)];
}

function placeOf({ file, line, column }: ReportResult["position"]): string {
  return `${file}:${line}:${column}`;
}
