/** The options of `genesys-access adopt`. */
export interface AdoptOptions {
  readonly stack: string;
  /** `clients`, `roles`, `users`, `groups`, or single ones: `clients.<key>`. Empty for clients and roles. */
  readonly only: readonly string[];
  /** `org`, or a kind of file and the file: `snapshot FILE`, `tfstate FILE`, the last with an alias of the provider behind it. */
  readonly from: readonly string[];
  /** Write nothing. */
  readonly dryRun: boolean;
  /** False: write the files and leave the stack's state alone. */
  readonly import: boolean;
}
