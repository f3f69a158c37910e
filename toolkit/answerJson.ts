/** The answer of a command that asks a spec, as JSON. */
import { printableJson } from "../access/values/untrusted.ts";
import { TOOL } from "./tool.ts";

/** Grows with every change that could break a reader. */
export const ANSWER_FORMAT_VERSION = 1;

export function answerJson(answer: object): string {
  return printableJson({ formatVersion: ANSWER_FORMAT_VERSION, tool: TOOL, ...answer });
}
