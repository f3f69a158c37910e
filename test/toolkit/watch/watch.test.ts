/** Watches of a stack in an embedded org over HTTP, as the command makes them: who did what, and one issue that follows it. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { SEED } from "../../../simulator/index.ts";
import { WATCH_FORMATS } from "../../../toolkit/watch/options.ts";
import { hostileOrg } from "../../support/hostileOrg.ts";
import { genesysAccess } from "../../support/inProcess.ts";
import { parseOpenMetrics } from "../../support/openMetrics.ts";
import { sarifErrors } from "../../support/sarifSchema.ts";
import { type GitHubStandIn, gitHubStandIn, TOKEN } from "../posting/gitHubStandIn.ts";
import { ADA, readable, roleOf, type WatchedOrg, watchedOrg } from "./watchedOrg.ts";

interface Row {
  readonly kind: string;
  readonly verdict: string;
  readonly object: { readonly key: string; readonly id: string };
  readonly property: string | null;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly access: readonly { readonly direction: string }[];
  readonly since: string | null;
  readonly who: {
    readonly certainty: string;
    readonly reason: string | null;
    readonly actors: readonly {
      readonly by: string;
      readonly id: string | null;
      readonly name: string | null;
      readonly addresses: readonly string[];
    }[];
  };
}

const rolePath = (id: string) => `/api/v2/authorization/roles/${id}`;

/** `added wider roles.reader permissions +routing:skill:view: exact user Ada Admin`. */
function told({ kind, verdict, object, property, added, removed, who }: Row): string {
  const values = [...added.map((text) => `+${text}`), ...removed.map((text) => `-${text}`)].join(" ");
  const [actor] = who.actors;
  const name = actor ? ` ${actor.by}${actor.by === "system" ? "" : ` ${actor.name ?? actor.id}`}` : "";
  return `${kind} ${verdict} ${kind === "unmanaged" ? "" : object.key} ${property ?? "whole"} ${values}: ${who.certainty}${name}`;
}

async function rows(
  { watch }: Pick<WatchedOrg, "watch">,
  ...args: string[]
): Promise<{ exitCode: number; rows: Row[]; report: Record<string, unknown> }> {
  const ran = await watch("--format", "json", ...args);
  if (ran.stdout === "") throw new Error(ran.stderr);
  const [report] = JSON.parse(ran.stdout).stacks;
  return { exitCode: ran.exitCode, rows: report.rows, report };
}

