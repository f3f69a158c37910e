/** What the org of a stack tells beside its spec: ids, the age of secrets, who is inactive, and drift. Read-only, without a state. */
import type { SubjectDiff } from "../../access/diff/model.ts";
import { itemWords } from "../../access/diff/words.ts";
import { itemText } from "../../access/effective/item.ts";
import { printProblem } from "../../access/language/problem.ts";
import type { RegisterDrift } from "../../access/register/model.ts";
import { clientId, type SubjectFacts } from "../../access/register/registerOrg.ts";
import { readMarker } from "../../access/resources/marker.ts";
import { isComplete, type Snapshot } from "../../access/snapshot/model.ts";
import { distinctNames } from "../../access/snapshot/orgKeys.ts";
import { printCondition, UNCONDITIONAL } from "../../access/values/condition.ts";
import { printDivision } from "../../access/values/division.ts";
import { generationName } from "../../access/values/generation.ts";
import { subjectId } from "../../access/values/subject.ts";
import { compareOrg } from "../compare/compareOrg.ts";
import type { ComparedStack } from "../compare/compareStack.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import type { ValidStack } from "../open/loadedStack.ts";
import { openOrg } from "../open/openOrg.ts";
import { openSnapshot } from "../open/openSnapshot.ts";
import { readProjectSettings } from "../open/projectSettings.ts";
import { workingTree } from "../open/source.ts";
import { secretAge } from "./secretAge.ts";
import type { InTheOrg } from "./specRegister.ts";

/** @throws Failure where the org cannot be read, or is another one than the spec's */
export async function stackOrg(
  stack: ValidStack,
  { cwd, today }: { readonly cwd: string; readonly today: string },
): Promise<InTheOrg> {
  const { snapshot } = await openSnapshot({ stack: stack.name }, { cwd });
  const source = workingTree(cwd);
  const compared = compareOrg(stack.name, await openOrg(stack.name, source, undefined, cwd), source.label);
  if ("problems" in compared)
    throw new Failure(
      `${stack.file} cannot be compared with its org.`,
      EXIT.invalidSpec,
      compared.problems.map(printProblem),
    );
  const { project } = readProjectSettings(stack.name, cwd);
  return {
    facts: new Map([...ofPeople(snapshot), ...ofClients(snapshot, stack, project, today)]),
    roleIds: byMarker(snapshot.roles, { project, stack: stack.name, section: "roles" }),
    divisions: divisionsOf(snapshot),
    drift: driftOf(compared.diff),
    source: { readAt: snapshot.readAt, readBy: { ...snapshot.readBy } },
    coverage: snapshot.coverage.map((one) => ({ ...one })),
    complete: isComplete(snapshot),
  };
}

type Described = { readonly id: string; readonly description: string };

/** Ids by the name that markers say. A marker is anybody's to write: where two objects have the same, none is taken. */
function byMarker(
  objects: readonly Described[],
  of: { readonly project: string; readonly stack: string; readonly section: string },
): Map<string, string> {
  const marked = objects.flatMap(({ id, description }) => {
    const marker = readMarker(description);
    const isOwn = marker?.project === of.project && marker.stack === of.stack && marker.section === of.section;
    return isOwn ? [{ id, name: marker.name }] : [];
  });
  const byName = Map.groupBy(marked, ({ name }) => name);
  return new Map(
    [...byName].flatMap(([name, [first, ...more]]) => (first && more.length === 0 ? [[name, first.id]] : [])),
  );
}

function ofClients(
  { clients }: Snapshot,
  { name, desired }: ValidStack,
  project: string,
  today: string,
): [string, SubjectFacts][] {
  const ids = byMarker(clients, { project, stack: name, section: "clients" });
  const byId = new Map(clients.map((client) => [client.id, client]));
  const generations = Map.groupBy(desired.clients, ({ key }) => key);
  return [...generations].map(([key, all]): [string, SubjectFacts] => {
    const found = all.map(({ generation, current }) => {
      const client = byId.get(ids.get(generationName(key, generation)) ?? "");
      const secret = { generation, current, ...secretAge(client?.dateCreated ?? null, today) };
      return { client, secret };
    });
    const last = found.at(-1)?.client;
    return [
      clientId(key),
      { ...(last && { orgId: last.id, state: last.state }), secrets: found.map(({ secret }) => secret) },
    ];
  });
}

function ofPeople({ people }: Snapshot): [string, SubjectFacts][] {
  return people.flatMap(({ kind, id, name, state }): [string, SubjectFacts][] =>
    name === null ? [] : [[subjectId({ kind, key: name, name }), { orgId: id, ...(state !== null && { state }) }]],
  );
}

function divisionsOf({ divisions }: Snapshot): InTheOrg["divisions"] {
  const names = distinctNames(divisions);
  return new Map(divisions.map(({ id, home }) => [names.get(id) ?? id, { id, home }] as const));
}

/** The comparison goes from the org to the spec; drift is told the other way round, as what the org has beyond the spec, or lacks. */
function driftOf({ verdict, subjects, notCovered }: ComparedStack["diff"]): RegisterDrift {
  const turned = { widened: "narrowed", narrowed: "widened" } as const;
  return {
    verdict: verdict === "widened" || verdict === "narrowed" ? turned[verdict] : verdict,
    changes: subjects.flatMap(changesOf),
    notCovered: [...notCovered],
  };
}

function changesOf({ subject, gained, lost, unknown }: SubjectDiff): RegisterDrift["changes"] {
  return [...gained, ...lost, ...unknown].map(({ direction, item, divisions, condition }) => ({
    direction: direction === "gained" ? ("lost" as const) : ("gained" as const),
    subject: subjectId(subject),
    item: item.startsWith("permission:") ? itemText(item) : itemWords(item),
    divisions: divisions.map(printDivision),
    ...(condition !== UNCONDITIONAL && { condition: printCondition(condition) }),
  }));
}
