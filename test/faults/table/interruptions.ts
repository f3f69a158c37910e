/** Runs that are cut short: the engine or the provider is killed at every write, Ctrl-C, a full disk. */
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Fault, Told } from "../fault.ts";
import { STACK, type Stage } from "../lane.ts";
import { killGroup, killProviders, until } from "../processes.ts";

const WRITES = "^/api/v2/(authorization|oauth)/";
/** The engine's message where a killed run left its lock. */
const LOCKED = /the stack is currently locked by 1 lock\(s\).*pulumi cancel/s;

/** The engine's own words; a dead process cannot add what to do, which is to run the same command again. */
const DEAD_PROVIDER = /error reading from server: EOF|Unavailable|connection (refused|reset|error)/;

/** `machine`: engine and provider together, as when the runner is lost. */
type Victim = "machine" | "engine" | "provider";

export const INTERRUPTIONS: readonly Fault[] = [
  ...(["machine", "provider"] as const).flatMap((victim): Fault[] => [
    {
      id: `${victim}-killed-creating`,
      title: `The ${victim} is lost at every create: the org has done it, nobody hears of it`,
      run: (stage) => killedAtEveryWrite(stage, "up", victim),
      struck: (stage) => killsFewerThan(stage, 10),
      fails: true,
      reads: readsOf(victim),
      long: victim === "provider",
    },
    {
      id: `${victim}-killed-removing`,
      title: `The ${victim} is lost at every removal`,
      from: "deployed",
      command: "destroy",
      run: (stage) => killedAtEveryWrite(stage, "destroy", victim),
      struck: (stage) => killsFewerThan(stage, 10),
      fails: true,
      reads: readsOf(victim),
      long: victim === "provider",
    },
  ]),
  {
    id: "provider-outlives-engine",
    title: "The engine is killed, its provider lives on and loses its call only when the next up is done",
    run: async (stage) => {
      stage.org.switches.faults = [hangAfter("POST", "^/api/v2/oauth/clients$")];
      const run = await killWhenStruck(stage, "up", "engine");
      await stage.pulumi("cancel", "--yes");
      await stage.pulumi("up", "--yes", "--skip-preview");
      const seen = stage.org.requests.length;
      stage.org.cutHanging();
      // Long enough for a first pause and the calls after it; a provider that has given up sends nothing.
      await new Promise((resolve) => setTimeout(resolve, 5000));
      const sent = stage.org.requests.slice(seen).filter(({ method }) => method !== "GET");
      return { ...run, output: sent.map(({ method, path }) => `${method} ${path}`).join("\n") || "no write" };
    },
    fails: true,
    reads: ["no write"],
  },
  {
    id: "interrupt",
    title: "Ctrl-C in mid-run",
    switches: { latencyMs: 300 },
    run: async (stage) => {
      const run = stage.start("up", "--yes", "--skip-preview", "--parallel", "1");
      await until("a role is made", () =>
        stage.org.requests.some(({ method, path }) => method === "POST" && path.endsWith("/roles")),
      );
      killGroup(run.pid, "INT");
      return toldBy(stage, await run);
    },
    fails: true,
    reads: [/update canceled|canceled/i],
    struck: () => [],
  },
  {
    id: "disk-full",
    title: "The disk that holds the state is full in mid-run",
    run: withFullDisk,
    fails: true,
    reads: [/no space left on device/],
    struck: () => [],
    repair: restoreBackup,
  },
];

function readsOf(victim: Victim): RegExp[] {
  return victim === "machine" ? [LOCKED] : [DEAD_PROVIDER];
}

function hangAfter(method: string, path: string, skip = 0) {
  return { method, path, kind: "hang-after" as const, times: 1, skip };
}

/** One command after the other, each killed at its first new write, until one has nothing left to be killed at. */
async function killedAtEveryWrite(stage: Stage, command: "up" | "destroy", victim: Victim): Promise<Told> {
  const outputs: string[] = [];
  for (;;) {
    stage.org.switches.faults = command === "up" ? [nextCreate(stage)] : nextRemovals(stage);
    const { exitCode, output } = await killWhenStruck(stage, command, victim);
    outputs.push(output);
    if (exitCode === 0) return { exitCode: 1, output: outputs.join("\n") };
    if (outputs.length > 20) throw new Error(`No end after ${outputs.length} kills:\n${output}`);
    if (victim === "machine") outputs.push(...(await unlock(stage, outputs.length === 1)));
  }
}

