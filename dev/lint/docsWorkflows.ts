/** The YAML blocks of a page that are whole workflows of GitHub: what people copy from it is checked like what `init` writes. */
import { readFileSync } from "node:fs";
import type { ManagedFile } from "../../toolkit/init/managedFile.ts";

export function docsWorkflows(page: string): ManagedFile[] {
  const blocks = [...readFileSync(page, "utf8").matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = ""]) => text);
  const whole = blocks.filter((text) => /^jobs:/m.test(text));
  return whole.map((text, index) => ({ path: `.github/workflows/docs-${index + 1}.yml`, text }));
}
