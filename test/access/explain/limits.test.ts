/** Limits of a client, real and apparent ones, asked as a function and as people ask: `genesys-access explain`. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { describe, expect, it, vi } from "vitest";
import { effectiveAccess } from "../../../access/effective/effectiveAccess.ts";
import { diagnose } from "../../../access/explain/diagnose.ts";
import { type ExplainResult, explain } from "../../../access/explain/explain.ts";
import type { Explanation } from "../../../access/explain/model.ts";
import { findSubject } from "../../../access/explain/subject.ts";
import { loadSpec } from "../../../access/language/loadSpec.ts";
import { printProblem } from "../../../access/language/problem.ts";
import { planOffline } from "../../../access/plan/planOffline.ts";
import { genesysAccess } from "../../support/inProcess.ts";

// Every command is a process of its own.
vi.setConfig({ testTimeout: 120_000 });

const FILE = join(import.meta.dirname, "limits.yaml");
const LINES = readFileSync(FILE, "utf8").split("\n");
const MAIN = resolve("cli/main.ts");
const DETAILS = "POST /api/v2/analytics/conversations/details/query";

function stack() {
  const loaded = loadSpec(FILE, (file) => readFileSync(file, "utf8"));
  if (!loaded.ok) throw new Error(loaded.problems.map(printProblem).join("\n"));
  const planned = planOffline(loaded.spec);
  if (!planned.ok) throw new Error(planned.problems.map(printProblem).join("\n"));
  return { spec: loaded.spec, access: effectiveAccess(planned.desired, loaded.spec) };
}

function ask(client: string, can: string, division?: string): ExplainResult {
  const { access, spec } = stack();
  return explain(access, spec, { client, can, ...(division !== undefined && { division }) });
}

function answer(client: string, can: string, division?: string): Explanation {
  const result = ask(client, can, division);
  if (!result.ok) throw new Error(result.flaw.message);
  return result.explanation;
}

/** The output of the command, its exit code last. The same words as the function's, which `expected` checks beside others. */
async function command(...args: string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await genesysAccess(["explain", ...args, "--stack", FILE]);
  return `${stdout}${stderr}\nexit ${exitCode}`;
}

/** The line of the file that a fix names, and what it says to write there. */
function writtenAt({ fixes: [fix] }: Explanation): [string, string] {
  return [LINES[(fix?.position.line ?? 0) - 1]?.trim() ?? "", fix?.yaml ?? ""];
}

describe("a client that acts for users", () => {
  it("is stopped at its scopes where they lack what the operation needs, if the org enforces scopes", async () => {
    const portal = answer("portal", DETAILS);
    expect([portal.answer, portal.layer]).toEqual(["undecided", "scope"]);
    expect(portal.sentence).toContain("an org that enforces scopes refuses it besides");
    expect(portal.sentence).toContain("(analytics, analytics:readonly)");
    expect(writtenAt(portal)).toEqual(['scopes: ["conversations:readonly"]', "- analytics:readonly"]);
    expect(portal.notes.at(-1)).toBe(
      "Scopes bind only where the org enforces them (Organization Settings); no API tells whether it does.",
    );
    const said = await command("portal", "--can", DETAILS);
    expect(said).toMatch(/^undecided \(scope\): Client "portal" acts as the user who signs in \(CODE\)/);
    expect(said).toContain("      - analytics:readonly\n");
    expect(said).toMatch(/exit 1$/);
  });

  it("gets nothing by a permission written as a scope, and is told the real scope", async () => {
    const confused = answer("confused", DETAILS);
    expect([confused.answer, confused.layer]).toEqual(["undecided", "scope"]);
    const note =
      "analytics:conversationDetail:view stands among its scopes and is a permission: it opens nothing there; the scope for this operation is analytics:readonly.";
    expect(confused.notes).toContain(note);
    expect(await command("confused", "--can", DETAILS)).toContain(`  Note: ${note}\n`);
  });
});

describe("a client-credentials client", () => {
  it("is not limited by its scopes, and the answer says so", async () => {
    const bi = answer("bi", DETAILS, "EMEA");
    expect([bi.answer, bi.layer]).toEqual(["allowed", undefined]);
    const note =
      "Scopes do not limit a client-credentials client: its roles in their divisions do. That it declares none of analytics, analytics:readonly refuses nothing here.";
    expect(bi.notes).toContain(note);
    const said = await command("bi", "--can", DETAILS, "--division", "EMEA");
    expect(said).toContain(`  Note: ${note}\n`);
    expect(said).toMatch(/exit 0$/);
  });

  it("says no word of undeclared scopes where it declares what the operation accepts", () => {
    const { notes } = answer("bi", "GET /api/v2/routing/queues");
    expect(notes).toContain("Scopes do not limit a client-credentials client: its roles in their divisions do.");
    expect(notes.join()).not.toContain("refuses nothing here");
  });

  it("cannot be asked for a scope as if that were access", async () => {
    expect(ask("bi", "routing:readonly")).toMatchObject({
      ok: false,
      flaw: { message: '"routing:readonly" is a scope, and a scope gives nobody access: roles do' },
    });
    const said = await command("bi", "--can", "routing:readonly");
    expect(said).toContain("is a scope, and a scope gives nobody access");
    expect(said).toMatch(/exit 2$/);
  });
});

