/** The error of posting, with the kind of its problem. */

export type PostingProblem =
  /** The environment or the options do not say where to post. */
  | "context"
  | "credentials"
  | "permission"
  | "not-found"
  /** A deleted issue, or issues that are turned off. */
  | "gone"
  | "too-long"
  | "rate-limit"
  | "unreachable"
  /** Any other refusal. */
  | "refused";

/** The reason why a comment or an issue could not be posted, for people: the cause and the remedy. Never holds a token, nor an error that may hold one. */
export class PostingError extends Error {
  readonly problem: PostingProblem;
  /** Set where trying again may help. */
  readonly retry: { readonly afterSeconds?: number } | undefined;

  constructor(problem: PostingProblem, message: string, retry?: { readonly afterSeconds?: number }) {
    super(message);
    this.name = "PostingError";
    this.problem = problem;
    this.retry = retry;
  }
}
