/** The whole life of a stack whose state is in a store, with what goes wrong on the way: the same for each store. */

import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { killGroup, killProviders, until } from "../faults/processes.ts";
import { type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";
import type { Store } from "./store.ts";

const MAIN = join(import.meta.dirname, "../../cli/main.ts");

function spec(permission: string, ...clients: string[]): string {
  const client = (name: string) => `
  ${name.toLowerCase()}:
    name: ${name}
    owner: reporting@contoso.example
    purpose: Weekly report
    grantType: client-credentials
    grants: [{ role: reader, divisions: [EMEA_Operations] }]`;
  return `
organization: { id: ${SEED.organizationId} }
divisions: { EMEA_Operations: {} }
roles:
  reader: { name: Reader, purpose: Weekly report, permissions: ["${permission}"] }
clients:${clients.map(client).join("")}
`;
}

const DETAILS = "analytics:conversationDetail:view";
const AGGREGATES = "analytics:conversationAggregate:view";

export function describeLife(name: string, open: () => Promise<Store>): void {
  describe(`a stack whose state is in ${name}, 50 ms away`, () => {
    let store: Store;
    let stack: StackOnSimulator;
    let said = "";

    beforeAll(async () => {
      store = await open();
      const { env, secretsProvider } = store;
      stack = await stackOnSimulator({
        spec: spec(DETAILS, "Reporting"),
        env,
        ...(secretsProvider && { secretsProvider }),
      });
    });
    afterAll(async () => {
      if (stack) killProviders(stack.workspace.dir);
      await stack?.close();
      await store?.close();
    });

    async function pulumi(...args: string[]) {
      const run = await stack.pulumi(...args);
      said += run.output;
      return run;
    }
    const up = () => pulumi("up", "--yes", "--skip-preview");
    const named = (client: string) => stack.org.export().clients.filter((one) => one.name === client);

    it("is created, and keeps no secret of a client in the open", async () => {
      const { exitCode, output } = await up();
      expect(exitCode, output).toBe(0);
      const { stdout } = await stack.pulumi("stack", "output", "clients", "--show-secrets", "--json");
      const { clientSecret } = JSON.parse(stdout).reporting;
      expect(clientSecret.length).toBeGreaterThan(20);
      const { secrets_providers } = JSON.parse(await stack.state()).deployment;
      expect(secrets_providers.type).toBe(store.secretsProvider === undefined ? "passphrase" : "cloud");
      const kept = await store.contents();
      expect(kept).toContain("Reporting");
      for (const hidden of [clientSecret, ...store.secrets]) expect(kept).not.toContain(hidden);
      expect(said).not.toContain(clientSecret);
    });

    it("is read by a preview of the package's own, which changes nothing", async () => {
      const { dir, env } = stack.workspace;
      const before = [writes(stack.org).length, await stack.state()];
      const args = [MAIN, "diff", "--base", "live", "--stack", "demo", "--fail-on", "widened"];
      const diff = await execa(process.execPath, args, { cwd: dir, env, extendEnv: false, reject: false, all: true });
      said += diff.all;
      expect([diff.exitCode, diff.stdout]).toEqual([0, expect.stringContaining("unchanged")]);
      expect([writes(stack.org).length, await stack.state()]).toEqual(before);
    });

    it("has one run at a time: the second finds the lock of the first, and leaves the org alone", async () => {
      await stack.writeSpec(spec(AGGREGATES, "Reporting"));
      const busy = { path: "^/api/v2/authorization/roles/", method: "PUT", kind: "status", status: 429 } as const;
      stack.org.switches.faults.push({ ...busy, retryAfter: 8, times: 100 });
      const before = writes(stack.org).length;
      const first = stack.workspace.start(["up", "--yes", "--skip-preview"]);
      await until("the first run writes", () => writes(stack.org).length > before);
      const meanwhile = writes(stack.org).length;
      const second = await up();
      expect(second.exitCode).not.toBe(0);
      expect(second.output).toContain("the stack is currently locked by 1 lock(s)");
      expect(
        writes(stack.org)
          .slice(meanwhile)
          .every((it) => it.startsWith("PUT /api/v2/authorization/roles/")),
      ).toBe(true);
      stack.org.switches.faults.length = 0;
      const { exitCode, all } = await first;
      said += all;
      expect(exitCode, all).toBe(0);
    });

    it("survives a run that is killed in the middle of a create call: one client, after its lock is ended", async () => {
      await stack.writeSpec(spec(AGGREGATES, "Reporting", "Wallboard"));
      stack.org.switches.faults.push({ method: "POST", path: "^/api/v2/oauth/clients$", kind: "hang-after", times: 1 });
      const run = stack.workspace.start(["up", "--yes", "--skip-preview"]);
      await until("the org has the client", () => named("Wallboard").length === 1);
      killGroup(run.pid);
      await run;
      const locked = await up();
      expect([locked.exitCode === 0, locked.output]).toEqual([false, expect.stringContaining("currently locked")]);
      const cancelled = await pulumi("cancel", "--yes");
      expect(cancelled.exitCode, cancelled.output).toBe(0);
      const next = await up();
      expect(next.exitCode, next.output).toBe(0);
      expect(named("Wallboard")).toHaveLength(1);
    });

    it("comes out of two runs that start together with org and state in agreement", async () => {
      await stack.writeSpec(spec(DETAILS, "Reporting"));
      for (const { exitCode, output } of await Promise.all([up(), up()]))
        if (exitCode !== 0) expect(output).toContain("currently locked");
      const last = await up();
      expect(last.exitCode, last.output).toBe(0);
      expect(named("Wallboard")).toEqual([]);
      const refresh = await pulumi("refresh", "--preview-only", "--expect-no-changes");
      expect(refresh.exitCode, refresh.output).toBe(0);
    });

    it("is destroyed and removed, and no output had a secret of the store", async () => {
      const destroyed = await pulumi("destroy", "--yes", "--skip-preview");
      expect(destroyed.exitCode, destroyed.output).toBe(0);
      expect(named("Reporting")).toEqual([]);
      const removed = await pulumi("stack", "rm", "--yes");
      expect(removed.exitCode, removed.output).toBe(0);
      for (const hidden of [...store.secrets, SEED.deployer.clientSecret]) expect(said).not.toContain(hidden);
    });
  });
}
