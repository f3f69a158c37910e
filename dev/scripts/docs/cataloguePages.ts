/** The page of what the catalogue has beyond the documented operations: permissions seen elsewhere, general permissions, and what no permission guards. */
import { generalPermissions } from "../../../access/catalogue/generalPermissions.ts";
import { seenPermissions } from "../../../access/catalogue/permissions.ts";
import { unguardedOperations } from "../../../access/catalogue/unguarded.ts";
import type { Generator } from "./generator.ts";
import { sections, table } from "./markdown.ts";

const FOLDER = "docs/catalogue";

export const cataloguePages: Generator = {
  name: "catalogue",
  folder: FOLDER,
  pages: () => [{ path: `${FOLDER}/README.md`, text: `${page()}\n` }],
};

function page(): string {
  const seen = seenPermissions();
  return sections(
    "# What the catalogue has beyond the documented operations",
    "<!-- Generated from catalogue/ by `npm run docs`. -->",
    "The catalogue is a lower bound: it was put together from what the vendor documents ([catalogue/README.md](../../catalogue/README.md)), and an org may have more. How a spec names what its own org has, [spec.md](../spec.md#permissions-that-the-catalogue-does-not-have) says.",
    `## ${seen.length} permissions that were seen elsewhere`,
    "Roles that were exported from real orgs, recorded answers of the API, lists and guides of the vendor have them; no documented operation names them. The class is this project's own, from the action.",
    table(
      ["permission", "class", "source", "written down", "confidence"],
      seen.map(({ permission, kind, source, date, confidence }) => [
        `\`${permission}\``,
        kind,
        source,
        date,
        confidence,
      ]),
    ),
    "## General permissions",
    "Flags of old roles, from before `domain:entity:action`. No role of a spec can hold one, and one that somebody gives a role in the console is a critical gain.",
    table(
      ["flag", "it", "source"],
      generalPermissions().map(({ name, does, source }) => [`\`${name}\``, does, source]),
    ),
    "## Operations that no permission guards",
    "A silo is made of permissions in divisions, and these operations ask for none: by the vendor's documentation every client may call them, whatever its grants. **Not verified in a live org.** `check` and `explain` name them for clients that are kept to divisions.",
    table(
      ["operation", "shows"],
      unguardedOperations().map(({ operation, shows }) => [`\`${operation}\``, shows]),
    ),
  );
}
