/** Conditions on permissions that limit less than their text says. */
import { afterEach, describe, expect, it } from "vitest";
import { printProblem } from "../../access/language/problem.ts";
import { orgNeeds } from "../../access/plan/orgNeeds.ts";
import { plan } from "../../access/plan/plan.ts";
import { loadJudgedSpec } from "../../policies/loadJudgedSpec.ts";
import { readOrgFacts } from "../../providers/genesys/orgFacts.ts";
import { type OrgUnderTest, orgUnderTest } from "../providers/support/orgUnderTest.ts";
import { checkedText } from "../support/checkedText.ts";
import { onlySpec } from "../support/onlySpec.ts";

const QUEUE = "0b7f2c1e-3d4a-4f5b-8c6d-7e8f9a0b1c2d";
const spec = (term: string, id = "58f5d08e-c7f5-4f60-b254-92c700bbecf8") => `organization: { id: ${id} }
roles:
  reader:
    name: Reader
    purpose: Calls of one queue
    permissions:
      - permission: recording:recording:view
        condition: { conjunction: AND, terms: [${term}] }
`;
const MEDIA = "{ variableName: Conversation.mediaType, operator: EQ, operands: [{ type: SCALAR, value: CALL }] }";
const refused = (term: string) =>
  checkedText(spec(term))
    .filter(({ level }) => level === "mandatory")
    .map(({ rule, path, message, fix, waivable }) => `${rule} ${path} ${waivable}: ${message} ${fix}`);

describe("an object of the org stands by its id", () => {
  it.each([
    ["QUEUE", "EMEA Sales", "no id of a queue"],
    ["USER", "jane@contoso.example", "no id of a user"],
    ["TEAM", "Night shift", "no id of a team"],
  ])("%s", (type, value, message) => {
    const [found, ...more] = refused(
      `{ variableName: Conversation.queues, operator: IN, operands: [{ type: QUEUE, value: ${QUEUE} }, { type: ${type}, value: ${value} }] }`,
    );
    expect(found).toContain(
      "condition-without-id roles.reader.permissions[0].condition.terms[0].operands[1].value false",
    );
    expect(found).toContain(message);
    expect(found).toContain("names are not looked up");
    expect(more).toEqual([]);
  });

  it("and an id is taken", () => {
    expect(
      refused(`{ variableName: Conversation.queues, operator: IN, operands: [{ type: QUEUE, value: ${QUEUE} }] }`),
    ).toEqual([]);
  });

  it("and has no order", () => {
    const term = `{ variableName: Conversation.queues, operator: GT, operands: [{ type: QUEUE, value: ${QUEUE} }] }`;
    expect(refused(term)[0]).toContain("GT compares by order, and a queue has none");
  });
});

describe("variables, types, operators and values are checked against what is known, by a rule that can be waived", () => {
  it.each([
    [MEDIA.replace("mediaType", "mediatype"), 'written "Conversation.mediaType": capitals count'],
    [MEDIA.replace("mediaType", "weather"), 'looks at "Conversation.weather"'],
    [MEDIA.replace("EQ", "GE"), "by GE, and only EQ and IN are known"],
    [MEDIA.replace("CALL", "call"), 'written "CALL": capitals count'],
    [MEDIA.replace("CALL", "VOICE"), 'with "VOICE", and known are CALL'],
    [
      `{ variableName: Conversation.queues, operator: IN, operands: [{ type: SCALAR, value: ${QUEUE} }] }`,
      "with a SCALAR, and it is known to be compared with QUEUE",
    ],
    [
      "{ variableName: Evaluation.assigneeId, operator: EQ, operands: [{ type: VARIABLE, value: User.name }] }",
      'with "User.name", and known are User.id',
    ],
  ])("%s", (term, message) => {
    const [found, ...more] = refused(term);
    expect(found).toContain("unknown-condition roles.reader.permissions[0] true");
    expect(found).toContain(message);
    expect(more).toEqual([]);
  });

  it.each([
    MEDIA,
    "{ variableName: Evaluation.assigneeId, operator: EQ, operands: [{ type: VARIABLE, value: User.id }] }",
  ])("and what is known passes: %s", (term) => {
    expect(refused(term)).toEqual([]);
  });

  it("and a text that can be no variable is no matter of waivers", () => {
    expect(refused(MEDIA.replace("Conversation.mediaType", '"media type"'))[0]).toContain("bad-condition-variable");
  });
});

describe("an org that takes no condition on a permission", () => {
  let org: OrgUnderTest;
  afterEach(() => org.close());

  async function problems(withoutConditions: string[], term = MEDIA): Promise<string[]> {
    org = await orgUnderTest({ switches: { withoutConditions } });
    const { id } = await org.session.organization();
    const loaded = loadJudgedSpec("stacks/prod.yaml", onlySpec(spec(term, id)));
    if (!loaded.ok) throw new Error(loaded.problems.map(printProblem).join("\n"));
    const planned = plan(loaded.spec, await readOrgFacts(org.session.client, orgNeeds(loaded.spec.value)));
    return planned.ok ? [] : planned.problems.map(printProblem);
  }

  it("stops the plan with file and line", async () => {
    const [found, ...more] = await problems(["recording:recording:view"]);
    expect(found).toContain(
      "stacks/prod.yaml:8:20 roles.reader.permissions[0].condition: the org takes no condition on",
    );
    expect(more).toEqual([]);
  });

  it("and one that takes it does not", async () => {
    expect(await problems(["routing:queue:view"])).toEqual([]);
  });
});
