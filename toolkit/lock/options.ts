/** The options of `genesys-access lock`. */
export interface LockOptions {
  /** Write nothing: exit code 1 where the lock is not as the org is. */
  readonly check: boolean;
}
