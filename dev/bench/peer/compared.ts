/** The operations that both have. */
import type { OperationName } from "../engine/scenario.ts";

export const COMPARED = [
  "create",
  "preview",
  "up",
  "refresh",
  "change a role",
  "destroy",
] as const satisfies readonly OperationName[];
export type ComparedOperation = (typeof COMPARED)[number];
