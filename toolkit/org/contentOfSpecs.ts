/** The objects that an embedded org must hold, so that every reference of some specs leads somewhere. */
import { isExisting, type Spec, type SpecDivisions } from "../../access/language/spec.ts";
import { orgNeeds } from "../../access/plan/orgNeeds.ts";
import { leastPermissions, needsOf } from "../../access/preflight/needs.ts";
import { isLiteral, nameMatcher } from "../../access/values/nameMatcher.ts";
import { type Selector, selectorTest } from "../../access/values/selector.ts";
import type { YamlPath } from "../../access/values/yamlPath.ts";
import type { OrgContent } from "../../simulator/index.ts";
import type { ValidStack } from "../open/loadedStack.ts";
import { exampleName } from "./globExample.ts";

export interface ContentOfSpecs {
  readonly content: OrgContent;
  /** Sentences about what is not as it is in the real org. */
  readonly notes: readonly string[];
}

export interface Present {
  readonly divisions: readonly string[];
  readonly roles: readonly string[];
}

/** The Home division is in every org, whatever a selector says. */
const HOME = "Home";

/**
 * Everything that the specs take to exist. What one of the stacks creates is left to it, also where another one refers to it. A selector gets a
 * division that it takes and, for each pattern of its `exclude`, one that it leaves out, unless there are such divisions already. What a lock names is
 * there by its id.
 *
 * @param present names of what the org has
 */
export function contentOfSpecs(stacks: readonly ValidStack[], present: Present): ContentOfSpecs {
  const specs = stacks.map(({ spec }) => spec.value);
  const made = madeByStacks(stacks);
  const needs = specs.map(orgNeeds);
  const divisionsById = stacks
    .flatMap(({ spec }) => spec.lock?.divisions ?? [])
    .filter(({ name }) => !made.divisions.has(name));
  const there = [...present.divisions, ...divisionsById.map(({ name }) => name)];
  const divisions = divisionsOf(stacks, there, made.divisions);
  return {
    content: {
      divisions: divisions.names,
      ...(divisionsById.length > 0 && { divisionsById }),
      users: needs.flatMap(({ users }) => users),
      groups: needs.flatMap(({ groups }) => groups),
      roles: needs.flatMap(({ roles }) => roles.filter((nameOrId) => !made.roles.has(nameOrId))),
      clients: specs.flatMap(existingClients),
      deployer: [...new Set(specs.flatMap((spec) => leastPermissions(needsOf(spec))))],
    },
    notes: [
      ...stacks.flatMap((stack) => deployFirst(stack, made, present)),
      ...divisions.notes,
      ...stacks.flatMap(unknownPermissions),
    ],
  };
}

export interface MadeByStacks {
  /** File of the stack that creates it, by name. */
  readonly divisions: ReadonlyMap<string, string>;
  readonly roles: ReadonlyMap<string, string>;
}

/** The divisions and roles that the stacks create themselves. */
export function madeByStacks(stacks: readonly ValidStack[]): MadeByStacks {
  const named = (of: (spec: Spec) => readonly string[]) =>
    new Map(stacks.flatMap(({ file, spec }) => of(spec.value).map((name) => [name, file] as const)));
  return {
    divisions: named(({ divisions }) => Object.values(divisions).flatMap(({ name, manage }) => (manage ? [name] : []))),
    roles: named(({ roles }) => Object.values(roles).flatMap((role) => (isExisting(role) ? [] : [role.name]))),
  };
}

function existingClients({ clients }: Spec): OrgContent["clients"] {
  return Object.entries(clients).flatMap(([key, client]) =>
    isExisting(client) ? [{ id: client.existing, name: key }] : [],
  );
}

interface Divisions {
  readonly names: readonly string[];
  readonly notes: readonly string[];
}

