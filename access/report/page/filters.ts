/** The form that filters a page: a control for what the page has, and none for what it has not. Hidden until the script runs. */
import { compareText } from "../../values/text.ts";
import { html } from "./escape.ts";
import { PAGE_RISKS, type PageModel } from "./model.ts";

export function filters({ subjects, blocks, views = [], words }: PageModel, summary: boolean): string {
  const items = blocks.flatMap((block) => block.items);
  const risks = new Set(items.map(({ risk }) => risk));
  const waived = [...subjects, ...blocks].some((one) => one.waived !== undefined);
  const places = summary ? [] : blocks.flatMap((block) => block.places);
  const named = (values: readonly (string | undefined)[]) =>
    [...new Set(values.flatMap((value) => (value === undefined || value === "" ? [] : [value])))].sort(compareText);
  const owners = named(subjects.map(({ owner }) => owner));
  const everyOwner =
    owners.length > 0 && subjects.some(({ owner = "" }) => owner === "") ? [...owners, "nobody"] : owners;
  const controls = [
    `<label>Text <input type="search" name="q" autocomplete="off"></label>`,
    views.length > 0
      ? select(
          "View",
          "view",
          views.map(({ name }) => name),
          false,
        )
      : "",
    choice("Kind", "kind", named(subjects.map(({ kind }) => kind))),
    choice("Owner", "owner", everyOwner),
    choice("Grant type", "grant", named(subjects.map(({ grantType }) => grantType))),
    words.place ? choice(`${words.place.charAt(0).toUpperCase()}${words.place.slice(1)}`, "place", named(places)) : "",
    choice("Level", "level", named(items.map(({ level }) => level))),
    choice(
      "Risk",
      "risk",
      PAGE_RISKS.filter((risk) => risks.has(risk)),
    ),
    choice("Change", "change", named(blocks.map(({ change }) => change))),
    waived ? select("Waived", "waived", ["yes", "no"]) : "",
    [...subjects, ...blocks].some(({ since }) => since !== undefined)
      ? `<label>Changed since <input type="date" name="since"></label>`
      : "",
  ];
  return `<form id="filters" role="search" hidden>${controls.join("")}<button type="reset">Show everything</button></form>`;
}

/** One value alone is no choice. */
function choice(label: string, name: string, values: readonly string[]): string {
  return values.length > 1 ? select(label, name, values) : "";
}

function select(label: string, name: string, values: readonly string[], any = true): string {
  const options = values.map((value) => `<option value="${html(value)}">${html(value)}</option>`);
  return `<label>${html(label)} <select name="${name}">${any ? `<option value="">any</option>` : ""}${options.join("")}</select></label>`;
}
