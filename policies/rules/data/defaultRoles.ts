/**
 * Names of roles that the vendor ships, as far as public sources name them (help pages, Terraform configurations); old orgs keep the `Engage` and
 * `PureCloud` names. The vendor adds permissions to default roles with its releases. Which of them an org has: unverified, and harmless.
 */
const ADMINISTER = [
  "Admin",
  "Master Admin",
  "Administrator",
  "Communicate - Admin",
  "Outbound Admin",
  "Telephony Admin",
];

const OTHERS = [
  "Communicate - User",
  "Communicate User",
  "Developer",
  "Employee",
  "Engage Supervisor",
  "Engage User",
  "Outbound Agent",
  "PureCloud Supervisor",
  "PureCloud User",
  "Quality Administrator",
  "Quality Evaluator",
  "Supervisor",
  "Trusted External User",
  "User",
];

const administer = new Set(ADMINISTER.map(plain));
const shipped = new Set([...ADMINISTER, ...OTHERS].map(plain));

/** True for the name or the key (`trustedUser`) of a role that the vendor ships. */
export function isDefaultRole(name: string): boolean {
  return shipped.has(plain(name)) || plain(name) === "trusteduser";
}

/** True for those among them that administer the org or a part of it. */
export function isAdminRole(name: string): boolean {
  return administer.has(plain(name));
}

/** Case, spaces and dashes aside: `communicate user` and `Communicate - User` are one. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s-]+/g, "");
}
