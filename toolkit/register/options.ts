/** The options of `genesys-access register`. */
export const REGISTER_FORMATS = ["markdown", "csv", "json", "html", "guide", "records", "records-csv"] as const;
export type RegisterFormat = (typeof REGISTER_FORMATS)[number];

/** Other words than the signs themselves, for shells in which those mean something. */
export const DELIMITERS = { comma: ",", semicolon: ";", tab: "\t" } as const;
export type DelimiterName = keyof typeof DELIMITERS;

export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The branch and folder that the pipelines keep registers in. */
export const REGISTER_BRANCH = "access-register";
export const REGISTER_FOLDER = "register";

export interface RegisterOptions {
  readonly format: RegisterFormat;
  readonly output?: string;
  readonly stack: readonly string[];
  readonly org: boolean;
  readonly snapshot: readonly string[];
  /** Key of the one client that a guide is for. */
  readonly client?: string;
  readonly language: Language;
  readonly delimiter: DelimiterName;
  readonly bom: boolean;
  /** An earlier register as JSON. */
  readonly compare?: string;
  /** `YYYY-MM-DD`: what was kept at the end of that day, in UTC. */
  readonly at?: string;
  /** The branch that registers are kept in. */
  readonly ref?: string;
  readonly waivers?: string;
  /** Files of `genesys-access verify`. */
  readonly evidence: readonly string[];
  readonly today: string;
}
