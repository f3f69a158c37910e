/** The overview: a row for each subject, a column for each widest part of the paths, in each cell the places and the highest risk. */
import { compareText } from "../../values/text.ts";
import { html } from "./escape.ts";
import { atomsOf, PAGE_RISKS, type PageModel, type PageRisk } from "./model.ts";

/** Characters of a name that fit into a cell. */
const WIDTH = 16;

interface Cell {
  atoms: number;
  risk: number;
  readonly places: Set<string>;
}

/** @param most rows; what is left out is counted */
export function matrix(model: PageModel, most: number, summary: boolean): string {
  const { subjects, words } = model;
  const cells = cellsOf(model);
  const columns = [...new Set([...cells.values()].flatMap((row) => [...row.keys()]))].sort(compareText);
  const head = columns.map((column) => `<th scope="col">${html(column)}</th>`).join("");
  const rows = subjects.slice(0, most).map(({ kind, name, grantType = "", owner = "" }, index) => {
    const about = html([kind, grantType, owner].filter((text) => text !== "").join(", "));
    const row = columns.map((column) => cellHtml(cells.get(index)?.get(column), model, summary)).join("");
    const title = summary ? `<bdi>${html(name)}</bdi>` : `<a href="#s${index}"><bdi>${html(name)}</bdi></a>`;
    return `<tr><th scope="row">${title}<small>${about}</small></th>${row}</tr>`;
  });
  const rest = subjects.length > most ? `<p>And ${count(subjects.length - most, "subject")} more.</p>` : "";
  const caption = `Subjects by ${html(words.parts[0])}`;
  return `<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table id="matrix"><caption>${caption}</caption><thead><tr><th scope="col">Subject</th>${head}</tr></thead><tbody>\n${rows.join("\n")}</tbody></table></div>${rest}`;
}

/** Of the first view where there are several, as the page shows it at first. */
function cellsOf({ blocks, views }: PageModel): ReadonlyMap<number, ReadonlyMap<string, Cell>> {
  const rows = new Map<number, Map<string, Cell>>();
  const first = views?.[0]?.changes;
  for (const block of blocks) {
    if (first && !first.includes(block.change ?? "")) continue;
    const row = rows.get(block.subject) ?? new Map<string, Cell>();
    rows.set(block.subject, row);
    const weight = atomsOf({ ...block, items: block.items.slice(0, 1) });
    for (const { path, risk } of block.items) {
      const column = path[0] ?? "";
      const cell = row.get(column) ?? { atoms: 0, risk: PAGE_RISKS.length, places: new Set() };
      cell.atoms += weight;
      cell.risk = Math.min(cell.risk, PAGE_RISKS.indexOf(risk));
      row.set(column, cell);
    }
    for (const column of new Set(block.items.map(({ path }) => path[0] ?? ""))) {
      for (const place of block.places) row.get(column)?.places.add(place);
    }
  }
  return rows;
}

function cellHtml(cell: Cell | undefined, { words }: PageModel, summary: boolean): string {
  if (!cell) return "<td></td>";
  const risk = PAGE_RISKS[cell.risk] ?? "info";
  return `<td><span class="${risk}">${letter(risk)} ${html(placesOf(cell, words, summary))}</span></td>`;
}

function placesOf({ atoms, places }: Cell, { everywhere, place }: PageModel["words"], summary: boolean): string {
  if (everywhere !== undefined && places.has(everywhere)) return "all";
  const [only = ""] = places;
  if (places.size === 1) return shortened(only);
  return place === undefined || summary ? String(atoms) : `${places.size} ${place.slice(0, 3)}.`;
}

/** The beginning of a name, as wide as a cell. */
function shortened(name: string): string {
  const letters = [...name];
  return letters.length > WIDTH ? `${letters.slice(0, WIDTH - 1).join("")}…` : name;
}

/** The letter that stands beside a colour. */
export function letter(risk: PageRisk): string {
  return risk.charAt(0).toUpperCase();
}

/** `1,204 atoms`. */
export function count(amount: number, noun: string): string {
  return `${amount.toLocaleString("en")} ${noun}${amount === 1 ? "" : "s"}`;
}
