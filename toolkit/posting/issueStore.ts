/** The issues of one repository or project: what posting needs of a platform. */

/** By this label our issues are found among any number of others. */
export const ISSUE_LABEL = "genesys-access";

export interface StoredIssue {
  /** As people name it: the later issue has the higher one. */
  readonly number: number;
  readonly title: string;
  /** As the platform keeps it, with the hidden line. */
  readonly body: string;
  readonly open: boolean;
  /** Has ISSUE_LABEL. Platforms leave labels off, without a word, where the token may not set them. */
  readonly labelled: boolean;
  readonly url: string;
}

export interface IssueContent {
  readonly title: string;
  readonly body: string;
  readonly open: boolean;
}

/** Every call throws PostingError; its `retry` is set only where doing everything again, from the listing on, may help. */
export interface IssueStore {
  /** Characters that a body may have. */
  readonly limit: number;
  /** The text in the form in which it may be posted on this platform. */
  prepare(text: string): string;
  /** Issues with our label that the token's own account wrote, open and closed, through all pages. */
  own(): Promise<readonly StoredIssue[]>;
  /** The issue as it is now; undefined when somebody deleted it, or when it is not our own. */
  read(number: number): Promise<StoredIssue | undefined>;
  create(title: string, body: string): Promise<StoredIssue>;
  /** One call for text and state: an issue is never closed with a text that says otherwise. Labels and people stay as they are. */
  edit(number: number, content: IssueContent): Promise<StoredIssue>;
}
