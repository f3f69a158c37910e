/** How many bytes the state file has, and how many of them each kind of resource takes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface StateSize {
  /** Of the file as the backend wrote it. */
  readonly bytes: number;
  /** Mean bytes of one resource in that file, by the last part of its type (`Role`, `OAuthClient`). */
  readonly perResource: Readonly<Record<string, number>>;
  /** The same by field: `inputs`, `outputs`, `dependencies`; absent in figures of before it was measured. */
  readonly perField?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

interface Checkpoint {
  readonly checkpoint: { readonly latest?: { readonly resources?: readonly { readonly type: string }[] } };
}

/** Of the only stack in the workspace's backend folder. */
export function stateSize(dir: string, project: string, stack: string): StateSize {
  const text = readFileSync(join(dir, ".state", ".pulumi", "stacks", project, `${stack}.json`), "utf8");
  const { checkpoint } = JSON.parse(text) as Checkpoint;
  const kinds = Map.groupBy(checkpoint.latest?.resources ?? [], ({ type }) => type.split(":").at(-1) ?? type);
  const perResource = [...kinds].map(([kind, all]) => [kind, mean(all.map(bytesInFile))]);
  const perField = [...kinds].map(([kind, all]) => [kind, fieldsOf(all)]);
  return {
    bytes: Buffer.byteLength(text),
    perResource: Object.fromEntries(perResource),
    perField: Object.fromEntries(perField),
  };
}

/** Mean bytes of each field, over all of these resources; a field with its name and the comma behind it. */
function fieldsOf(all: readonly object[]): Record<string, number> {
  const names = [...new Set(all.flatMap((one) => Object.keys(one)))].sort();
  const bytesOf = (field: string) => (one: object) =>
    field in one ? Buffer.byteLength(JSON.stringify({ [field]: one[field as keyof typeof one] })) - 1 : 0;
  return Object.fromEntries(names.map((field) => [field, mean(all.map(bytesOf(field)))]));
}

function mean(bytes: readonly number[]): number {
  return Math.round(bytes.reduce((total, one) => total + one, 0) / bytes.length);
}

/** The backend writes one line without blanks. */
function bytesInFile(resource: object): number {
  return Buffer.byteLength(JSON.stringify(resource)) + 1;
}
