/** A finding: one thing that one rule refuses or advises against. Every finding is made here, so that its shape and its id never drift. */
import type { YamlPath } from "../access/values/yamlPath.ts";
import type { Facts } from "./facts.ts";
import type { EnforcementLevel, RuleText } from "./rule.ts";

export type Severity = "critical" | "high" | "medium" | "low";

/** The result of a rule's check: the smallest thing that is wrong, and its place. */
export interface Violation {
  /** The offending value itself: a permission, a scope, a URI, a role key. */
  readonly atom: string;
  /** Path in the YAML below the role, client or subject, as far as the rule knows it: ["permissions"], ["grants"]. For a stack or fleet: from the top. */
  readonly at: YamlPath;
  /** One sentence that quotes the value. */
  readonly message: string;
  /** The line to write instead, where the rule knows it better than its general `fix`: one imperative sentence. */
  readonly fix?: string;
  /** The rule could not decide: a value is not known yet. No waiver covers that. */
  readonly undecided?: true;
}

export interface Finding {
  /** `rule/kind/key/atom`: stable, and exactly one thing. Waivers name it. */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly enforcementLevel: EnforcementLevel;
  /** Path in the YAML of the role, client or subject plus the violation's own. */
  readonly path: YamlPath;
  readonly atom: string;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  /** The rule could not decide: a value is not known yet. No waiver covers that. */
  readonly undecided?: true;
}

/** The subject of a finding: facts, or a waiver, whose key is the id of the finding that it names. */
export type Subject = Pick<Facts, "kind" | "key"> | { readonly kind: "waiver"; readonly key: string };

export function makeFinding(
  rule: RuleText,
  enforcementLevel: EnforcementLevel,
  facts: Subject,
  violation: Violation,
): Finding {
  return {
    id: `${rule.id}/${facts.kind}/${facts.key}/${violation.atom}`,
    rule: rule.id,
    severity: rule.severity,
    enforcementLevel,
    path: [...subjectPath(facts), ...violation.at],
    atom: violation.atom,
    message: violation.message,
    why: rule.why,
    fix: violation.fix ?? rule.fix,
    ...(violation.undecided && { undecided: true }),
  };
}

/** The path of a role, client or subject in the YAML; empty for a stack or fleet, which is the file itself. */
export function subjectPath({ kind, key }: Subject): YamlPath {
  switch (kind) {
    case "role":
      return ["roles", key];
    case "client":
      return ["clients", key];
    case "grant":
      return [key.slice(0, key.indexOf("/")), key.slice(key.indexOf("/") + 1)];
    case "waiver":
      return ["waivers"];
    default:
      return [];
  }
}