describe("a stack that others change behind its back", { timeout: 60_000 }, () => {
  let watched: WatchedOrg;
  let github: GitHubStandIn;
  const post = ["--post", "github", "--state", "watch.json"];
  beforeAll(async () => {
    github = await gitHubStandIn();
    watched = await watchedOrg(
      {},
      { GITHUB_REPOSITORY: "acme/access", GITHUB_TOKEN: TOKEN, GITHUB_API_URL: github.url },
    );
  });
  afterAll(async () => {
    await watched.close();
    await github.close();
  });

  it("has no row and no issue before anybody did anything", async () => {
    const ran = await watched.watch(...post);
    expect(ran.stdout).toContain("Nothing changed outside of the stack");
    expect([ran.exitCode, github.issues]).toEqual([0, []]);
  });

  it("tells a click in the console with the person, the address and the time, and opens one issue", async () => {
    watched.org.clock.advance("P1D");
    const id = watched.project.idOf("reader");
    await watched.send("PUT", rolePath(id), await roleOf(watched, id, "routing:skill:view"), ADA);
    const found = await rows(watched, ...post);
    expect(found.exitCode).toBe(1);
    expect(found.rows.map(told)).toEqual([
      "added wider roles.reader permissions +routing:skill:view: exact user Ada Admin",
    ]);
    expect(found.rows[0]).toMatchObject({
      since: "2026-11-03T06:00:00.000Z",
      access: [
        { subject: "clients.export", direction: "gained", item: "routing:skill:view", divisions: ["EMEA_Operations"] },
        { subject: "users.nora.na@contoso.example", direction: "gained" },
      ],
      who: { actors: [{ id: ADA, addresses: ["203.0.113.7", "127.0.0.1"], application: SEED.console.name }] },
    });
    expect(github.issues).toMatchObject([{ title: "Drift of prod: 1 added", state: "open" }]);
    expect(github.issues[0]?.body).toContain("Ada Admin");
  });

  it("tells a script, a back-fill of the vendor, a deleted division and a client that nobody manages, and edits the issue", async () => {
    watched.org.clock.advance("P1D");
    const { idOf } = watched.project;
    // A script gives the partner's client the other role, everywhere.
    const grants = `/api/v2/authorization/subjects/${idOf("partner")}`;
    await watched.send("POST", `${grants}/divisions/*/roles/${idOf("reader")}?subjectType=PC_OAUTH_CLIENT`);
    watched.org.backfill({ holding: "wfm:historicalAdherence:view", adds: "routing:language:view" });
    await watched.send("POST", "/api/v2/oauth/clients", {
      name: "Shadow <img src=x>",
      authorizedGrantType: "CLIENT-CREDENTIALS",
      description: "Mine [contoso-access/other/clients/shadow]",
      roleDivisions: [{ roleId: SEED.roles["Access as Code Deployer"], divisionId: "*" }],
    });
    await watched.send("DELETE", `/api/v2/authorization/divisions/${idOf("silo")}?force=true`, undefined, ADA);
    const found = await rows(watched, ...post);
    expect(found.rows.map(told).sort()).toMatchInlineSnapshot(`
      [
        "added wider clients.partner.Integration - Reader (not in this stack) divisions +all divisions: exact client Console Administrator",
        "added wider roles.reader permissions +routing:skill:view: exact user Ada Admin",
        "backfilled wider roles.silo-reader permissions +routing:language:view: exact system",
        "removed narrower divisions.silo whole -Partner Silo: exact user Ada Admin",
        "unmanaged wider  whole +Shadow <img src=x>: exact client Console Administrator",
      ]
    `);
    expect(github.issues).toHaveLength(1);
    expect(github.issues[0]?.title).not.toBe("Drift of prod: 1 added");
  });
});

describe("an issue", { timeout: 60_000 }, () => {
  it("stays open while not everything can be read, and is closed by a complete reading of an org that was put back", async () => {
    const github = await gitHubStandIn();
    const variables = { GITHUB_REPOSITORY: "acme/access", GITHUB_TOKEN: TOKEN, GITHUB_API_URL: github.url };
    const watched = await watchedOrg({}, variables);
    onTestFinished(async () => {
      await watched.close();
      await github.close();
    });
    const id = watched.project.idOf("reader");
    const before = await roleOf(watched, id);
    await watched.send("PUT", rolePath(id), await roleOf(watched, id, "routing:skill:view"));
    await watched.watch("--post", "github");
    expect(github.issues).toMatchObject([{ state: "open" }]);
    await watched.send("PUT", rolePath(id), before);
    Object.assign(watched.org.switches, { auditRealtime: "absent", auditQueries: "failing" });
    const blind = await watched.watch("--post", "github");
    expect([blind.exitCode, github.issues[0]?.state]).toEqual([4, "open"]);
    expect(blind.stderr).toContain("left as it is, because not everything could be read");
    Object.assign(watched.org.switches, { auditRealtime: "served", auditQueries: "served" });
    const clean = await watched.watch("--post", "github");
    expect([clean.exitCode, github.issues[0]?.state, github.issues.length]).toEqual([0, "closed", 1]);
  });
});

describe("a month in which nobody does anything", { timeout: 60_000 }, () => {
  it("has no row whenever somebody looks, though the vendor ships releases, where back-fill is off", async () => {
    const watched = await watchedOrg();
    onTestFinished(() => watched.close());
    await watched.send("PUT", "/api/v2/authorization/roles/settings", { backfillEnabled: false }, ADA);
    const before = watched.org.requests.length;
    const found: unknown[] = [];
    for (let day = 1; day <= 30; day += 1) {
      watched.org.clock.advance("P1D");
      if (day % 7 === 0) watched.org.backfill({ holding: "routing:queue:view", adds: "routing:language:view" });
      if (![1, 7, 15, 30].includes(day)) continue;
      const { rows: some, exitCode } = await rows(watched, ...(day % 2 === 0 ? ["--state", "watch.json"] : []));
      if (some.length > 0 || exitCode !== 0) found.push([day, exitCode, some.map(told)]);
    }
    expect(found).toEqual([]);
    const writes = watched.org.requests
      .slice(before)
      .filter(({ method, path }) => method !== "GET" && !/oauth.token|audits.query/.test(path));
    expect(writes).toEqual([]);
  });
});

