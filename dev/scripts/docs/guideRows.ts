/** What install guides ask for beside what a profile needs, each with the reason why it is too much. */
import { dependenciesOf } from "../../../access/catalogue/dependencies.ts";
import { nearestPermissions } from "../../../access/catalogue/nearestPermissions.ts";
import { allOperations } from "../../../access/catalogue/operations.ts";
import { expandPermissionPattern, isWritePermission, permissionExists } from "../../../access/catalogue/permissions.ts";
import { vendorGuides } from "../../../access/catalogue/vendorGuides.ts";
import { type Profile, profileAccess } from "../../../access/intent/profiles.ts";

/** One row for each guide of the profile: product, how many permissions it asks for, and what of them the profile does not need. */
export function guideRows(profile: Profile): string[][] {
  const needed = new Set(profileAccess(profile).permissions.map(({ permission }) => permission));
  return vendorGuides()
    .filter((guide) => guide.profile === profile.name)
    .map(({ product, asks, source }) => {
      const surplus = asks.filter((one) => !needed.has(one)).map((one) => surplusText(one, needed));
      return [product, source, String(asks.length), surplus.join("; ") || "nothing"];
    });
}

function surplusText(asked: string, needed: ReadonlySet<string>): string {
  const remark = remarkOf(asked, needed);
  return `\`${asked}\`${remark === undefined ? "" : ` (${remark})`}`;
}

function remarkOf(asked: string, needed: ReadonlySet<string>): string | undefined {
  if (asked.includes("*")) {
    const all = expandPermissionPattern(asked);
    return `a whole area of ${all.length}; needed here: ${all.filter((one) => needed.has(one)).length}`;
  }
  if (!permissionExists(asked)) {
    const [nearest] = nearestPermissions(asked);
    return nearest === undefined
      ? "no such permission is known"
      : `no such permission is known; nearest: \`${nearest}\``;
  }
  const helps = [...needed].flatMap(dependenciesOf).find(({ needs }) => needs === asked);
  if (helps) return `no call asks for it, but ${helps.why}`;
  if (!allOperations().some(({ permissions }) => permissions.includes(asked)))
    return "no documented operation asks for it";
  return isWritePermission(asked) ? "it writes" : undefined;
}