describe("divisions", () => {
  it("do not hold back a permission that none of them limits, and the answer calls it a leak", async () => {
    const campaigns = answer("campaigns", "outbound:schedule:view", "NA");
    expect([campaigns.answer, campaigns.path[0]?.divisions]).toEqual(["allowed", ["EMEA_Operations"]]);
    expect(campaigns.sentence).toMatch(/, and it leaks: no division limits it\.$/);
    const said = await command("campaigns", "--can", "outbound:schedule:view", "--division", "NA");
    expect(said).toContain("and it leaks: no division limits it.\n");
    expect(said).toMatch(/exit 0$/);
  });

  it("are not widened by Home: a grant there gives nothing elsewhere", async () => {
    expect(answer("home", "routing:queue:view", "Home").answer).toBe("allowed");
    const elsewhere = answer("home", "routing:queue:view", "EMEA");
    expect([elsewhere.answer, elsewhere.layer]).toEqual(["denied", "division"]);
    expect(elsewhere.sentence).toContain("gives routing:queue:view only in Home");
    expect(await command("home", "--can", "routing:queue:view", "--division", "EMEA")).toMatch(
      /^denied \(division\): /,
    );
  });

  it.each([
    ["Home", "divisions: [NA, Home]\njustification: …  # why nothing narrower works"],
    ["all", "divisions: all\njustification: …  # why nothing narrower works"],
  ])("that need a reason are proposed with one: %s", async (division, yaml) => {
    const denied = answer("bi", "routing:queue:view", division);
    expect([denied.answer, denied.layer]).toEqual(["denied", "division"]);
    expect(writtenAt(denied)).toEqual(["- { role: queue-reader, divisions: [NA] }", yaml]);
    const said = await command("bi", "--can", "routing:queue:view", "--division", division);
    expect(said).toContain("      justification: …  # why nothing narrower works\n");
  });

  it("are all open to a grant in all of them, one by one and together", () => {
    for (const division of ["EMEA", "NA", "Home", "all", undefined]) {
      expect(answer("everywhere", "routing:queue:view", division).answer, division).toBe("allowed");
    }
  });
});

describe("a permission that silently needs another", () => {
  it("is said to leave names of queues unresolved, here and not where queues can be read", async () => {
    const note =
      "analytics:conversationDetail:view is of less use without routing:queue:view: answers carry queue ids; without it their names cannot be looked up. Add `- routing:queue:view` under roles.details-reader.permissions";
    const line = LINES.findIndex((text) => text.includes("analytics:conversationDetail:view")) + 1;
    // Queues may be read in NA, and the conversations are those of EMEA.
    expect(answer("bi", DETAILS).notes).toContainEqual(`${note} (${FILE}:${line}).`);
    expect(await command("bi", "--can", DETAILS)).toContain(note);
    expect(answer("everywhere", "routing:queue:view").notes.join()).not.toContain("of less use");
  });

  it("is said to miss segments and bookmarks of recordings, unless the role has them", async () => {
    const needs = (client: string) =>
      answer(client, "recording:recording:view").notes.flatMap((note) => / without (\S+): /.exec(note)?.[1] ?? []);
    expect(needs("archive")).toEqual(["recording:annotation:view", "recording:recordingSegment:view"]);
    expect(needs("complete-archive")).toEqual([]);
    expect(await command("archive", "--can", "recording:recording:view")).toContain(
      "parts of a conversation after a transfer are missing without it. Add `- recording:recordingSegment:view` under roles.archive.permissions",
    );
  });
});

describe("a permission that shows only what is one's own", () => {
  const PERMISSION = "analytics:agentConversationDetail:view";

  it("lets a client in and shows it nothing: the answer names the layer and the line to add", async () => {
    const own = answer("own", DETAILS);
    expect([own.answer, own.layer]).toEqual(["allowed", "ownership"]);
    expect(own.sentence).toContain(
      "this client has no user: the answer stays empty without analytics:conversationDetail:view",
    );
    expect(writtenAt(own)).toEqual([`- ${PERMISSION}`, "- analytics:conversationDetail:view"]);
    expect(own.notes.join(" ")).toContain("concluded from its name, not verified in a live org");
    const said = await command("own", "--can", DETAILS);
    expect(said).toMatch(/^allowed \(ownership\): /);
    expect(said).toContain("      - analytics:conversationDetail:view\n");
    expect(said).toMatch(/exit 0$/);
  });

  it("is no suspect where the wider one is held", () => {
    expect(answer("bi", DETAILS).layer).toBeUndefined();
  });

  it("is the first suspect of an empty answer", async () => {
    const { access, spec } = stack();
    const subjectOf = (client: string) => {
      const found = findSubject(access, client);
      if (!found.ok) throw new Error(found.flaw.message);
      return found.value;
    };
    const diagnosis = diagnose('{"totalHits":0}', { access, spec, subject: subjectOf("own") });
    expect(diagnosis.layer).toBe("ownership");
    expect(diagnosis.explanation?.fixes).toMatchObject([{ yaml: "- analytics:conversationDetail:view" }]);
    const other = diagnose('{"totalHits":0}', { access, spec, subject: subjectOf("bi") });
    expect([other.layer, other.explanation]).toEqual(["division", undefined]);
    const { stdout } = await execa(
      process.execPath,
      [MAIN, "explain", "--error", "-", "--client", "own", "--stack", FILE],
      { input: '{"totalHits":0}' },
    );
    expect(stdout).toMatch(/^ownership: The call was allowed/);
    expect(stdout).toContain("      - analytics:conversationDetail:view");
  });
});
