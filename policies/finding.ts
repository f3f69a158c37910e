/** A finding: one thing that one rule refuses. Every finding is made here, so that its shape and its id never drift. */
import type { YamlPath } from "../access/spec/yamlPath.ts";
import type { Facts } from "./facts.ts";
import type { RuleText } from "./rule.ts";

export type Severity = "critical" | "high" | "medium" | "low";

/** What a rule's check returns: the smallest thing that is wrong, and where it stands. */
export interface Violation {
  /** The offending value itself: a permission, a scope, a URI, a role key. */
  readonly atom: string;
  /** Path in the YAML below the role, client or subject, as far as the rule knows it: ["permissions"], ["grants"]. */
  readonly at: YamlPath;
  /** One sentence that quotes the value. */
  readonly message: string;
}

export interface Finding {
  /** `rule/kind/key/atom`: stable, and exactly one thing. */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  /** Path in the YAML of the role, client or subject plus the violation's own. */
  readonly path: YamlPath;
  readonly atom: string;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
}

export function makeFinding(rule: RuleText, facts: Pick<Facts, "kind" | "key">, violation: Violation): Finding {
  return {
    id: `${rule.id}/${facts.kind}/${facts.key}/${violation.atom}`,
    rule: rule.id,
    severity: rule.severity,
    path: [...subjectPath(facts), ...violation.at],
    atom: violation.atom,
    message: violation.message,
    why: rule.why,
    fix: rule.fix,
  };
}

/** Where a role, client or subject stands in the YAML. */
export function subjectPath({ kind, key }: Pick<Facts, "kind" | "key">): YamlPath {
  if (kind === "role") return ["roles", key];
  if (kind === "client") return ["clients", key];
  const slash = key.indexOf("/");
  return [key.slice(0, slash), key.slice(slash + 1)];
}
