import { expect, it } from "vitest";
import { SELECTOR_NOTES } from "../../../access/plan/lockedSelectors.ts";
import { ORG_NOTES } from "../../../access/preflight/finding.ts";
import { FOUND, LEFT_ALONE } from "../../../access/resources/texts.ts";
import { PreviewEvents } from "../../../toolkit/pulumi/events.ts";

function warn(events: PreviewEvents, message: string): void {
  events.add({ sequence: 1, timestamp: 0, diagnosticEvent: { message, color: "raw", severity: "warning" } });
}

it("keeps of all warnings those about selectors, each line once", () => {
  const events = new PreviewEvents();
  warn(events, "<{%fg 3%}>clientSecret is s3cret<{%reset%}>");
  warn(events, `<{%fg 3%}>${SELECTOR_NOTES}\nThe division "A" waits.\nThe division "B" waits.<{%reset%}>\n`);
  warn(events, `${SELECTOR_NOTES}\nThe division "A" waits.`);
  expect(events.selectorNotes).toEqual(['The division "A" waits.', 'The division "B" waits.']);
});

it("keeps those about the org apart, for the reviewer who sees only the comment", () => {
  const events = new PreviewEvents();
  warn(events, `${ORG_NOTES}\nstacks/prod.yaml:8:9 roles.reader.permissions[1]: this org does not list a:b:c.\n`);
  warn(events, "Something else\nstacks/prod.yaml:8:9 is not kept");
  expect(events.orgNotes).toEqual(["stacks/prod.yaml:8:9 roles.reader.permissions[1]: this org does not list a:b:c."]);
  expect(events.selectorNotes).toEqual([]);
});

it("keeps of all information what creates will find and what others gave, each line once", () => {
  const events = new PreviewEvents();
  const inform = (message: string) =>
    events.add({ sequence: 1, timestamp: 0, diagnosticEvent: { message, color: "raw", severity: "info" } });
  inform("clientSecret is s3cret");
  inform(`<{%reset%}>${FOUND}jane holds it already.<{%reset%}>\n`);
  inform(`jane holds it in B as well: ${LEFT_ALONE}.\nanything else`);
  inform(`${FOUND}jane holds it already.`);
  expect(events.besideNotes).toEqual([`${FOUND}jane holds it already.`, `jane holds it in B as well: ${LEFT_ALONE}.`]);
});
