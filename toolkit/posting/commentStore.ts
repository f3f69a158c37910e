/** The comments of one pull request or merge request: what posting needs of a platform. */

export interface StoredComment {
  readonly id: number;
  /** As the platform keeps it, with the hidden line. */
  readonly body: string;
  readonly url: string;
}

/** Every call throws PostingError; its `retry` is set only where doing everything again, from the listing on, may help. */
export interface CommentStore {
  /** Characters that a comment may have. */
  readonly limit: number;
  /** The text in the form in which it may be posted on this platform. */
  prepare(text: string): string;
  /** Comments that the token's own account wrote, oldest first, through all pages. */
  own(): Promise<readonly StoredComment[]>;
  /** The comment as it is now; undefined when somebody deleted it. */
  read(id: number): Promise<StoredComment | undefined>;
  create(body: string): Promise<StoredComment>;
  edit(id: number, body: string): Promise<StoredComment>;
  remove(id: number): Promise<void>;
}