function divisionsOf(
  stacks: readonly ValidStack[],
  present: readonly string[],
  made: MadeByStacks["divisions"],
): Divisions {
  const selectors = stacks.flatMap(selectorsOf);
  const literals = selectors.flatMap(({ selector: { match, exclude } }) => [...match, ...exclude].filter(isLiteral));
  const names = new Set([...stacks.flatMap(existingDivisions), ...literals].filter((name) => !made.has(name)));
  const notes: string[] = [];
  const known = () => [...present, ...names].filter((name) => name !== HOME && !made.has(name));
  const taken = new Set([...present, ...names, ...made.keys(), HOME].map((name) => name.toLowerCase()));
  const isFree = (name: string) => !taken.has(name.toLowerCase());
  for (const { selector, place } of selectors) {
    for (const { name, what } of examplesFor(selector, known(), isFree)) {
      names.add(name);
      taken.add(name.toLowerCase());
      notes.push(
        `${place}: the division ${JSON.stringify(name)} is made up, so that the selector has one that it ${what}.`,
      );
    }
  }
  return { names: [...names], notes };
}

interface Example {
  readonly name: string;
  readonly what: "takes" | "leaves out";
}

function examplesFor(selector: Selector, known: readonly string[], isFree: (name: string) => boolean): Example[] {
  const { match, exclude } = selector;
  const selects = selectorTest(selector);
  const [matches, patterns] = [nameMatcher(match), match.filter((pattern) => !isLiteral(pattern))];
  const examples: Example[] = [];
  const names = () => [...known, ...examples.map(({ name }) => name)];
  const add = (name: string | undefined, what: Example["what"]) => {
    if (name !== undefined) examples.push({ name, what });
  };
  for (const pattern of patterns) {
    const matchesThis = nameMatcher([pattern]);
    if (names().some((name) => matchesThis(name) && selects(name))) continue;
    add(exampleName({ all: [pattern], none: exclude, isFree }), "takes");
  }
  for (const pattern of exclude.filter((one) => !isLiteral(one))) {
    const leavesOut = nameMatcher([pattern]);
    if (names().some((name) => matches(name) && leavesOut(name))) continue;
    const found = patterns.flatMap((matching) => exampleName({ all: [matching, pattern], none: [], isFree }) ?? []);
    add(found[0], "leaves out");
  }
  return examples;
}

interface PlacedSelector {
  readonly selector: Selector;
  /** `stacks/prod.yaml:36`. */
  readonly place: string;
}

function selectorsOf({ spec }: ValidStack): PlacedSelector[] {
  const { clients, users, groups } = spec.value;
  return Object.entries({ clients, users, groups }).flatMap(([section, subjects]) =>
    Object.entries(subjects).flatMap(([key, { grants }]) =>
      grants.flatMap(({ divisions }, index) =>
        isSelector(divisions)
          ? [{ selector: divisions, place: placeOf(spec, [section, key, "grants", index, "divisions"]) }]
          : [],
      ),
    ),
  );
}

function isSelector(divisions: SpecDivisions): divisions is Selector {
  return typeof divisions === "object" && "match" in divisions;
}

function existingDivisions({ spec }: ValidStack): string[] {
  return Object.values(spec.value.divisions).flatMap(({ name, manage }) => (manage ? [] : [name]));
}

/** References of a stack to what another one creates. */
function deployFirst({ file, spec }: ValidStack, made: MadeByStacks, present: Present): string[] {
  const { divisions, roles } = spec.value;
  const note = (path: YamlPath, kind: keyof MadeByStacks, name: string) => {
    const maker = made[kind].get(name);
    if (maker === undefined || maker === file || present[kind].includes(name)) return [];
    const what = kind === "divisions" ? "division" : "role";
    return [
      `${placeOf(spec, path)}: the ${what} ${JSON.stringify(name)} is made by ${maker}: deploy that stack first.`,
    ];
  };
  return [
    ...Object.entries(divisions).flatMap(([key, { name, manage }]) =>
      manage ? [] : note(["divisions", key], "divisions", name),
    ),
    ...Object.entries(roles).flatMap(([key, role]) =>
      isExisting(role) ? note(["roles", key], "roles", role.existing) : [],
    ),
  ];
}

function unknownPermissions({ file, spec }: ValidStack): string[] {
  const { permissions = [] } = orgNeeds(spec.value);
  return permissions.length === 0
    ? []
    : [`${file}: neither the catalogue nor this org lists ${permissions.join(", ")}; the real org may.`];
}

function placeOf(spec: ValidStack["spec"], path: YamlPath): string {
  const { file, line } = spec.locateKey(path);
  return `${file}:${line}`;
}
