export type { CommentModel, GateResult, PolicyViolation, PreviewStatus } from "./model.ts";
export { type CommentOptions, renderComment } from "./renderComment.ts";
