/**
 * A page as one HTML file that asks nobody for anything: its policy allows its own style and script by their hashes, and no request. Everything
 * is in it without the script, which filters. The same model gives the same bytes.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { pageData } from "./data.ts";
import { embeddedJson, html } from "./escape.ts";
import { filters } from "./filters.ts";
import { count, matrix } from "./matrix.ts";
import { atomsOf, type PageFact, type PageModel, type PageTable } from "./model.ts";
import { sections } from "./sections.ts";

/** Atoms of a page with details; a browser stays quick, and whoever has more reads the summaries. */
export const MOST_ATOMS = 20_000;
/** Bytes of a page with details, whatever its atoms are called. */
export const MOST_BYTES = 1_500_000;
/** Rows of one table; what is left out is counted. */
const MOST_ROWS = 2_000;

const STYLE = own("page.css");
const SCRIPT = own("page.mjs");
const POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(SCRIPT)}`,
  `style-src ${hashOf(STYLE)}`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

export function renderPage(model: PageModel): string {
  const atoms = model.blocks.reduce((sum, block) => sum + atomsOf(block), 0);
  if (atoms <= MOST_ATOMS) {
    const page = pageOf(model, atoms, false);
    if (Buffer.byteLength(page) <= MOST_BYTES) return page;
  }
  return pageOf(model, atoms, true);
}

function pageOf(model: PageModel, atoms: number, summary: boolean): string {
  const { title, lead, facts, warnings, words, tables, notes } = model;
  const said = summary ? [...warnings, summarySentence(model, atoms)] : warnings;
  return [
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    `<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<title>${html(title)}</title><style>${STYLE}</style></head><body${summary ? " data-summary" : ""}>`,
    `<header><h1>${html(title)}</h1><p>${html(lead)}</p>${factList(facts)}</header><main>`,
    ...said.map((sentence) => `<p class="warn"><strong>${html(sentence)}</strong></p>`),
    "<h2>Overview</h2>",
    filters(model, summary),
    `<div id="bar" hidden><p><span id="count" role="status"></span> <button type="button" id="save">Save what I see as CSV</button> <button type="button" id="print">Print</button></p><nav id="crumbs" aria-label="Opened columns"></nav></div>`,
    `<p>A cell has the letter of its highest risk: C critical, H high, M medium, L low, I info.${words.place ? ` Then come the ${words.place}s.` : ""}</p>`,
    matrix(model, MOST_ROWS, summary),
    `<p><button type="button" id="more" hidden></button></p>`,
    ...(summary ? [] : [`<h2>${html("Each subject")}</h2>`, ...sections(model)]),
    ...tables.map(tableOf),
    ...(notes.length > 0
      ? ["<h2>What this page cannot tell</h2><ul>", ...notes.map((note) => `<li>${html(note)}</li>`), "</ul>"]
      : []),
    `</main><aside id="pane" tabindex="-1" aria-labelledby="pane-title" hidden></aside>`,
    `<script type="application/json" id="data">${embeddedJson(pageData(model, summary))}</script><script>${SCRIPT}</script></body></html>`,
    "",
  ].join("\n");
}

function summarySentence({ words }: PageModel, atoms: number): string {
  const most =
    atoms > MOST_ATOMS ? `more than ${count(MOST_ATOMS, words.atom)}` : "more text than a browser shows quickly";
  return `This page has summaries only, because there are ${count(atoms, words.atom)}: ${most}. ${words.complete}`;
}

function factList(facts: readonly PageFact[]): string {
  const lines = facts.map(({ label, value }) => `<dt>${html(label)}</dt><dd>${html(value)}</dd>`);
  return lines.length > 0 ? `<dl>${lines.join("")}</dl>` : "";
}

function tableOf({ title, columns, rows }: PageTable): string {
  const head = columns.map((column) => `<th scope="col">${html(column)}</th>`).join("");
  const lines = rows
    .slice(0, MOST_ROWS)
    .map((row) => `<tr>${row.map((cell) => `<td>${html(cell)}</td>`).join("")}</tr>`);
  const rest = rows.length > MOST_ROWS ? `<p>And ${count(rows.length - MOST_ROWS, "row")} more.</p>` : "";
  return `<h2>${html(title)}</h2><div class="scroll" tabindex="0" role="region" aria-label="${html(title)}"><table><thead><tr>${head}</tr></thead><tbody>\n${lines.join("\n")}</tbody></table></div>${rest}`;
}

/** A file of this folder as the page has it: without lines that are comments, and without indentation. */
function own(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("//"))
    .join("\n");
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
