/**
 * A story is a folder: base.yaml and head.yaml, and what lies between them besides.
 *
 * - `divisions.json`: divisions of the org on both sides; without it the story is told without an org.
 * - `catalogue.json`: the base was planned with another catalogue: one of its files said `base` where the head's says `head`.
 * - `gates.json`: what the pipeline refuses until somebody approves it (`--fail-on`).
 * - `drift.json`: the YAML is what the state holds (base) and what the org holds (head); nobody edited a spec.
 */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
import { CATALOGUE_DATE } from "../../access/catalogue/date.ts";
import { diffAccess } from "../../access/diff/diffAccess.ts";
import type { AccessDiff, DiffContext } from "../../access/diff/model.ts";
import type { EffectiveAccess } from "../../access/effective/model.ts";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { printProblem } from "../../access/language/problem.ts";
import type { PlanResult } from "../../access/plan/plan.ts";
import type { CommentModel } from "../../access/report/comment/index.ts";
import { comparedSpecs } from "../../access/terms/comparedSpecs.ts";
import { termsOfSpec } from "../../policies/settingTerms.ts";
import { checkSpecs } from "../../toolkit/check/checkSpecs.ts";
import { judge } from "../../toolkit/judge/gate.ts";
import type { Gate } from "../../toolkit/judge/gates.ts";
import { onlySpec } from "../support/onlySpec.ts";

export const FOLDER = import.meta.dirname;
/** The day on which every story is told. */
export const TODAY = "2026-11-21";

type Side = "base" | "head";

export interface Story {
  readonly diff: AccessDiff;
  /** The pull request's comment: judged with the waivers and settings of the base, as in a pipeline. */
  comment(): CommentModel;
}

/** @param file what the spec is called on both sides; `base.yaml` and `head.yaml` unless given */
export async function tellStory(name: string, file?: string): Promise<Story> {
  const { drift, catalogue, divisions, gates = [] } = settingsOf(name);
  const side = (of: Side) => readSide(name, of, file ?? `${of}.yaml`, divisions?.[of]);
  const base = catalogue ? await withBaseCatalogue(catalogue, () => side("base")) : await side("base");
  const head = await side("head");
  const diff = diffAccess(
    afterwards(base, drift),
    afterwards(head, drift),
    contextOf(base.source, head.source, drift, catalogue),
  );
  return { diff, comment: () => commentOf(name, diff, file ?? "head.yaml", gates) };
}

interface Catalogue {
  readonly between: "catalogue" | "profiles";
  readonly file: string;
  readonly head: string;
  readonly base: string;
}

interface Drift {
  readonly backFilled: readonly string[];
}

interface Settings {
  readonly divisions?: Readonly<Record<Side, readonly string[]>> | undefined;
  readonly catalogue?: Catalogue | undefined;
  readonly drift?: Drift | undefined;
  readonly gates?: readonly Gate[] | undefined;
}

function settingsOf(name: string): Settings {
  const read = (file: string) => {
    const path = join(FOLDER, name, file);
    return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
  };
  return {
    divisions: read("divisions.json"),
    catalogue: read("catalogue.json"),
    drift: read("drift.json"),
    gates: read("gates.json"),
  };
}

function contextOf(
  base: LoadedSpec | undefined,
  head: LoadedSpec | undefined,
  drift: Drift | undefined,
  catalogue: Catalogue | undefined,
): DiffContext {
  const terms = base && head && { base: termsOfSpec(base), head: termsOfSpec(head), ...comparedSpecs(base, head) };
  if (drift) return { between: "drift", backFilled: new Set(drift.backFilled) };
  return { ...(catalogue && { between: catalogue.between }), ...(terms && { terms }) };
}

/** State and org hold resources, and no YAML that a cause could be found in. */
function afterwards({ source, ...access }: EffectiveAccess, drift: Drift | undefined): EffectiveAccess {
  return source && !drift ? { ...access, source } : access;
}

/** Modules are loaded here and not above, so that a story can bring another catalogue. */
async function readSide(
  name: string,
  side: Side,
  file: string,
  divisions: readonly string[] | undefined,
): Promise<EffectiveAccess> {
  const { loadSpec } = await import("../../access/language/loadSpec.ts");
  const { planOffline } = await import("../../access/plan/planOffline.ts");
  const { effectiveAccess } = await import("../../access/effective/effectiveAccess.ts");
  const loaded = loadSpec(file, () => textOf(name, side));
  if (!loaded.ok) throw new Error(loaded.problems.map(printProblem).join("\n"));
  const planned = divisions ? await planWith(loaded.spec, divisions) : planOffline(loaded.spec);
  if (!planned.ok) throw new Error(planned.problems.map(printProblem).join("\n"));
  return { ...effectiveAccess(planned.desired, loaded.spec), stack: "prod" };
}

function textOf(name: string, side: Side): string {
  return readFileSync(join(FOLDER, name, `${side}.yaml`), "utf8");
}

async function planWith(spec: LoadedSpec, divisions: readonly string[]): Promise<PlanResult> {
  const { plan } = await import("../../access/plan/plan.ts");
  const { users, groups, organization } = spec.value;
  return plan(spec, {
    organization: { id: organization.id, name: organization.name ?? "" },
    divisions: divisions.map((name) => ({ id: `id of ${name}`, name, homeDivision: false })),
    roles: [],
    users: new Map(Object.keys(users).map((email) => [email, `id of ${email}`])),
    groups: new Map(Object.keys(groups).map((name) => [name, [`id of ${name}`]])),
    clients: [],
    deployerClientId: "",
  });
}

/** The catalogue's files are read once by each load of the modules: they are loaded anew, and find the other text. */
async function withBaseCatalogue<T>({ file, head, base }: Catalogue, read: () => Promise<T>): Promise<T> {
  vi.resetModules();
  vi.doMock("node:fs", async (original) => {
    const fs = await original<typeof import("node:fs")>();
    const readText = (path: string, encoding: "utf8") => {
      const text = fs.readFileSync(path, encoding);
      return path.endsWith(join("catalogue", file)) ? replaceOne(text, head, base) : text;
    };
    return { ...fs, readFileSync: readText };
  });
  try {
    return await read();
  } finally {
    vi.doUnmock("node:fs");
    vi.resetModules();
  }
}

function replaceOne(text: string, from: string, to: string): string {
  const found = text.split(from).length - 1;
  if (found !== 1) throw new Error(`${JSON.stringify(from)} stands ${found} times in the catalogue`);
  return text.replace(from, to);
}

function commentOf(name: string, diff: AccessDiff, file: string, gates: readonly Gate[]): CommentModel {
  const { report } = checkSpecs({
    files: [{ name: "prod", file }],
    readText: onlySpec(textOf(name, "head")),
    base: { ref: "main", has: (path) => path === file, readText: onlySpec(textOf(name, "base")) },
    strict: false,
    today: TODAY,
  });
  const findings = report.stacks.flatMap(({ results }) => results);
  const refused = findings.some(({ status, level }) => status === "open" && level === "mandatory");
  return {
    diff,
    findings,
    violations: [],
    preview: { state: refused ? "refused" : "ok", errors: [], missing: 0 },
    gate: { refusals: judge(diff, gates, {}).refusals, approved: false },
    catalogueDate: CATALOGUE_DATE,
    tool: report.tool,
  };
}