describe("the two ways out", { timeout: 60_000 }, () => {
  it("are a patch that applies, after which the spec passes check and is what the org holds, and what an update would undo", async () => {
    const watched = await watchedOrg();
    onTestFinished(() => watched.close());
    const { idOf, folder, env } = watched.project;
    const grants = (subject: string, type: string, division: string, role: string) =>
      `/api/v2/authorization/subjects/${subject}/divisions/${division}/roles/${role}?subjectType=${type}`;
    await watched.send(
      "PUT",
      rolePath(idOf("reader")),
      await roleOf(watched, idOf("reader"), "routing:skill:view"),
      ADA,
    );
    const { NA_Operations: na } = SEED.divisions;
    await watched.send("POST", grants(idOf("export"), "PC_OAUTH_CLIENT", na, idOf("reader")));
    await watched.send("POST", grants(idOf("partner"), "PC_OAUTH_CLIENT", na, idOf("reader")));
    const client = (await watched.send("GET", `/api/v2/oauth/clients/${idOf("export")}`)) as object;
    await watched.send("PUT", `/api/v2/oauth/clients/${idOf("export")}`, {
      ...client,
      accessTokenValiditySeconds: 3600,
    });
    const ran = await watched.watch("--patches", "ways-out");
    expect(ran.exitCode, ran.stderr).toBe(1);
    const [patch, putBack] = ["take-in.patch", "put-back.md"].map((name) =>
      readFileSync(join(folder, "ways-out", `prod.${name}`), "utf8"),
    );
    expect(putBack).toMatchInlineSnapshot(`
      "# prod: two ways out

      ## Put the org back

          genesys-access diff --base live --stack prod
          pulumi up --refresh --stack prod

      The first command shows what the second would do. It undoes:

      - \`grant clients.export.reader divisions: +NA_Operations\`
      - \`grant clients.partner.Integration - Reader (not in this stack) divisions: +NA_Operations\`
      - \`role roles.reader permissions: +routing:skill:view\`
      - \`client clients.export accessTokenValiditySeconds: +3600 -86400\`

      What was deleted is made anew, under another id; a client has another secret then.

      ## Take it into the YAML

          git apply ways-out/prod.take-in.patch

      Run it in the folder of the project, then \`genesys-access check\`, and propose the change as any other.

      - \`grant clients.export.reader divisions: +NA_Operations\`: in the patch
      - \`grant clients.partner.Integration - Reader (not in this stack) divisions: +NA_Operations\`: in the patch
      - \`role roles.reader permissions: +routing:skill:view\`: in the patch
      - \`client clients.export accessTokenValiditySeconds: +3600 -86400\`: in the patch
      "
    `);
    expect(patch).toMatchInlineSnapshot(`
      "--- a/stacks/prod.yaml
      +++ b/stacks/prod.yaml
      @@ -3,6 +3,7 @@
       divisions:
         EMEA_Operations: {}
         silo: { name: Partner Silo, manage: true, description: Of the partner }
      +  NA_Operations: {}
       
       roles:
         reader:
      @@ -11,6 +12,7 @@
           permissions:
             - analytics:conversationDetail:view # the export
             - routing:queue:view
      +      - routing:skill:view
         silo-reader:
           name: Integration - Silo Reader
           purpose: Adherence of the partner
      @@ -19,11 +21,12 @@
       clients:
         export:
           name: Nightly Export
      +    tokenLifetime: 3600
           owner: bi-team@contoso.example
           purpose: Nightly export to the warehouse
           grantType: client-credentials
           grants:
      -      - { role: reader, divisions: [EMEA_Operations] }
      +      - { role: reader, divisions: [EMEA_Operations, NA_Operations] }
         partner:
           name: Partner Adherence
           owner: wfm@contoso.example
      @@ -31,6 +34,7 @@
           grantType: client-credentials
           grants:
             - { role: silo-reader, divisions: [silo] }
      +      - { role: reader, divisions: [NA_Operations] }
       
       users:
         nora.na@contoso.example:
      "
    `);
    execFileSync("git", ["apply", "ways-out/prod.take-in.patch"], { cwd: folder, env });
    const checked = await genesysAccess(["check", "prod"], { cwd: folder, env });
    expect(checked.exitCode, checked.stdout).toBe(0);
    const compared = await genesysAccess(["diff", "--base", "live", "--stack", "prod"], { cwd: folder, env });
    const [changes = ""] = compared.stdout.split("Changed in the org");
    // A role that somebody gave is known in the org by its name alone: whether it is the same one no comparison says.
    expect(changes).toContain("(1 subject)");
    expect(changes).not.toMatch(/client export|nora/);
  });
});

