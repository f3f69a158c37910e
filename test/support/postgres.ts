import { chown, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { freePort } from "./freePort.ts";

/** A PostgreSQL server of its own, with an empty database, on 127.0.0.1. */
export interface Postgres {
  /** For PULUMI_BACKEND_URL, password included. */
  readonly url: string;
  readonly port: number;
  readonly password: string;
  /** Rows of a query, one text each. */
  query(sql: string): Promise<string[]>;
  close(): Promise<void>;
}

/** The folder in which Debian's packages put each version's programs. */
const DEBIAN = "/usr/lib/postgresql";
const PASSWORD = "correct-horse-of-the-state-database";
/** PostgreSQL refuses to run as root: Debian's "nobody" and "nogroup". */
const NOBODY = 65_534;

/** Throws where PostgreSQL is not installed and cannot be, and says how to install it. */
export async function startPostgres(): Promise<Postgres> {
  const bin = await programs();
  const dir = await mkdtemp(join(tmpdir(), "genesys-access-postgres-"));
  const data = join(dir, "data");
  const account = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  await mkdir(data);
  await writeFile(join(dir, "password"), PASSWORD);
  if (account.uid !== undefined) for (const path of [dir, data]) await chown(path, NOBODY, NOBODY);
  const login = ["--username=pulumi", "--auth=scram-sha-256", `--pwfile=${join(dir, "password")}`];
  await execa(join(bin, "initdb"), ["--pgdata", data, "--no-sync", ...login], { ...account, cwd: dir });
  const port = await freePort();
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"].flatMap((one) => [
    "-c",
    one,
  ]);
  const server = execa(join(bin, "postgres"), ["-D", data, "-p", String(port), ...settings], {
    ...account,
    cwd: dir,
    reject: false,
  });
  await new Promise<void>((resolve, reject) => {
    server.stderr.on("data", (text) => /ready to accept connections/.test(String(text)) && resolve());
    void server.then(({ stderr }) => reject(new Error(`PostgreSQL did not start: ${stderr}`)));
  });
  const url = `postgres://pulumi:${PASSWORD}@127.0.0.1:${port}/postgres?sslmode=disable`;
  return {
    url,
    port,
    password: PASSWORD,
    query: async (sql) => {
      const { stdout } = await execa(join(bin, "psql"), [url, "--no-psqlrc", "--tuples-only", "--no-align", "-c", sql]);
      return stdout.split("\n").filter(Boolean);
    },
    close: async () => {
      server.kill("SIGINT"); // "fast": ends the connections that are left
      await server;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The folder of the programs. On a new machine that lets us (root, with apt-get) Debian's package is installed first. */
async function programs(): Promise<string> {
  const found = (await newest()) ?? (await installed());
  if (found !== undefined) return found;
  throw new Error(`There is no PostgreSQL server in ${DEBIAN}, and this test needs one: apt-get install -y postgresql`);
}

async function installed(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  console.log("Installing PostgreSQL (Debian's package), which this test keeps state in: about a minute, once.");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await execa("apt-get", ["update", "-q"], { env, reject: false });
  await execa("apt-get", ["install", "-y", "-q", "--no-install-recommends", "postgresql"], { env, reject: false });
  return newest();
}

async function newest(): Promise<string | undefined> {
  const versions = await readdir(DEBIAN).catch(() => []);
  const [version] = versions.sort((a, b) => Number(b) - Number(a));
  return version && join(DEBIAN, version, "bin");
}
