/** The options of `genesys-access preflight`. */
export const PREFLIGHT_FORMATS = ["text", "json"] as const;
export type PreflightFormat = (typeof PREFLIGHT_FORMATS)[number];

export interface PreflightOptions {
  readonly stack: string;
  readonly format: PreflightFormat;
  readonly output?: string;
  readonly printRole: boolean;
}
