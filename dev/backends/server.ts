/** The servers that stand for the object stores of clouds in tests: programs of other projects that speak the real protocols, from the Go and npm registries. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pulumiHome } from "../engine/layout.ts";

export interface Server {
  readonly name: "versitygw" | "fake-gcs-server" | "azurite";
  readonly version: string;
  /** The store whose protocol it speaks. */
  readonly protocol: "S3" | "Google Cloud Storage" | "Azure Blob Storage";
  /** A Go package to install; absent for what npm installs, by the lock file beside `azurite/package.json`. */
  readonly goPackage?: string;
  /** Path of what is started, from the folder that it was installed to. */
  readonly program: string;
}

const EXE = process.platform === "win32" ? ".exe" : "";

export const SERVERS = {
  versitygw: {
    name: "versitygw",
    version: "1.8.0",
    protocol: "S3",
    goPackage: "github.com/versity/versitygw/cmd/versitygw",
    program: `versitygw${EXE}`,
  },
  "fake-gcs-server": {
    name: "fake-gcs-server",
    version: "1.56.1",
    protocol: "Google Cloud Storage",
    goPackage: "github.com/fsouza/fake-gcs-server",
    program: `fake-gcs-server${EXE}`,
  },
  azurite: {
    name: "azurite",
    version: "3.37.0",
    protocol: "Azure Blob Storage",
    program: "node_modules/azurite/dist/src/blob/main.js",
  },
} as const satisfies Record<Server["name"], Server>;

/** Holds a folder for each server and version. It is beside the folder of the Pulumi CLI, which is kept from run to run as well. */
export function serversFolder(env: NodeJS.ProcessEnv): string {
  return join(pulumiHome(env), "test-servers");
}

export function folderOf({ name, version }: Server, env: NodeJS.ProcessEnv): string {
  return join(serversFolder(env), `${name}-${version}`);
}

/** The path of the program; undefined where the server is not installed. A folder appears as a whole, so that half an installation is none. */
export function installed(server: Server, env: NodeJS.ProcessEnv): string | undefined {
  const program = join(folderOf(server, env), server.program);
  return existsSync(program) ? program : undefined;
}
