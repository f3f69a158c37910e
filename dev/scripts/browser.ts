/** The browser of this machine: Debian's chromium, or the one that CHROMIUM names. */
import { existsSync } from "node:fs";
import { env } from "node:process";
import { type Browser, chromium } from "playwright-core";

/** Nothing of the machine's own browser profile, and no calls home. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @throws Error that says what to install, where there is none */
export function openBrowser(): Promise<Browser> {
  const executablePath = env["CHROMIUM"] ?? "/usr/bin/chromium";
  if (!existsSync(executablePath))
    throw new Error(`There is no ${executablePath}: run \`apt-get install chromium\`, or name a Chromium in CHROMIUM.`);
  return chromium.launch({ executablePath, headless: true, args: ARGUMENTS });
}
