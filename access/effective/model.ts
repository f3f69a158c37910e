/**
 * The effective access of one stack: subject x item x division x condition, and the role and grant that give it. Held as products, because
 * written out one by one they are millions; atoms.ts writes out what is asked for.
 */
import type { LoadedSpec } from "../language/loadSpec.ts";
import type { ConditionText } from "../values/condition.ts";
import type { DivisionId } from "../values/division.ts";
import type { Subject } from "../values/subject.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import type { Item } from "./item.ts";

export interface EffectiveAccess {
  readonly stack: string;
  readonly organization: { readonly id: string; readonly name: string };
  /** Sorted by kind and key. */
  readonly subjects: readonly EffectiveSubject[];
  /** Divisions that the spec declares. */
  readonly divisions: readonly EffectiveDivision[];
  /** The spec that it was planned from, where it was: differences are then told with their places in the file. */
  readonly source?: LoadedSpec;
}

export interface EffectiveDivision {
  readonly key: string;
  readonly name: string;
  /** The stack creates it, and deletes it when it is no longer declared. */
  readonly managed: boolean;
}

export interface EffectiveSubject extends Subject {
  readonly path: YamlPath;
  readonly products: readonly Product[];
}

/** Every one of `items` in every one of `divisions`. Lists are sorted, each value once, and shared between products: never change one. */
export interface Product {
  /** Key of the role; absent for what a user-context client has by itself. */
  readonly role?: string;
  /** Place of the grant, or of the client itself. */
  readonly path: YamlPath;
  readonly items: readonly Item[];
  readonly divisions: readonly DivisionId[];
  readonly condition: ConditionText;
  /** The reason that stands beside the grant; shown, and no part of the access. */
  readonly justification?: string;
}
