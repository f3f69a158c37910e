import { describe, expect, it } from "vitest";
import { lackOf, saysSomething } from "../../../access/values/reason.ts";

describe("a text that has to give a reason", () => {
  it.each([
    undefined,
    "",
    "  ",
    ".",
    "...",
    "…",
    "-",
    "--",
    "?",
    "1",
    "x",
    "xx",
    "XXX",
    "aaaa",
    "CHANGE_ME",
    "change-me",
    "ChangeMe",
    "CHANGE_ME: why",
    "TODO",
    "todo",
    "TODO: say why",
    "why? TBD",
    "tbd.",
    "n/a",
    "N/A",
    "none",
    "(none)",
    "<why>",
    "{{ reason }}",
    "[owner]",
    "$REASON",
    `${"{REASON}"}`,
    "%REASON%",
    "Lorem ipsum",
    "test",
    "asdf",
    "ok",
  ])("says nothing with %j", (text) => {
    expect(saysSomething(text)).toBe(false);
  });

  it.each([
    "The wallboard shows queues of every region",
    "bi-team@contoso.example",
    "QA",
    "Art. 6 (1) b GDPR",
    "Reads",
    "全社の通話を監査する",
    "Αναφορές",
    "Shows what is left to do (todo lists of the team)",
    "Moves TODO lists between tools",
    "Test calls of the vendor",
  ])("says something with %j", (text) => {
    expect(saysSomething(text)).toBe(true);
  });

  it("is quoted where it says nothing", () => {
    expect(lackOf("purpose", undefined)).toBe("no purpose");
    expect(lackOf("purpose", " . ")).toBe('only "." as purpose');
  });
});
