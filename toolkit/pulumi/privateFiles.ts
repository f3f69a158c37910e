/**
 * Runs of the engine that write states as files: each is for the user alone who runs it. Pulumi writes them with the rights of the umask, and a state
 * holds encrypted secrets, names and ids of a whole org.
 */
import { keepsFiles } from "./backend.ts";

const PRIVATE = 0o077;
let running = 0;
let before = 0;

/**
 * Processes that the work starts write files of mode 0600 and folders of mode 0700, where the state of the project in `cwd` is files. Several may run
 * at once; the process itself writes so as well until the last has ended.
 */
export async function withPrivateFiles<T>(cwd: string, env: NodeJS.ProcessEnv, work: () => Promise<T>): Promise<T> {
  if (!keepsFiles(cwd, env)) return work();
  if (running++ === 0) before = process.umask(PRIVATE);
  try {
    return await work();
  } finally {
    if (--running === 0) process.umask(before);
  }
}
