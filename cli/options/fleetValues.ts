/** Parsers of what the options of `fleet` take. */
import { InvalidArgumentError } from "commander";
import { MOST_SHARDS } from "../../toolkit/fleet/options.ts";
import type { Shard } from "../../toolkit/fleet/shards.ts";

export function readShard(text: string): Shard {
  const [, index, count] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (shard.index <= shard.count && shard.count <= MOST_SHARDS) return shard;
  throw new InvalidArgumentError(
    `Write the part and the number of parts, from 1/1 to ${MOST_SHARDS}/${MOST_SHARDS}: 2/8.`,
  );
}

/** A text without blanks, as it goes into the reports. */
export function readRunName(text: string): string {
  if (/^[\w.:/-]{1,200}$/.test(text)) return text;
  throw new InvalidArgumentError("Write up to 200 letters, digits, and . : / _ -");
}

export function readParallel(text: string): number | "auto" {
  if (text === "auto") return text;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError("Write a whole number of at least 1, or auto.");
}

const BYTES = { MB: 1e6, GB: 1e9 } as const;

export function readBytes(text: string): number {
  const [, number, unit] = /^(\d{1,6}(?:\.\d{1,3})?) ?(MB|GB)$/i.exec(text) ?? [];
  const bytes = Number(number) * BYTES[unit?.toUpperCase() as keyof typeof BYTES];
  if (bytes > 0) return bytes;
  throw new InvalidArgumentError("Write a size in MB or GB, for instance 4GB.");
}

const MILLISECONDS = { s: 1000, m: 60_000, h: 3_600_000 } as const;
/** A timer of Node ends at 2^31 milliseconds, and goes off at once beyond. */
const LONGEST = 24 * MILLISECONDS.h;

/** Milliseconds. */
export function readDuration(text: string): number {
  const [, number, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  const milliseconds = Number(number) * MILLISECONDS[unit as keyof typeof MILLISECONDS];
  if (milliseconds > 0 && milliseconds <= LONGEST) return milliseconds;
  throw new InvalidArgumentError("Write a time from 1s to 24h, in seconds, minutes or hours, for instance 15m.");
}
