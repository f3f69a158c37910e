import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { BeyondBound } from "../../../providers/genesys/json.ts";
import { TOO_LARGE, unpack } from "../../../providers/genesys/unpack.ts";
import { LARGEST_ANSWER } from "../../../token/bounds.ts";

const TEXT = JSON.stringify({ name: "Größe €", list: Array(50_000).fill("value") });

describe("the body of an answer", () => {
  it.each([
    ["gzip", gzipSync(TEXT)],
    [" GZIP ", gzipSync(TEXT)],
    ["deflate", deflateSync(TEXT)],
    ["br", brotliCompressSync(TEXT)],
    ["identity", Buffer.from(TEXT)],
    [undefined, Buffer.from(TEXT)],
  ])("is read as it was packed: %s", async (encoding, body) => {
    expect(await unpack(body, encoding)).toBe(TEXT);
  });

  it("may be empty, whatever its encoding is said to be", async () => {
    expect(await unpack(Buffer.alloc(0), "gzip")).toBe("");
  });

  it("is refused in an encoding that nobody asked for", async () => {
    await expect(unpack(Buffer.from("x"), "zstd")).rejects.toThrow(BeyondBound);
  });

  it("is refused where it is larger than an answer may be", async () => {
    await expect(unpack(gzipSync(Buffer.alloc(LARGEST_ANSWER + 1, " ")), "gzip")).rejects.toThrow(TOO_LARGE);
  });

  it("is no answer where it is not packed as it says", async () => {
    await expect(unpack(Buffer.from("not packed"), "gzip")).rejects.not.toThrow(BeyondBound);
  });
});
