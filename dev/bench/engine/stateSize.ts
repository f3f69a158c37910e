/** How many bytes the state file has, and how many of them each kind of resource takes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface StateSize {
  /** Of the file as the backend wrote it. */
  readonly bytes: number;
  /** Mean bytes of one resource in that file, by the last part of its type (`Role`, `OAuthClient`). */
  readonly perResource: Readonly<Record<string, number>>;
}

interface Checkpoint {
  readonly checkpoint: { readonly latest?: { readonly resources?: readonly { readonly type: string }[] } };
}

/** Of the only stack in the workspace's backend folder. */
export function stateSize(dir: string, project: string, stack: string): StateSize {
  const text = readFileSync(join(dir, ".state", ".pulumi", "stacks", project, `${stack}.json`), "utf8");
  const { checkpoint } = JSON.parse(text) as Checkpoint;
  const kinds = Map.groupBy(checkpoint.latest?.resources ?? [], ({ type }) => type.split(":").at(-1) ?? type);
  const perResource = [...kinds].map(([kind, all]) => {
    return [kind, Math.round(all.map(bytesInFile).reduce((total, bytes) => total + bytes, 0) / all.length)];
  });
  return { bytes: Buffer.byteLength(text), perResource: Object.fromEntries(perResource) };
}

/** The backend writes one line without blanks. */
function bytesInFile(resource: object): number {
  return Buffer.byteLength(JSON.stringify(resource)) + 1;
}
