import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The reviewed text of `test/golden/<name>`; with UPDATE_GOLDEN=1 the file becomes `actual` first. */
export function golden(name: string, actual: string): string {
  const file = join("test/golden", name);
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
  }
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
