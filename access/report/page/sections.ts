/** A section for each subject: what it is, and its blocks with places, items and reasons. Opens without a script, and is printed opened. */
import { html } from "./escape.ts";
import { count, letter } from "./matrix.ts";
import { atomsOf, type PageBlock, type PageFact, type PageItem, type PageModel } from "./model.ts";

export function sections({ subjects, blocks, words }: PageModel): string[] {
  const bySubject = Map.groupBy(blocks, ({ subject }) => subject);
  return subjects.map((subject, index) => {
    const { kind, name, id, owner, grantType, waived, since, facts } = subject;
    const own = bySubject.get(index) ?? [];
    const atoms = own.reduce((sum, block) => sum + atomsOf(block), 0);
    const known = [
      fact("id", id),
      fact("owner", owner),
      fact("grant type", grantType),
      fact("waived until", waived),
      fact("changed", since),
    ].flat();
    const about = [...known, ...facts].map(({ label, value }) => `<dt>${html(label)}</dt><dd>${html(value)}</dd>`);
    const head = `<tr>${words.place ? `<th scope="col">${html(words.place)}s</th>` : ""}<th scope="col">What</th><th scope="col">How</th></tr>`;
    const rows = own.map((block) => rowOf(block, words.place !== undefined));
    const table = rows.length > 0 ? `<table><thead>${head}</thead><tbody>\n${rows.join("\n")}</tbody></table>` : "";
    return `<details id="s${index}" data-subject="${index}"><summary><b><bdi>${html(name)}</bdi></b> ${html(kind)}, ${count(atoms, words.atom)}</summary>${about.length > 0 ? `<dl>${about.join("")}</dl>` : ""}${table}</details>`;
  });
}

function fact(label: string, value: string | undefined): PageFact[] {
  return value === undefined || value === "" ? [] : [{ label, value }];
}

function rowOf({ places, items, facts, change, waived, since }: PageBlock, withPlaces: boolean): string {
  const how = [...fact("change", change), ...fact("waived until", waived), ...fact("since", since), ...facts]
    .map(({ label, value }) => `${html(label)}: ${html(value)}`)
    .join("<br>");
  const where = withPlaces ? `<td>${places.map(html).join(", ")}</td>` : "";
  return `<tr>${where}<td>${itemsOf(items)}</td><td>${how}</td></tr>`;
}

/** Actions behind the entity that they are of, in the order of the block. */
function itemsOf(items: readonly PageItem[]): string {
  let before = "";
  return items
    .map(({ path, risk }) => {
      const stem = path.slice(0, -1).join(":");
      const lead = stem === before ? "" : `<b>${html(stem)}:</b> `;
      before = stem;
      return `${lead}<i class="${risk}">${html(path.at(-1) ?? "")} ${letter(risk)}</i>`;
    })
    .join(" ");
}
