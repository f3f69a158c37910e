/** The heading that an editor shows above the text of a key: its name as words. */

/** Words that are not written as they stand in a key. */
const SPELT: Readonly<Record<string, string>> = { uris: "URIs", id: "id", env: "variables" };

/** Headings of the entries of a map, and of keys whose name alone says too little. */
const NAMED: Readonly<Record<string, string>> = {
  "divisions.*": "Division",
  "roles.*": "Role",
  "clients.*": "OAuth client",
  "users.*": "User",
  "groups.*": "Group",
  in: "Division of the claim",
  only: "Only these subjects",
  can: "Must be able to",
  cannot: "Must not be able to",
  match: "Divisions that match",
  exclude: "Divisions that are left out",
};

/** @param place of a key: `clients.*.redirectUris` */
export function titleOf(place: string): string {
  const key = place.split(".").at(-1) ?? "";
  const named = NAMED[place] ?? NAMED[key];
  if (named !== undefined) return named;
  const words = key.split(/(?=[A-Z])/).map((word) => SPELT[word.toLowerCase()] ?? word.toLowerCase());
  const [first = "", ...rest] = words;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(" ");
}
