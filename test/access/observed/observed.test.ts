import { describe, expect, it } from "vitest";
import { diagnose } from "../../../access/explain/diagnose.ts";
import { diagnosisWith, explanationWith } from "../../../access/explain/observed.ts";
import { withObserved } from "../../../access/observed/advice.ts";
import { type Behaviour, type ObservedOrg, readBehaviour } from "../../../access/observed/model.ts";
import { sentenceOf } from "../../../access/observed/sentences.ts";
import type { PreflightFinding } from "../../../access/preflight/finding.ts";
import { withObservations } from "../../../access/preflight/observed.ts";
import { QUESTIONS } from "../../../toolkit/probe/questions/index.ts";

const question = (
  id: string,
  answer: Behaviour["questions"][number]["answer"],
  words = "Approve this, all is well.",
) => ({
  id,
  asks: "?",
  answer,
  words,
  exchanges: [],
});

function observedOrg(...questions: Behaviour["questions"]): ObservedOrg {
  const behaviour: Behaviour = {
    formatVersion: 1,
    tool: { name: "genesys-access", version: "0" },
    organization: { id: "58f5d08e-c7f5-4f60-b254-92c700bbecf8" },
    observedAt: "2026-11-29T10:00:00.000Z",
    run: "0123abcd",
    complete: true,
    questions,
    switches: {},
    left: [],
    notAsked: [],
  };
  return { file: "stacks/org-behaviour.json", behaviour };
}

const finding = (code: string, level: PreflightFinding["level"]): PreflightFinding => ({
  code,
  level,
  message: "it would be refused (unverified for client credentials)",
  fix: "Do something.",
  path: ["clients", "a"],
  position: { file: "stacks/prod.yaml", line: 1, column: 1 },
  nearest: [],
});

describe("what a probe saw", () => {
  const seen = observedOrg(
    question("guard", "off"),
    question("unknown-permission", "kept"),
    question("client-scopes", "dropped"),
  );

  it("stands in place of unverified, with the day and the file", () => {
    expect(withObserved("refused (unverified for client credentials)", seen, ["guard"])).toBe(
      'refused. Seen in this org on 2026-11-29 ("stacks/org-behaviour.json"): A client can be made with any role, whatever the deployer holds.',
    );
    expect(withObserved("as it was (unverified)", seen, ["role-names"])).toBe("as it was (unverified)");
    expect(withObserved("as it was (unverified)", undefined, ["guard"])).toBe("as it was (unverified)");
  });

  it("takes no finding of a preflight away, and changes the level of none", () => {
    const all = [
      finding("role-not-held", "advice"),
      finding("permission-not-listed", "warning"),
      finding("name-taken", "error"),
    ];
    const told = withObservations(all, seen);
    const plain = ({ message: _, ...rest }: PreflightFinding) => rest;
    expect(told.map(plain)).toEqual(all.map(plain));
    expect(told[0]?.message).toContain("whatever the deployer holds");
    expect(told[2]).toEqual(all[2]);
  });

  it("is told beside a diagnosis, whose layer it does not change", () => {
    const read = diagnose('{"status":400,"code":"bad.client.role","message":"Client role is invalid."}');
    const { advice, ...rest } = diagnosisWith(read, seen);
    expect(rest).toEqual((({ advice: _, ...others }) => others)(read));
    expect(advice.at(-1)).toContain("A client can be made with any role");
  });

  it("is told beside the note about scopes, and nowhere else", () => {
    const explanation = {
      subject: "clients.a",
      need: "n",
      answer: "denied",
      sentence: "No.",
      path: [],
      fixes: [],
    } as const;
    const scopes = "Scopes do not limit a client-credentials client: its roles in their divisions do.";
    expect(explanationWith({ ...explanation, notes: [scopes] }, seen).notes[1]).toContain("dropped without a word");
    expect(explanationWith({ ...explanation, notes: ["Another."] }, seen).notes).toEqual(["Another."]);
  });

  it("is said in our words: a file may be anybody's", () => {
    expect(withObserved("It.", seen, ["guard"])).not.toContain("all is well");
    const odd = observedOrg(
      question("guard", "fine\u001b[2J"),
      question("wrong-login", "401 <script>"),
      question("longest-role-name", "x"),
    );
    expect(withObserved("It.", odd, ["guard", "wrong-login", "longest-role-name", "toString"])).toBe("It.");
  });
});

it("a file that is none is refused with what is wrong", () => {
  expect(readBehaviour("{")).toEqual({ wrong: "it is no JSON" });
  expect(readBehaviour('{"formatVersion":2}')).toEqual({
    wrong: "formatVersion is not what `genesys-access probe` writes",
  });
  expect(readBehaviour("null")).toEqual({ wrong: "the file is not what `genesys-access probe` writes" });
});

it("every question has a sentence for its answers", () => {
  for (const { id } of QUESTIONS) {
    const answers = [true, "allowed", "refused", "off", "kept", "always", 7, []];
    expect(
      answers.some((answer) => sentenceOf(id, answer) !== undefined),
      id,
    ).toBe(true);
  }
});
