/**
 * The files of one commit below one folder. Each folder is listed once and its files are read together, because a process of git for each question
 * costs more than the answer.
 */
import { execFileSync } from "node:child_process";
import { posix } from "node:path";

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
    const isFolder = path === "." || (!isOutside(path) && this.entry(path)?.type === "tree");
    const listed = isFolder ? this.#list(path) : new Map<string, TreeEntry>();
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

  #list(path: string): Folder {
    try {
      // Without --full-tree git would look for the folder of the run inside this tree.
      const text = this.#git(["ls-tree", "-z", "-l", "--full-tree", `${this.#commit}:./${path === "." ? "" : path}`]);
      return new Map(text.toString("utf8").split("\0").filter(Boolean).map(entryOf));
    } catch {
      return new Map();
    }
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
      const [id = "", , size = ""] = answer.toString("latin1", at, end).split(" ");
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
function entryOf(line: string): [string, TreeEntry] {
  const tab = line.indexOf("\t");
  const [mode = "", type = "", id = "", size = ""] = line.slice(0, tab).split(/ +/);
  return [line.slice(tab + 1), { mode, type: type as TreeEntry["type"], id, size: Number(size) || 0 }];
}
