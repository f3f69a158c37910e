/**
 * Operands of conditions: objects of the org stand by their ids. A name would be written as an id, match nothing, and limit the permission to nothing
 * or, in a list with others, to less than the file says.
 */
import { type Flaw, quote } from "../../values/flaw.ts";
import type { YamlPath } from "../../values/yamlPath.ts";
import type { FlawAtPath } from "../problem.ts";
import { isUuid } from "../values.ts";
import { entriesOf, isManaged, type PartialManagedRole, type PartialSpec } from "./subjects.ts";

type PartialLine = NonNullable<NonNullable<PartialManagedRole["permissions"]>[number]>;
type PartialTerm = NonNullable<
  NonNullable<NonNullable<Extract<PartialLine, { readonly condition?: unknown }>["condition"]>["terms"]>[number]
>;

/** Types of operands that stand by an id, as nouns. */
const OBJECTS: ReadonlyMap<string, string> = new Map([
  ["QUEUE", "a queue"],
  ["USER", "a user"],
  ["TEAM", "a team"],
]);

const VARIABLE = /^[A-Z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)+$/;
const ORDERS: ReadonlySet<string> = new Set(["GE", "GT", "LE", "LT"]);

export function conditionFlaws(spec: PartialSpec): FlawAtPath[] {
  return entriesOf(spec.roles).flatMap(([key, role]) =>
    isManaged(role)
      ? (role.permissions ?? []).flatMap((line, index) =>
          lineFlaws(line, ["roles", key, "permissions", index, "condition", "terms"]),
        )
      : [],
  );
}

function lineFlaws(line: PartialLine | undefined, path: YamlPath): FlawAtPath[] {
  if (typeof line !== "object" || !("condition" in line)) return [];
  return (line.condition?.terms ?? []).flatMap((term, index) => (term ? termFlaws(term, [...path, index]) : []));
}

function termFlaws({ variableName, operator, operands }: PartialTerm, path: YamlPath): FlawAtPath[] {
  const flaws: FlawAtPath[] = [];
  if (variableName !== undefined && !VARIABLE.test(variableName)) {
    flaws.push({ ...noVariable(variableName), path: [...path, "variableName"] });
  }
  for (const [index, operand] of (operands ?? []).entries()) {
    const { type, value } = operand ?? {};
    const object = type === undefined ? undefined : OBJECTS.get(type);
    const flaw = value === undefined ? undefined : valueFlaw(type, value, object);
    if (flaw) flaws.push({ ...flaw, path: [...path, "operands", index, "value"] });
  }
  const object = (operands ?? []).flatMap((operand) => OBJECTS.get(operand?.type ?? "") ?? []).at(0);
  if (object !== undefined && operator !== undefined && ORDERS.has(operator)) {
    flaws.push({ ...noOrder(operator, object), path: [...path, "operator"] });
  }
  return flaws;
}

function valueFlaw(type: string | undefined, value: string, object: string | undefined): Flaw | undefined {
  if (object !== undefined) return isUuid(value) ? undefined : noId(value, object);
  return type === "VARIABLE" && !VARIABLE.test(value) ? noVariable(value) : undefined;
}

function noId(value: string, object: string): Flaw {
  const noun = object.split(" ")[1] ?? object;
  return {
    code: "condition-without-id",
    message: `${quote(value)} is no id of ${object}, and a condition knows a ${noun} by its id alone: names are not looked up`,
    fix: `Copy the id of the ${noun} from Genesys Cloud (the last part of its address there), and write the name as a comment.`,
  };
}

function noVariable(value: string): Flaw {
  const fix = "Write it as Entity.property, for instance Conversation.mediaType or User.id.";
  return { code: "bad-condition-variable", message: `${quote(value)} is not a variable of conditions`, fix };
}

function noOrder(operator: string, object: string): Flaw {
  const message = `${operator} compares by order, and ${object} has none`;
  return { code: "condition-without-order", message, fix: "Write EQ, or IN for several." };
}