describe("an org of hostile names, and an audit full of them", { timeout: 120_000 }, () => {
  let watched: WatchedOrg;
  beforeAll(async () => {
    const seed = hostileOrg({ roles: 90, clients: 80, divisions: 20, users: 70, groups: 8 });
    watched = await watchedOrg({ seed: readable(seed) });
    const id = watched.project.idOf("reader");
    await watched.send("PUT", rolePath(id), await roleOf(watched, id, "routing:skill:view"));
    const evil = '<script>alert(1)</script>\u001b[31m\u202e\n::error file=x::| @channel `x` " \\';
    const body = {
      name: evil,
      description: evil,
      authorizedGrantType: "CLIENT-CREDENTIALS",
      roleDivisions: [{ roleId: SEED.roles["Access as Code Deployer"], divisionId: "*" }],
    };
    await watched.send("POST", "/api/v2/oauth/clients", body);
    await watched.send(
      "PUT",
      rolePath(watched.project.idOf("silo-reader")),
      { ...(await roleOf(watched, watched.project.idOf("silo-reader"))), name: evil },
      ADA,
    );
  });
  afterAll(() => watched.close());

  it("is printed in every format without a character that moves a cursor, and each is valid", async () => {
    for (const format of WATCH_FORMATS) {
      const { stdout, exitCode } = await watched.watch("--format", format);
      expect([format, exitCode]).toEqual([format, 1]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
      expect(stdout, format).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
      expect(
        stdout.split("\n").filter((line) => line.startsWith("::")),
        format,
      ).toEqual([]);
      // Outside of code spans there are only words of ours.
      if (format === "markdown") expect(stdout.replace(/(`+)[\s\S]*?(?<!`)\1(?!`)/g, "")).not.toMatch(/[<@]|!\[|alert/);
      if (format === "json") {
        const ajv = new Ajv({ allErrors: true, strictTypes: false });
        formats.default(ajv);
        const validate = ajv.compile(JSON.parse(readFileSync("schemas/watch-report.schema.json", "utf8")));
        validate(JSON.parse(stdout));
        expect(validate.errors).toBeNull();
        expect(JSON.parse(stdout).stacks[0].counts).toMatchObject({ added: 1, unmanaged: 1, changed: 1 });
      }
      if (format === "sarif") {
        expect(sarifErrors(JSON.parse(stdout))).toEqual([]);
        expect(JSON.parse(stdout).runs[0].results).toHaveLength(3);
      }
      if (format === "openmetrics") {
        const found = parseOpenMetrics(`${stdout}\n`).get("genesys_access_drift_rows")?.samples ?? [];
        expect(found.reduce((sum, { value }) => sum + value, 0)).toBe(3);
      }
    }
  });

  it("leaves out the names and addresses of persons on request", async () => {
    const { stdout } = await watched.watch("--no-names", "--format", "json");
    for (const personal of ["Ada Admin", "203.0.113.7", "nora.na"]) expect(stdout).not.toContain(personal);
    expect(stdout).toContain(ADA);
  });

  it("lets what nobody manages be known, tells it again to nobody, and refuses a state that is none", async () => {
    expect((await watched.watch("--accept-unmanaged")).exitCode).toBe(2);
    const accepted = await rows(watched, "--state", "known.json", "--accept-unmanaged");
    expect(accepted.rows.filter(({ kind }) => kind === "unmanaged")).toEqual([]);
    const later = await rows(watched, "--state", "known.json");
    expect(later.rows.map(({ kind }) => kind).sort()).toEqual(["added", "changed"]);
    // A role tells no day: it is new by what is known.
    await watched.send("POST", "/api/v2/authorization/roles", { name: "By hand", permissionPolicies: [] }, ADA);
    const more = await rows(watched, "--state", "known.json");
    expect(more.rows.filter(({ kind }) => kind === "unmanaged").map(told)).toEqual([
      "unmanaged wider  whole +By hand: exact user Ada Admin",
    ]);
    // A file that claims to be of a later day takes nobody's name away.
    watched.org.clock.advance(2 * 3_600_000);
    const file = join(watched.project.folder, "known.json");
    const state = JSON.parse(readFileSync(file, "utf8"));
    for (const one of Object.values<{ lastGreen: string }>(state.stacks)) one.lastGreen = "2999-01-01T00:00:00Z";
    writeFileSync(file, JSON.stringify(state));
    const future = await rows(watched, "--state", "known.json");
    expect(future.rows.filter(({ kind }) => kind === "unmanaged").map(told)).toEqual([
      "unmanaged wider  whole +By hand: exact user Ada Admin",
    ]);
    writeFileSync(join(watched.project.folder, "broken.json"), "{}");
    const broken = await watched.watch("--state", "broken.json");
    expect([broken.exitCode, broken.stderr]).toEqual([2, expect.stringContaining("is no state of a watch")]);
  });

  it("ends as --fail-on has it, and with 4 for a stack that is not there", async () => {
    expect((await watched.watch("--fail-on", "none")).exitCode).toBe(0);
    expect((await watched.watch("--fail-on", "wider")).exitCode).toBe(1);
    const both = await watched.watch("--stack", "nope", "--fail-on", "none");
    expect(both.exitCode).toBe(4);
    expect(both.stdout).toContain("added  wider  role roles.reader permissions: +routing:skill:view");
    expect(both.stdout).toMatch(/Watch of "nope"\nCoverage: not everything was read\n {2}org: not read\. Stack "nope"/);
  });
});

describe("the smallest role that can watch", { timeout: 60_000 }, () => {
  it("reads everything, and what the client that deploys did is its own where it is named", async () => {
    const watched = await watchedOrg();
    onTestFinished(() => watched.close());
    const { folder, env } = watched.project;
    const printed = await genesysAccess(["watch", "--print-role"], { cwd: folder, env });
    const permissions = [...printed.stdout.matchAll(/^ +- (\w+:\w+:\w+)$/gm)].map(([, permission = ""]) => permission);
    expect(permissions).toContain("audits:audit:view");
    const permissionPolicies = permissions.map((permission) => {
      const [domain, entityName, action] = permission.split(":");
      return { domain, entityName, actionSet: [action] };
    });
    // Made by whoever is nobody's stack: the watcher itself is a client that appeared.
    const role = (await watched.send("POST", "/api/v2/authorization/roles", {
      name: "Watcher",
      permissionPolicies,
    })) as { id: string };
    const client = (await watched.send("POST", "/api/v2/oauth/clients", {
      name: "Watcher",
      authorizedGrantType: "CLIENT-CREDENTIALS",
      roleDivisions: [{ roleId: role.id, divisionId: "*" }],
    })) as { id: string; secret: string };
    const own = { GENESYSCLOUD_OAUTHCLIENT_ID: client.id, GENESYSCLOUD_OAUTHCLIENT_SECRET: client.secret };
    const args = ["watch", "--stack", "prod", "--format", "json", "--state", "w.json", "--accept-unmanaged"];
    const ran = await genesysAccess([...args, "--deployer", SEED.deployer.clientId], {
      cwd: folder,
      env: { ...env, ...own },
    });
    const [report] = JSON.parse(ran.stdout).stacks;
    expect([
      ran.exitCode,
      report.coverage.filter(({ reason }: { reason: string | null }) => reason !== null),
      report.readBy,
    ]).toEqual([0, [], client.id]);
    expect(report.events).toEqual({ own: 8, unexplained: 0 });
  });
});
