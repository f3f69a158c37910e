/** Exit codes of every `genesys-access` command. */
export const EXIT = {
  /** Nothing is refused. */
  ok: 0,
  /** A mandatory finding is open, or a gate refused. */
  refused: 1,
  /** Wrong usage: an unknown option, no such file. */
  usage: 2,
  /** The spec is not valid. */
  invalidSpec: 3,
  /** The org or the network could not be reached, or refused. */
  unreachable: 4,
  /** A fault of this program. */
  internal: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODES_HELP = `Exit codes:
  0  nothing is refused
  1  a mandatory finding is open
  2  wrong usage: unknown option, no such file
  3  a spec is not valid
  4  the org or the network could not be reached, or refused
  5  internal error`;
