/** The options of `genesys-access verify`. */
export const VERIFY_FORMATS = ["text", "json", "markdown"] as const;
export type VerifyFormat = (typeof VERIFY_FORMATS)[number];

export interface VerifyOptions {
  readonly stack?: string;
  readonly maxRequests: number;
  /** A shell command whose standard output has credentials. */
  readonly credentialsCommand?: string;
  /** The secret outputs of the stack may be read. */
  readonly fromStackOutputs: boolean;
  readonly embedded: boolean;
  readonly afterRevocation: boolean;
  /** Seconds that old credentials are tried for. */
  readonly patience: number;
  readonly plan: boolean;
  readonly allowUnproved: boolean;
  readonly format: VerifyFormat;
  readonly output?: string;
}
