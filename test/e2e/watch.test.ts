/** What `watch` finds in the state of a real update, and its issue after the update that puts the org back. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { genesysAccess } from "../support/inProcess.ts";
import { type StackOnSimulator, stackOnSimulator } from "../support/stackOnSimulator.ts";
import { type GitHubStandIn, gitHubStandIn, TOKEN } from "../toolkit/posting/gitHubStandIn.ts";
import { ADA, readable, SPEC, sendTo } from "../toolkit/watch/watchedOrg.ts";

describe("a stack that the engine deployed", { timeout: 300_000 }, () => {
  let stack: StackOnSimulator;
  let github: GitHubStandIn;
  const watch = () => {
    const { dir, env } = stack.workspace;
    const posting = { GITHUB_REPOSITORY: "acme/access", GITHUB_TOKEN: TOKEN, GITHUB_API_URL: github.url };
    const args = ["watch", "--stack", "prod", "--post", "github", "--state", "watch.json"];
    return genesysAccess(args, { cwd: dir, env: { ...env, ...posting } });
  };

  beforeAll(async () => {
    github = await gitHubStandIn();
    stack = await stackOnSimulator({ stack: "prod", spec: SPEC, simulator: { seed: readable() } });
    const up = await stack.up();
    expect(up.exitCode, up.output).toBe(0);
  }, 300_000);
  afterAll(async () => {
    await stack?.close();
    await github?.close();
  });

  it("is told to be unchanged, changed, and unchanged again after `pulumi up --refresh`, in one issue that is closed then", async () => {
    const quiet = await watch();
    expect([quiet.exitCode, github.issues], quiet.stdout).toEqual([0, []]);
    const { resources } = JSON.parse(await stack.state()).deployment as { resources: { urn: string; id?: string }[] };
    const idOf = (name: string) => resources.find(({ urn }) => urn.endsWith(`::${name}`))?.id ?? "";
    const send = sendTo(stack.org);
    const role = (await send("GET", `/api/v2/authorization/roles/${idOf("reader")}`)) as {
      permissionPolicies: object[];
    };
    const more = { domain: "routing", entityName: "skill", actionSet: ["view"] };
    const wider = { ...role, permissionPolicies: [...role.permissionPolicies, more] };
    await send("PUT", `/api/v2/authorization/roles/${idOf("reader")}`, wider, ADA);
    await send("DELETE", `/api/v2/authorization/divisions/${idOf("silo")}?force=true`);
    const found = await watch();
    expect(found.exitCode).toBe(1);
    expect(found.stdout).toContain("added  wider  role roles.reader permissions: +routing:skill:view");
    expect(found.stdout).toContain('who: exact: by user "Ada Admin"');
    expect(found.stdout).toContain("removed  narrower  division divisions.silo: it is gone");
    expect(found.stdout).toContain(`who: exact: by client "${SEED.console.name}"`);
    expect(github.issues).toMatchObject([{ state: "open", title: "Drift of prod: 1 added, 1 removed" }]);
    const up = await stack.up("--refresh");
    expect(up.exitCode, up.output).toBe(0);
    const clean = await watch();
    expect([clean.exitCode, github.issues.length, github.issues[0]?.state], clean.stdout).toEqual([0, 1, "closed"]);
  });
});
