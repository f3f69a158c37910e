/** What a vendor's list, a collection of requests or a log asks for, before anybody has judged it. */

/** The place where a file says it. */
export interface Place {
  /** As the user named it; `-` for standard input. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** A permission or a scope that somebody names. */
interface Claim {
  /** As written: `routing:queue:view`, `Routing > Queue > View`, `analytics:readonly`. */
  readonly text: string;
  /** The permission, pattern or scope as the API writes it; undefined where nothing fits. */
  readonly means: string | undefined;
}

export type AskedPermission = Place & Claim & { readonly kind: "permission" };
export type AskedScope = Place & Claim & { readonly kind: "scope" };
export type AskedRequest = Place & {
  readonly kind: "request";
  /** `METHOD path`, without host and query. */
  readonly text: string;
};

export type Asked = AskedPermission | AskedScope | AskedRequest;

export function printPlace({ file, line }: Place): string {
  return `${file}:${line}`;
}
