/** Reads test/golden/profiles.txt: per profile its name, then a line of permissions and one of scopes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const FILE = join(import.meta.dirname, "..", "..", "..", "golden", "profiles.txt");

export interface GoldenProfile {
  readonly permissions: readonly string[];
  readonly scopes: readonly string[];
}

export function readGolden(): Map<string, GoldenProfile> {
  const blocks = readFileSync(FILE, "utf8").trim().split(/\n\n/);
  return new Map(
    blocks.map((block) => {
      const [name = "", permissions = "", scopes = ""] = block.split("\n");
      return [name, { permissions: valuesOf(permissions), scopes: valuesOf(scopes) }];
    }),
  );
}

/** `  permissions: a b c` as its values. */
function valuesOf(line: string): string[] {
  return line.trim().split(" ").slice(1);
}
