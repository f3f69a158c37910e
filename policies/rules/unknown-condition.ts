import { allComparisons, type KnownComparison } from "../../access/catalogue/conditions.ts";
import type { ConditionalPermission, ConditionTerm } from "../../access/values/condition.ts";
import { nearest } from "../../access/values/nearest.ts";
import { amongTexts, otherSpelling } from "../../access/values/otherSpelling.ts";
import { expandCompact } from "../../access/values/permission.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";

export const unknownCondition: Rule = {
  id: "unknown-condition",
  category: "catalogue",
  severity: "medium",
  enforcementLevel: "mandatory",
  title: "Every condition compares what is known to be compared",
  why: "A condition limits a permission. What Genesys Cloud makes of a variable, an operator or a value that it does not know is written down nowhere: the permission may be refused to everybody or given without the limit, and whoever reads the file believes in the limit. The list of the catalogue is short (the vendor publishes none), so that a condition which was tried in the org is waived.",
  fix: "Correct the condition, or try it in the org and waive the finding.",
  bad: `roles:
  call-listener:
    name: Integration - Call Reader
    permissions:
      - permission: recording:recording:view
        condition:
          conjunction: AND
          terms: [{ variableName: Conversation.media, operator: EQ, operands: [{ type: SCALAR, value: CALL }] }]`,
  good: `roles:
  call-listener:
    name: Integration - Call Reader
    permissions:
      - permission: recording:recording:view
        condition:
          conjunction: AND
          terms: [{ variableName: Conversation.mediaType, operator: EQ, operands: [{ type: SCALAR, value: CALL }] }]`,
  related: ["unknown-permission", "catalogue-gap"],
  checks: {
    role: reads("role", ["conditions"], ({ conditions }) => {
      const found = conditions.flatMap(faultsOf);
      return [...new Map(found.map((violation) => [violation.atom, violation])).values()];
    }),
  },
};

function faultsOf({ permission, condition }: ConditionalPermission): Violation[] {
  const [single = permission] = expandCompact(permission);
  return condition.terms.flatMap((term) => {
    const fault = faultOf(term);
    if (!fault) return [];
    const values = term.operands.map(({ type, value }) => `${type} ${value}`).join(", ");
    return [
      {
        atom: `${single}: ${term.variableName} ${term.operator} ${values}`,
        at: ["permissions"],
        message: `A condition of "${permission}" ${fault.message}.`,
        ...(fault.fix !== undefined && { fix: fault.fix }),
      },
    ];
  });
}

interface Fault {
  readonly message: string;
  readonly fix?: string;
}

/** The first thing about a term that nobody knows. */
function faultOf({ variableName, operator, operands }: ConditionTerm): Fault | undefined {
  const known = allComparisons().filter(({ variable }) => variable === variableName);
  if (known.length === 0) return unknownVariable(variableName);
  for (const { type, value } of operands) {
    const comparison = known.find((one) => one.type === type);
    if (!comparison) return otherType(variableName, type, known);
    if (!comparison.operators.includes(operator)) {
      return {
        message: `compares "${variableName}" by ${operator}, and only ${comparison.operators.join(" and ")} are known`,
      };
    }
    if (comparison.values.length > 0 && !comparison.values.includes(value))
      return otherValue(variableName, value, comparison);
  }
  return undefined;
}

function unknownVariable(variable: string): Fault {
  const all = [...new Set(allComparisons().map((one) => one.variable))];
  const spelling = otherSpelling("", variable, amongTexts(all));
  if (spelling) return { message: `names the variable ${spelling.message}`, fix: spelling.fix };
  const [near] = nearest(variable, all, 1);
  return {
    message: `looks at "${variable}", which is none of the known variables: ${all.join(", ")}`,
    ...(near !== undefined && {
      fix: `Write \`${near}\` if that is meant; else try it in the org and waive the finding.`,
    }),
  };
}

function otherType(variable: string, type: string, known: readonly KnownComparison[]): Fault {
  const types = known.map((one) => one.type).join(" or ");
  return { message: `compares "${variable}" with a ${type}, and it is known to be compared with ${types} only` };
}

function otherValue(variable: string, value: string, { values }: KnownComparison): Fault {
  const spelling = otherSpelling("", value, amongTexts(values));
  if (spelling) return { message: `has the value ${spelling.message}`, fix: spelling.fix };
  return { message: `compares "${variable}" with "${value}", and known are ${values.join(", ")}` };
}
