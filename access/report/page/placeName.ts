/** The name of a division on a page. One that is called as our own words are stands in quotes: nobody takes it for all of them. */
import { type DivisionId, divisionName, printDivision } from "../../values/division.ts";
import { quoted } from "../../values/untrusted.ts";

const OURS = /^(?:all divisions$|the divisions of its user$|selector |")/;

export function placeName(division: DivisionId): string {
  const name = divisionName(division);
  return name === undefined ? printDivision(division) : namedPlace(name);
}

/** Of a division by its name. */
export function namedPlace(name: string): string {
  return OURS.test(name) ? quoted(name) : name;
}
