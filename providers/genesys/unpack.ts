/**
 * The text of an answer's body as it came over the wire. Unpacked in few large pieces: each of the thousands of small ones of a large answer
 * makes the collector of garbage look at a heap that may be full, which takes a minute on a busy machine.
 */
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { LARGEST_ANSWER } from "../../token/bounds.ts";
import { BeyondBound } from "./json.ts";

type Unpack = (packed: Buffer, options: typeof BOUNDS) => Promise<Buffer>;

/** Pieces of 256 KiB: by default they have 16. */
const BOUNDS = { maxOutputLength: LARGEST_ANSWER, chunkSize: 256 * 1024 };

const UNPACKERS: ReadonlyMap<string, Unpack> = new Map<string, Unpack>([
  ["gzip", promisify(gunzip) as Unpack],
  ["x-gzip", promisify(gunzip) as Unpack],
  ["deflate", promisify(inflate) as Unpack],
  ["br", promisify(brotliDecompress) as Unpack],
]);

/** The encodings that this reads, for the request. */
export const ACCEPTED_ENCODINGS = "gzip, deflate, br";

/**
 * @param encoding `content-encoding` of the answer; undefined for one that is not packed
 * @throws BeyondBound for a text that is larger than an answer may be, and for an encoding that nobody asked for
 */
export async function unpack(body: Buffer, encoding: string | undefined): Promise<string> {
  const name = encoding?.trim().toLowerCase() ?? "";
  // An answer without a body may name an encoding all the same.
  if (name === "" || name === "identity" || body.length === 0) return body.toString("utf8");
  const unpacker = UNPACKERS.get(name);
  if (!unpacker) throw new BeyondBound("an answer in an encoding that nobody asked for");
  try {
    return (await unpacker(body, BOUNDS)).toString("utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw new BeyondBound(TOO_LARGE);
    throw error;
  }
}

export const TOO_LARGE = `an answer of more than ${LARGEST_ANSWER / 1024 / 1024} MiB`;
