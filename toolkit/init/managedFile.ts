/** Files that belong to this package and are written again by `init --update`: each says so in its first line. */
import { createHash } from "node:crypto";

export interface ManagedFile {
  /** Relative to the repository, with `/` between folders. */
  readonly path: string;
  /** Its first line is the marker, `# Managed by genesys-cloud-access <version>: …`. */
  readonly text: string;
}

export interface Marker {
  /** Of the package that wrote the file. */
  readonly version: string;
  /** The text below the marker is not the one that was written. */
  readonly edited: boolean;
}

const MARKER = /^(# Managed by genesys-cloud-access (\d[\w.+-]*))(?: \(([0-9a-f]{12})\))?(?=:)/;

/** Undefined for a file that nobody marked: it belongs to somebody else. */
export function markerOf(text: string): Marker | undefined {
  const found = MARKER.exec(withLineFeeds(text));
  if (!found) return undefined;
  const [, , version = "", digest] = found;
  return { version, edited: digest !== digestOf(text) };
}

/** The text as it is written: its marker carries a digest of what follows, which tells an edited file from an older one. */
export function stamped({ path, text }: ManagedFile): string {
  if (!MARKER.test(text)) throw new Error(`${path} has no marker in its first line.`);
  return text.replace(MARKER, `$1 (${digestOf(text)})`);
}

/** Git may give a file other line ends: nobody edited it then. */
export function withLineFeeds(text: string): string {
  return text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
}

function digestOf(text: string): string {
  const plain = withLineFeeds(text);
  const end = plain.indexOf("\n");
  return createHash("sha256")
    .update(end < 0 ? "" : plain.slice(end))
    .digest("hex")
    .slice(0, 12);
}
