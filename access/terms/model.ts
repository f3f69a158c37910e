/**
 * Terms: the lines of a spec and of Pulumi's files that give or limit access and are no permission: redirect URIs, delivery commands, settings
 * of rules, waivers, promises, the way to the org, the code that is deployed with it. A change of one is told, counted and approved like a permission.
 */
import type { Position } from "../language/problem.ts";
import type { YamlPath } from "../values/yamlPath.ts";

/** Each kind with what it does, for people. */
export const TERM_KINDS = {
  "redirect-uri": "receives the login of whoever signs in",
  "token-lifetime": "tokens live longer",
  delivery: "a command that gets client secrets",
  "delivery-owner": "answers for whoever gets the secret",
  "kept-generation": "an older secret that still works",
  "read-write": "may be given permissions that change things",
  "legal-basis": "settles findings about personal data",
  justification: "settles findings about wide divisions",
  exclusive: "takes away what others gave",
  order: "never holds old and new divisions at once",
  development: "loopback redirect URIs are allowed",
  waiver: "a finding that no longer refuses",
  cannot: "a promise that something is not possible",
  only: "a promise that nobody else holds a permission",
  "policy-level": "a rule refuses less",
  "policy-option": "a rule looks at less",
  "org-catalogue": "vouches for permissions that the catalogue does not have",
  region: "where the credentials are sent",
  "stack-setting": "decides what is deployed, where, and with which credentials",
  "project-setting": "decides what runs, and where the state is",
  "open-selectors": "selectors take divisions that nobody approved",
  "locked-division": "selectors may take this division",
  code: "runs with the credentials of the deployer, or judges",
} as const;

export type TermKind = keyof typeof TERM_KINDS;

export interface Term {
  readonly kind: TermKind;
  /** `clients.crm`, `roles.reader`, `stack`, `project`: where it holds. */
  readonly owner: string;
  /** The value for people. Kind, owner and value are the identity of a term. */
  readonly value: string;
  readonly effect: TermEffect;
  readonly path: YamlPath;
  readonly position?: Position;
}

/**
 * `gives`: whoever adds it gives something. `limits`: whoever takes it away does. A rank is compared with the rank in the same slot on the other
 * side, or with the usual one where that says nothing: a greater one gives. `either`: nobody can say here which way it works,
 * so that to take it away may give as well as to add it.
 */
export type TermEffect = "gives" | "limits" | TermRank | TermEither;

export interface TermRank {
  readonly slot: string;
  readonly rank: number;
  readonly usual: number;
}

export interface TermEither {
  /** What it is a version of: another version takes its place. */
  readonly either: string;
}

/** Terms of the two sides of a comparison; a side is absent where nobody knows its terms. */
export interface ComparedTerms {
  readonly base?: readonly Term[] | undefined;
  readonly head?: readonly Term[] | undefined;
  /** The place of a term that the head no longer has. */
  /** True for an owner that the base does not have: its limits take nothing from anybody. */
  readonly isNew?: (owner: string) => boolean;
  /** True for an owner that is gone with all that it limited. */
  readonly isVoid?: (owner: string) => boolean;
  readonly placeOf?: (path: YamlPath) => Position | undefined;
}

export interface TermChange {
  /** `gained`: access is given, or less is refused. */
  readonly direction: "gained" | "lost";
  /** The head has the term; false where it was taken away. */
  readonly present: boolean;
  readonly kind: TermKind;
  readonly owner: string;
  readonly value: string;
  readonly path: YamlPath;
  readonly position?: Position;
}

/** False where nobody can say here what a change gives: code can do anything. */
export function isCertainTerm({ kind }: Pick<TermChange, "kind">): boolean {
  return kind !== "code";
}
