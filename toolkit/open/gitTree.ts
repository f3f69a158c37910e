/**
 * The files of one commit below one folder. Each folder is listed once and its files are read together, because a process of git for each question
 * costs more than the answer.
 */
import { execFileSync } from "node:child_process";
import { posix } from "node:path";
import { printable } from "../../access/values/untrusted.ts";
import { Failure } from "../failure.ts";

export interface TreeEntry {
  /** As git writes it: `100644`, `120000` for a symbolic link. */
  readonly mode: string;
  readonly type: "blob" | "tree" | "commit";
  readonly id: string;
  /** Bytes; 0 for anything but a blob. */
  readonly size: number;
}

type Folder = ReadonlyMap<string, TreeEntry>;

/** Larger files are read by themselves, and so many of the others at once. */
const TOGETHER_BYTES = 1 << 20;
const MOST_TOGETHER = 500;
const MAX_OUTPUT = 2 ** 30;

export class GitTree {
  readonly #commit: string;
  readonly #folder: string;
  readonly #folders = new Map<string, Folder>();
  readonly #blobs = new Map<string, string>();

  /** @param folder of the working tree, below which the files are named */
  constructor(commit: string, folder: string) {
    this.#commit = commit;
    this.#folder = folder;
  }

  /** Undefined where there is nothing of that name, and for what is outside of the folder. */
  entry(path: string): TreeEntry | undefined {
    return this.children(posix.dirname(path)).get(posix.basename(path));
  }

  /** By name; none where there is no such folder. `.` is the folder itself. */
  children(path: string): Folder {
    const known = this.#folders.get(path);
    if (known) return known;
    const id = path === "." ? this.#top() : isOutside(path) ? undefined : this.#folderId(path);
    const listed = id === undefined ? new Map<string, TreeEntry>() : this.#list(id);
    this.#folders.set(path, listed);
    return listed;
  }

  /** The text of a blob; of a symbolic link the place that it leads to. */
  text(path: string): string {
    const entry = this.entry(path);
    if (entry?.type !== "blob") throw new Error("it is not a file");
    if (!this.#blobs.has(entry.id)) this.#read(entry, this.children(posix.dirname(path)));
    return this.#blobs.get(entry.id) ?? "";
  }

  #folderId(path: string): string | undefined {
    const entry = this.entry(path);
    return entry?.type === "tree" ? entry.id : undefined;
  }

  /** Undefined where the commit does not have the folder. */
  #top(): string | undefined {
    try {
      return this.#git(["rev-parse", "--verify", "--quiet", `${this.#commit}:./`])
        .toString("utf8")
        .trim();
    } catch (error) {
      // Quiet: status 1 is git's word for "there is none".
      if ((error as { readonly status?: unknown }).status === 1) return undefined;
      throw this.#unreadable(error);
    }
  }

  #unreadable(error: unknown): Failure {
    const [line = ""] = String((error as { readonly stderr?: unknown }).stderr ?? "").split("\n");
    return new Failure(
      printable(
        `git cannot show the files of ${this.#commit}: ${line || (error as Error).message} Fetch the commit whole.`,
      ),
    );
  }

  /** What the commit has and git cannot show is never "not there": a base that lost its rules would be a weaker one. */
  #list(id: string): Folder {
    // Without --full-tree git would look for the folder of the run inside this tree.
    let text: string;
    try {
      text = this.#git(["ls-tree", "-z", "-l", "--full-tree", id]).toString("utf8");
    } catch (error) {
      throw this.#unreadable(error);
    }
    const entries = text.split("\0").filter(Boolean).map(entryOf);
    // Git shows a file whose content it lacks without a size.
    const lost = entries.find(([, { type, size }]) => type === "blob" && size === undefined);
    if (lost) throw this.#unreadable(new Error(`the content of ${JSON.stringify(lost[0])} is missing.`));
    return new Map(entries.map(([name, entry]) => [name, { ...entry, size: entry.size ?? 0 }]));
  }

  #read(wanted: TreeEntry, beside: Folder): void {
    const small = [...beside.values()].filter(
      ({ type, id, size }) => type === "blob" && size <= TOGETHER_BYTES && !this.#blobs.has(id),
    );
    const together = wanted.size > TOGETHER_BYTES ? [] : small.slice(0, MOST_TOGETHER);
    const ids = new Set([wanted, ...together].map(({ id }) => id));
    const answer = this.#git(["cat-file", "--batch"], [...ids].join("\n"));
    for (let at = 0; at < answer.length; ) {
      const end = answer.indexOf("\n", at);
      const [id = "", type = "", size = ""] = answer.toString("latin1", at, end).split(" ");
      if (type !== "blob") {
        // `<id> missing`: a partial clone, or a damaged one. Only what was asked for has to be there.
        if (id === wanted.id) throw new Error(`git does not have its content (${type}); fetch it`);
        at = end + 1;
        continue;
      }
      this.#blobs.set(id, answer.toString("utf8", end + 1, end + 1 + Number(size)));
      at = end + 1 + Number(size) + 1;
    }
  }

  #git(args: readonly string[], input?: string): Buffer {
    return execFileSync("git", args, {
      cwd: this.#folder,
      maxBuffer: MAX_OUTPUT,
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      ...(input !== undefined && { input }),
    });
  }
}

function isOutside(path: string): boolean {
  return path === ".." || path.startsWith("../") || posix.isAbsolute(path);
}

/** `<mode> <type> <id> <size, or - for a folder>\t<name>` */
function entryOf(line: string): [string, Omit<TreeEntry, "size"> & { readonly size: number | undefined }] {
  const tab = line.indexOf("\t");
  const [mode = "", type = "", id = "", size = ""] = line.slice(0, tab).split(/ +/);
  return [
    line.slice(tab + 1),
    { mode, type: type as TreeEntry["type"], id, size: /^\d+$/.test(size) ? Number(size) : undefined },
  ];
}
