/** Makes pages of the docs from what the code says, so that they never say anything else. */
export interface Generator {
  /** Its name on the command line. */
  readonly name: string;
  /** Every file in this folder is one of the pages; others are removed. */
  readonly folder: string;
  readonly pages: () => readonly Page[];
}

export interface Page {
  /** From the project's root, with `/`. */
  readonly path: string;
  readonly text: string;
}
