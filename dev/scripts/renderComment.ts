/**
 * The comment of a pull request as a picture for the README: `node dev/scripts/renderComment.ts [FILE.md [FILE.png]]`. Without names:
 * docs/images/comment.md, and the picture beside it. A test holds the Markdown to what the renderer writes; this only paints it.
 *
 * Needs a Chromium: that of Debian (`apt-get install chromium`), or the one that CHROMIUM names. Exit code 1: there is none, or no such file.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { crc32 } from "node:zlib";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { openBrowser } from "./browser.ts";
import { COMMENT_STYLE } from "./docs/commentStyle.ts";

/** Width of the comment in CSS pixels: about that of a pull request's page. */
const WIDTH = 940;
/** Sharp on fine screens, and still a file that a README loads at once. */
const SCALE = 1.25;
/** Bytes of the empty chunk that ends every PNG. */
const END = 12;

if (import.meta.main) {
  const [source = "docs/images/comment.md", target = source.replace(/\.md$/, ".png")] = argv.slice(2);
  try {
    if (!existsSync(source)) throw new Error(`There is no ${source}. Name a Markdown file.`);
    const page = commentPage(readFileSync(source, "utf8"));
    writeFileSync(target, withText(await paint(page), sourceMark(page)));
    console.log(`wrote ${target}`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}

/** The Markdown as platforms show it: GitHub's flavour, without scripts, raw HTML left as text. */
export function commentPage(markdown: string): string {
  const body = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Comment</title><style>${COMMENT_STYLE}</style>
<article><header><b>genesys-access</b> commented</header><div>${body}</div></article></html>`;
}

async function paint(html: string): Promise<Buffer> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: WIDTH, height: 600 }, deviceScaleFactor: SCALE });
    await page.setContent(html);
    return await page.locator("article").screenshot();
  } finally {
    await browser.close();
  }
}

/** The mark that a picture carries of the page that it shows: another page has another mark, so an old picture is found out. */
export function sourceMark(page: string): string {
  return `Source\0sha256 ${createHash("sha256").update(page).digest("hex")}`;
}

/** Adds a text chunk (keyword, NUL, text) before the end of a PNG: length, kind, text, checksum of kind and text. */
export function withText(png: Buffer, text: string): Buffer {
  const chunk = Buffer.from(`....tEXt${text}....`, "latin1");
  chunk.writeUInt32BE(text.length, 0);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  return Buffer.concat([png.subarray(0, -END), chunk, png.subarray(-END)]);
}
