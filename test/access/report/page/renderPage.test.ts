/** Pages in a browser without a network: the register and the audit of an org with hostile names, and a difference. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { atomsOfRegister } from "../../../../access/register/atoms.ts";
import type { Register } from "../../../../access/register/model.ts";
import { registerOf } from "../../../../access/register/registerOf.ts";
import { renderCsv } from "../../../../access/report/csv.ts";
import type { PageModel } from "../../../../access/report/page/model.ts";
import { MOST_BYTES, renderPage } from "../../../../access/report/page/renderPage.ts";
import { printable } from "../../../../access/values/untrusted.ts";
import { largePage } from "../../../../dev/bench/largePage.ts";
import { openBrowser } from "../../../../dev/scripts/browser.ts";
import { startSimulator } from "../../../../simulator/index.ts";
import { audit } from "../../../../toolkit/audit/audit.ts";
import type { AuditReport } from "../../../../toolkit/audit/model.ts";
import { renderAudit } from "../../../../toolkit/audit/render/index.ts";
import { compareAll } from "../../../../toolkit/diff/compareAll.ts";
import { renderDiffHtml } from "../../../../toolkit/diff/page.ts";
import { openSnapshot } from "../../../../toolkit/open/openSnapshot.ts";
import { renderRegisterHtml } from "../../../../toolkit/register/render/html.ts";
import { snapshotRegister } from "../../../../toolkit/register/snapshotRegister.ts";
import { HOSTILE_NAMES, hostileOrg } from "../../../support/hostileOrg.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FORMULA = '=HYPERLINK("https://evil.example","x")';

const folder = mkdtempSync(join(tmpdir(), "genesys-access-page-"));
let browser: Browser | undefined;
let register: Register;
let report: AuditReport;
/** The page of the register, opened once: what a test filters, the next one shows again. */
let page: Page;
let wrong: string[];

