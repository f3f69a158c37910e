/**
 * The page of the register as a picture for the README: `node dev/scripts/renderRegister.ts`. Of this checkout's stack `demo`, with the detail pane
 * of one cell open. Needs a Chromium, as renderComment.ts does.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderPage } from "../../access/report/page/renderPage.ts";
import { openRegister } from "../../toolkit/register/openRegister.ts";
import { renderRegisterHtml } from "../../toolkit/register/render/html.ts";
import { openBrowser } from "./browser.ts";
import { sourceMark, withText } from "./renderComment.ts";

export const REGISTER_PICTURE = "docs/images/register.png";
/** CSS pixels: wide enough for matrix and pane. */
const [WIDTH, HEIGHT] = [1400, 620];
/** Long before any waiver of the stack ends. */
const DAY = "2026-09-01";

if (import.meta.main) {
  try {
    writeFileSync(REGISTER_PICTURE, withText(await paint(), sourceMark(looks())));
    console.log(`wrote ${REGISTER_PICTURE}`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}

/** Style, script and frame of every page: a picture of older looks is found out, and one of other access is not. */
export function looks(): string {
  return renderPage({
    title: "",
    lead: "",
    facts: [],
    warnings: [],
    words: { parts: ["domain", "entity", "action"], atom: "atom", place: "division", complete: "" },
    subjects: [],
    blocks: [],
    tables: [],
    notes: [],
  });
}

async function paint(): Promise<Buffer> {
  const asked = { stack: ["demo"], org: false, snapshot: [], today: DAY };
  const register = await openRegister(asked, process.cwd());
  const folder = mkdtempSync(join(tmpdir(), "genesys-access-picture-"));
  const file = join(folder, "register.html");
  writeFileSync(file, renderRegisterHtml(register));
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
    await page.goto(`file://${file}`);
    await page.locator("#matrix td button.medium").last().click();
    await page.evaluate("scrollTo(0, document.querySelector('main').offsetTop)");
    return await page.screenshot();
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}
