/**
 * A page of 20,000 and of 200,000 atoms: bytes, time to write it, and time from the first letter of a filter to the result, laid out, in a browser.
 * `node dev/bench/page.ts` prints each beside its target.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { MOST_BYTES, renderPage } from "../../access/report/page/renderPage.ts";
import { openBrowser } from "../scripts/browser.ts";
import { largePage } from "./largePage.ts";

/** Milliseconds until the first filter shows its result. */
export const FILTER_TARGET = 100;
const RUNS = 5;

/** Runs in the page. Asking for a height lays it out. */
const FILTER = `(() => {
  const field = document.querySelector("input[name=q]");
  document.body.offsetHeight;
  const started = performance.now();
  field.value = "team 3";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  document.body.offsetHeight;
  return performance.now() - started;
})()`;

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), "genesys-access-bench-"));
  const browser = await openBrowser();
  try {
    for (const atoms of [20_000, 200_000]) {
      const model = largePage(atoms);
      const started = performance.now();
      const html = renderPage(model);
      const wrote = performance.now() - started;
      const file = join(folder, `${atoms}.html`);
      writeFileSync(file, html);
      const bytes = Buffer.byteLength(html);
      const filter = await firstFilter(browser, `file://${file}`);
      const met = bytes <= MOST_BYTES && filter < FILTER_TARGET ? "met" : "not met";
      console.log(
        `page of ${atoms} atoms (${model.subjects.length} subjects): ${(bytes / 1e6).toFixed(2)} MB, written in ${wrote.toFixed(0)} ms, first filter ${filter.toFixed(0)} ms; targets ${MOST_BYTES / 1e6} MB and ${FILTER_TARGET} ms: ${met}`,
      );
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

/** The median over pages that were just opened: nothing of them is warm. */
async function firstFilter(browser: Browser, address: string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const page = await browser.newPage();
    await page.goto(address);
    times.push(await page.evaluate<number>(FILTER));
    await page.close();
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN;
}
