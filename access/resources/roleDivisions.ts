/** One role with the divisions that it is granted in: what a client holds by its own, and what a grant gives to another subject. */
import type { YamlPath } from "../values/yamlPath.ts";

/** An id that is known now, or the key of something that this stack creates. */
export type Ref = { readonly id: string } | { readonly managed: string };

/** One role with the divisions it is granted in. */
export interface DesiredRoleDivisions {
  readonly path: YamlPath;
  readonly role: Ref;
  /** By division key (the org's division name where a selector found it); `*` -> `{ id: "*" }` is All-Divisions. */
  readonly divisions: Readonly<Record<string, Ref>>;
  /** Why All-Divisions is needed; absent when the spec gives none. */
  readonly justification?: string;
  /** One of the divisions, named or selected, is the Home division. */
  readonly home?: true;
}
