/** The report for people: what stays and why, what goes, and what use cannot tell. */
import { printable } from "../../access/values/untrusted.ts";
import { changes, type SizedPermission, type SizedRole, type Sizing } from "./model.ts";
import { smallerRole } from "./unmanaged.ts";

const MOST_OPERATIONS = 3;

export function sizingText(sizing: Sizing): string {
  const { organization, stack, clients, window, roles, split, notes, replay } = sizing;
  const lines = [
    `${clients.join(", ")} in the org ${JSON.stringify(organization.name)}: ${window.days} days, ${window.from} to ${window.to} (UTC)`,
    ...roles.flatMap((role) => roleLines(role, window.days)),
    ...(stack === undefined
      ? roles.flatMap((role) => ["", "The smaller role:", ...smallerRole(role).split("\n")])
      : []),
    "",
    ...notes,
    "Usage tells nothing about divisions: they stay as they are.",
    ...(stack === undefined
      ? []
      : [
          `Replayed ${replay.operations} operations that the clients called: ${replay.closed} of them are closed by the proposal.`,
        ]),
    ...(stack !== undefined && split === undefined && changes(roles).length === 0
      ? ["Nothing is to be changed now."]
      : []),
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

function roleLines({ role, holders, permissions, notes }: SizedRole, days: number): string[] {
  const held = holders.map(({ name, requests }) => `${name} (${requests} requests)`).join(", ");
  const inClass = (...uses: readonly string[]) => permissions.filter(({ use }) => uses.includes(use));
  return [
    "",
    `Role ${role}, held by ${held}: ${permissions.length} permissions`,
    ...group("used", inClass("used"), useText),
    ...group("alternative: a used call is open by a cheaper one as well", inClass("alternative"), useText),
    ...group("tried: only calls that failed name it", inClass("tried"), useText),
    ...group("stays", inClass("helps", "kept"), ({ why }) => why),
    ...group("not judged", inClass("not-judged"), ({ why, since, remove }) =>
      remove === undefined ? why : `${why}; announced on ${since}, stays`,
    ),
    ...group(
      "unused",
      inClass("unused"),
      (one) => `${stepText(one)}; not used in ${days} days, opens ${shortened(one.operations)}`,
    ),
    ...permissions
      .filter(({ step }) => step === "withdraw")
      .map(({ permission }) => `  ${permission}: the announcement is withdrawn`),
    ...notes,
  ];
}

function group(title: string, list: readonly SizedPermission[], text: (one: SizedPermission) => string): string[] {
  return list.length === 0
    ? []
    : [`  ${title}: ${list.length}`, ...list.map((one) => `    ${one.permission}: ${text(one)}`)];
}

function useText({ requests, lastDay, operations }: SizedPermission): string {
  return `${requests} requests, the last on ${lastDay}: ${shortened(operations)}`;
}

function stepText({ step, since, remove }: SizedPermission): string {
  if (step === "announce") return `announced, goes from ${remove} on`;
  if (step === "wait") return `announced on ${since}, goes from ${remove} on`;
  return step === "remove" ? `announced on ${since}, goes now` : "could go";
}

function shortened(operations: readonly string[]): string {
  const more = operations.length - MOST_OPERATIONS;
  return [...operations.slice(0, MOST_OPERATIONS), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
