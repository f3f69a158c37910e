export type { CommentModel, ComparedSides, GateResult, PolicyViolation, PreviewStatus } from "./model.ts";
export { type CommentOptions, renderComment } from "./renderComment.ts";
export { renderFindings } from "./renderFindings.ts";
