import { expect, it } from "vitest";
import { Listing } from "../../../providers/genesys/listing.ts";

const ids = async (listing: Listing<{ id: string }>) => [...(await listing.all()).keys()].sort();

it("is read once, however many ask at the same time", async () => {
  let reads = 0;
  const listing = new Listing(async () => [{ id: String(++reads) }]);
  await Promise.all([listing.all(), listing.all()]);
  expect(await ids(listing)).toEqual(["1"]);
});

it("shows own writes that happened while it was being read", async () => {
  const gate = Promise.withResolvers<readonly { id: string }[]>();
  const listing = new Listing(() => gate.promise);
  const reading = listing.all();
  listing.wrote({ id: "new" });
  listing.deleted("old");
  gate.resolve([{ id: "old" }, { id: "kept" }]);
  expect([...(await reading).keys()].sort()).toEqual(["kept", "new"]);
});

it("does not show again what was deleted, when a fresh one is late", async () => {
  const listing = new Listing(async () => [{ id: "deleted" }, { id: "a" }]);
  await listing.all();
  listing.wrote({ id: "mine" });
  listing.deleted("deleted");
  expect([...(await listing.fresh()).keys()]).toEqual(["a"]);
});

it("is read again when it must be fresh, and forgets a failed read", async () => {
  const answers = [async () => Promise.reject(new Error("down")), async () => [{ id: "a" }], async () => [{ id: "b" }]];
  const listing = new Listing<{ id: string }>(() => (answers.shift() ?? (async () => []))());
  await expect(listing.all()).rejects.toThrow("down");
  expect(await ids(listing)).toEqual(["a"]);
  expect([...(await listing.fresh()).keys()]).toEqual(["b"]);
});