/** The first create that was not struck yet. An interrupted one of a client is sent again first; anything else is recognised, a grant as one that is held already. */
function nextCreate(stage: Stage) {
  const isRepeated = /clients$/.test(struckPaths(stage).at(-1) ?? "");
  return hangAfter("POST", WRITES, isRepeated ? 1 : 0);
}

/** Whatever removes something whose removal was not struck yet: a DELETE, or grants in one call. */
function nextRemovals(stage: Stage) {
  const isNew = `^(?!(?:${struckPaths(stage).join("|") || "-"})$)${WRITES.slice(1)}`;
  return [hangAfter("DELETE", isNew), hangAfter("POST", `${isNew}.*/bulkremove$`)];
}

function struckPaths({ org }: Stage): string[] {
  return org.requests.filter(({ fault }) => fault !== undefined).map(({ path }) => path);
}

async function killWhenStruck(stage: Stage, command: "up" | "destroy", victim: Victim): Promise<Told> {
  const seen = stage.org.requests.length;
  const run = stage.start(command, "--yes", "--skip-preview", "--parallel", "1");
  let ended = false;
  run.finally(() => {
    ended = true;
  });
  const struck = () => stage.org.requests.slice(seen).some(({ fault }) => fault !== undefined);
  await until(`${command} reaches a write`, () => ended || struck());
  // The answer that hangs is there when the work is done.
  if (!ended && victim !== "provider") killGroup(run.pid);
  if (!ended && victim !== "engine") killProviders(stage.dir);
  return toldBy(stage, await run);
}

/** The steps of a person who finds the stack locked: with `tryFirst` the command again, then `pulumi cancel`. Returns the text of the locked command. */
async function unlock(stage: Stage, tryFirst: boolean): Promise<string[]> {
  const locked = tryFirst ? [(await stage.pulumi("up", "--yes", "--skip-preview")).output] : [];
  await stage.pulumi("cancel", "--yes");
  return locked;
}

function toldBy(stage: Stage, { exitCode, all }: { exitCode?: number | undefined; all?: string | undefined }): Told {
  stage.printed.push(all ?? "");
  return { exitCode: exitCode ?? -1, output: all ?? "" };
}

function killsFewerThan(stage: Stage, expected: number): string[] {
  const kills = struckPaths(stage).length;
  return kills >= expected ? [] : [`Only ${kills} writes were hit.`];
}

/**
 * On a full disk the engine puts the part of the state that it could write in the place of the whole (seen with 3.255 and a `file://` backend).
 * The backup beside it is one write older; what it misses the next run recognises in the org.
 */
async function restoreBackup({ dir, pulumi }: Stage): Promise<void> {
  await pulumi("cancel", "--yes");
  const file = join(dir, ".state", ".pulumi", "stacks", "genesys-access", `${STACK}.json`);
  if (!(await isJson(file))) await copyFile(`${file}.bak`, file);
}

async function isJson(file: string): Promise<boolean> {
  try {
    JSON.parse(await readFile(file, "utf8"));
    return true;
  } catch {
    return false;
  }
}

/** Kilobytes: enough to begin, not enough to end. */
const DISK_SIZE = 40;

/**
 * An `up` whose state lies in a file system of its own that is too small. What it holds afterwards is the state to go on with.
 * A mount of one's own needs no rights in a user namespace.
 */
async function withFullDisk(stage: Stage): Promise<Told> {
  const script = `
    mount -t tmpfs -o size=${DISK_SIZE}k none "$DISK" && cp -a "$STATE/." "$DISK" || exit 99
    PULUMI_BACKEND_URL="file://$DISK" "$@"
    code=$?
    cp -a "$DISK/." "$STATE"
    exit $code`;
  const disk = join(stage.dir, "disk");
  await mkdir(disk, { recursive: true });
  const env = { STATE: join(stage.dir, ".state"), DISK: disk };
  const inNamespace = ["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"];
  return toldBy(
    stage,
    await stage.inside("unshare", inNamespace, env, "up", "--yes", "--skip-preview", "--parallel", "1"),
  );
}