beforeAll(async () => {
  browser = await openBrowser();
  const seed = hostileOrg({ roles: 30, clients: HOSTILE_NAMES.length + 8, divisions: 12, users: 4, groups: 3 });
  const [first] = seed.clients;
  if (first) first.name = FORMULA;
  const org = await startSimulator({ seed });
  const opened = await openSnapshot({ org: true }, { env: org.environment });
  report = await audit(opened, { days: 90 }, new Date("2026-11-29"));
  await org.close();
  const today = { today: "2026-11-29" };
  register = registerOf([snapshotRegister(opened.snapshot, report, today)], report.tool, "2026-11-29");
  ({ page, wrong } = await open(renderRegisterHtml(register)));
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

interface Opened {
  readonly page: Page;
  /** Whatever the page asked for besides itself, complained about, or opened. */
  readonly wrong: string[];
}

async function open(html: string, options: BrowserContextOptions = {}, hash = ""): Promise<Opened> {
  const file = join(folder, `${Math.random()}.html`);
  writeFileSync(file, html);
  if (!browser) throw new Error("No browser was opened.");
  const context = await browser.newContext({ offline: true, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on("request", (request) => request.url().startsWith("file:") || wrong.push(request.url()));
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("dialog", (dialog) => {
    wrong.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(`file://${file}${hash}`);
  return { page, wrong };
}

const counter = (page: Page) => page.locator("#count").textContent();
const seen = (subjects: number, of: number, atoms: number, ofAtoms: number, noun = "atoms") =>
  `${subjects.toLocaleString("en")} of ${of.toLocaleString("en")} subjects, ${atoms.toLocaleString("en")} of ${ofAtoms.toLocaleString("en")} ${noun}`;

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations: found } = await (
      globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    ).axe.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

describe("the page of a register", () => {
  afterEach(() => page.click("button[type=reset]"));

  it("opens without a network, asks for nothing, and counts what the register counts", async () => {
    const subjects = register.orgs[0]?.subjects ?? [];
    const holding = subjects.filter(({ atoms }) => atoms > 0).length;
    expect(await counter(page)).toBe(seen(holding, subjects.length, register.atoms, register.atoms));
    expect(await page.locator("header").textContent()).toContain(register.digest);
    expect(wrong).toEqual([]);
  });

  it("filters, keeps the filters in the address, and opens again with them", async () => {
    await page.selectOption("select[name=grant]", "CODE");
    await page.selectOption("select[name=risk]", "high");
    await page.fill("input[name=q]", "export");
    const said = await counter(page);
    const hash = new URL(page.url()).hash;
    expect(hash).toBe("#q=export&grant=CODE&risk=high");
    const again = await open(renderRegisterHtml(register), {}, hash);
    expect(await counter(again.page)).toBe(said);
    expect(await again.page.inputValue("input[name=q]")).toBe("export");
    await again.page.fill("input[name=q]", "");
    const atoms = [...atomsOfRegister(register)].filter(
      ({ subject, risk }) => subject.grantType === "CODE" && risk.level === "high",
    );
    const shown = new Set(atoms.map(({ subject }) => subject.id)).size;
    expect(await counter(again.page)).toBe(
      seen(shown, register.orgs[0]?.subjects.length ?? 0, atoms.length, register.atoms),
    );
    await again.page.context().close();
  });

  it("counts a division with the atoms of all divisions, which hold there as well", async () => {
    await page.selectOption("select[name=place]", "EMEA_Operations");
    const atoms = [...atomsOfRegister(register)].filter(
      ({ division }) => division.kind === "all" || division.name === "EMEA_Operations",
    );
    expect(await counter(page)).toContain(`${atoms.length.toLocaleString("en")} of`);
  });

  it("opens domain, entity and action, and shows by the keyboard through which role a cell is held", async () => {
    await page.locator("#matrix thead button").first().click();
    expect(await page.locator("#crumbs").textContent()).toMatch(/^All domains › \S/);
    await page.locator("#matrix thead button").first().click();
    expect(new URL(page.url()).hash).toMatch(/open=\w+%3A\w+/);
    await page.locator("#crumbs button").first().click();
    await page.locator("#matrix td button[tabindex='0']").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await page.locator("#pane").textContent()).toMatch(/Role.+Granted at/);
    await page.keyboard.press("Escape");
    expect(await page.locator("#pane").isHidden()).toBe(true);
    expect(await page.locator("#matrix td button:focus").count()).toBe(1);
    expect(wrong).toEqual([]);
  });

  it("saves what is seen as CSV: a row for each atom, and no cell that a spreadsheet takes for a formula", async () => {
    const save = async () => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
      return readFileSync(await download.path(), "utf8");
    };
    const whole = await save();
    expect(whole.charCodeAt(0)).toBe(0xfeff);
    expect(whole.split("\r\n")).toHaveLength(register.atoms + 2);
    for (const name of [FORMULA, "=cmd|' /C calc'!A0", "@channel", "+1+1"]) {
      expect(whole).toContain(renderCsv([[name]]).trim());
      expect(whole).not.toContain(`,${name},`);
    }
    await page.selectOption("select[name=level]", "admin");
    const admins = [...atomsOfRegister(register)].filter(({ item }) => item.access === "admin");
    expect((await save()).split("\r\n")).toHaveLength(admins.length + 2);
  });

  it("is complete without its script, and prints every section opened", async () => {
    const still = await open(renderRegisterHtml(register), { javaScriptEnabled: false });
    expect(await still.page.locator("#filters").isHidden()).toBe(true);
    const text = (await still.page.locator("main").textContent()) ?? "";
    for (const { name } of register.orgs[0]?.subjects ?? []) expect(text).toContain(printable(name));
    expect(await still.page.locator("details i").count()).toBe(
      (register.orgs[0]?.subjects ?? []).flatMap(({ holdings }) => holdings.flatMap(({ items }) => items)).length,
    );
    expect(await still.page.locator("details i").first().isVisible()).toBe(false);
    await still.page.emulateMedia({ media: "print" });
    expect(await still.page.locator("details i").first().isVisible()).toBe(true);
    await still.page.context().close();
  });

  it("shows hostile names as text: no tag, no link of theirs, nothing turned around", async () => {
    expect(await page.locator("script, img, iframe, link").count()).toBe(2);
    expect(await page.locator("a:not([href^='#'])").count()).toBe(0);
    const text = (await page.locator("#matrix").textContent()) ?? "";
    for (const name of ["<script>alert(1)</script>", FORMULA, "turn\\u{202e}around"]) expect(text).toContain(name);
    expect(await page.locator("body").textContent()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(wrong).toEqual([]);
  });

  it("has nothing that axe complains about: in light, and in dark with the detail pane", async () => {
    const few = register.orgs.map((org) => ({ ...org, subjects: org.subjects.slice(0, 3), findings: [] }));
    const small = await open(renderRegisterHtml({ ...register, orgs: few }), { bypassCSP: true });
    expect(await violations(small.page)).toEqual([]);
    await small.page.emulateMedia({ colorScheme: "dark" });
    await small.page.locator("details summary").first().click();
    await small.page.locator("#matrix td button").first().click();
    expect(await violations(small.page)).toEqual([]);
    await small.page.context().close();
  });

  it("is the same file in every run, and names no address", () => {
    const html = renderRegisterHtml(register);
    expect(renderRegisterHtml(structuredClone(register))).toBe(html);
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/(?:src|href)="?https?:/);
    const script = html.slice(html.lastIndexOf("<script>"));
    expect(Buffer.byteLength(script)).toBeLessThan(15_000);
  });
});

describe("the page of an audit", () => {
  it("counts the findings of the report, and shows why and how to mend one", async () => {
    const { page, wrong } = await open(renderAudit(report, "html", { source: "org" }));
    expect(await counter(page)).toContain(`${report.findings.length} of ${report.findings.length} findings`);
    await page.selectOption("select[name=risk]", "critical");
    const critical = report.findings.filter(({ severity }) => severity === "critical");
    expect(await counter(page)).toContain(`${critical.length} of ${report.findings.length} findings`);
    await page.locator("#matrix td button").first().click();
    expect(await page.locator("#pane").textContent()).toMatch(/Finding.+Why.+Fix.+Id/);
    expect(wrong).toEqual([]);
    await page.context().close();
  });
});

describe("the page of a difference", () => {
  it("shows what is gained, lost, before and after, with the counts of the difference", async () => {
    const [base, head] = ["base", "head"].map((side) => `test/stories/47-seen-by-the-reviewer/${side}.yaml`);
    const compared = await compareAll(
      [],
      { base, head, stack: [], failOn: [], approved: [], approvalFile: [], format: "html" } as never,
      process.cwd(),
    );
    const results = compared.stacks.flatMap((one) =>
      "diff" in one ? [{ ...one, refusals: [], coverage: { covered: false, open: [] } }] : [],
    );
    const html = renderDiffHtml({ base: compared.base, head: compared.head, results: results as never });
    const { page, wrong } = await open(html, { bypassCSP: true });
    const { gained = 0, lost = 0 } = results[0]?.diff.counts ?? {};
    const shows = async (view: string) => {
      await page.selectOption("select[name=view]", view);
      return Number((await counter(page))?.match(/, (\d+) of/)?.[1]);
    };
    expect(await shows("gained")).toBe(gained);
    expect(await shows("lost")).toBe(lost);
    expect(await shows("after")).toBe((await shows("before")) + gained - lost);
    await shows("gained and lost");
    await page.locator("#matrix td button").first().click();
    expect(await page.locator("#pane").textContent()).toMatch(/Path.+Cause.+head\.yaml:\d+:\d+/);
    expect(await violations(page)).toEqual([]);
    expect(wrong).toEqual([]);
    await page.context().close();
  });
});

describe("a large page", () => {
  it("has details of 20,000 atoms in 1.5 MB, and filters them at once", async () => {
    const html = renderPage(largePage(20_000));
    expect(Buffer.byteLength(html)).toBeLessThan(MOST_BYTES);
    const { page } = await open(html);
    expect(await counter(page)).toContain("20,000 of 20,000 atoms");
    await page.fill("input[name=q]", "team 3");
    expect(await counter(page)).not.toContain("20,000 of 20,000");
    await page.context().close();
  });

  it("says above it that it has summaries only, and still counts and filters", async () => {
    const html = renderPage(largePage(30_000));
    const { page, wrong } = await open(html);
    expect(await page.locator(".warn").textContent()).toMatch(
      /summaries only, because there are 30,000 atoms.+--format csv/,
    );
    expect(await counter(page)).toContain("30,000 of 30,000 atoms");
    expect(await page.locator("details").count()).toBe(0);
    await page.selectOption("select[name=risk]", "critical");
    expect(await counter(page)).not.toContain("30,000 of 30,000");
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("has summaries where texts alone would make it too large", () => {
    const page = largePage(300);
    const long: PageModel = {
      ...page,
      blocks: page.blocks.map((block) => ({ ...block, facts: [{ label: "Why", value: "x".repeat(400_000) }] })),
    };
    expect(Buffer.byteLength(renderPage(long))).toBeLessThan(100_000);
  });
});
