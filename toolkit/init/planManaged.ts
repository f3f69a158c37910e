/** The plan for the files that this package manages. */
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import type { InitRequest } from "./initRequest.ts";
import { type ManagedFile, type Marker, markerOf, stamped, withLineFeeds } from "./managedFile.ts";
import { managedHere } from "./managedHere.ts";
import { shortPatch } from "./patch.ts";
import { PLATFORMS } from "./pipelines.ts";
import type { PlannedFile } from "./plannedFile.ts";
import { folderInRepository } from "./repository.ts";
import { whatChanges } from "./whatChanges.ts";

/** For the platforms that are asked for; with --update also for those that have a managed file already. */
export function planManaged(request: InitRequest): PlannedFile[] {
  const { folder, options, platformFiles } = request;
  const here = new Set(managedHere(folder.root).map(({ path }) => path));
  const platforms = PLATFORMS.filter(
    (platform) =>
      options.platforms.includes(platform) ||
      (options.update && platformFiles(platform).some(({ path }) => here.has(path))),
  );
  const files = platforms.flatMap(platformFiles);
  const inside = folderInRepository(folder.root);
  if (inside !== "" && files.length > 0)
    throw new Failure(
      `Pipelines count in the root of the repository only, and this folder is ${inside}/; nothing was written. Run it there, or without --github and --gitlab.`,
      EXIT.usage,
    );
  const wanted = new Set(files.map(({ path }) => path));
  const leftOver = options.update ? [...here].filter((path) => !wanted.has(path)) : [];
  return [...files.map((file) => planOne(request, file)), ...leftOver.map(noLongerUsed)];
}

function planOne({ folder, options, versions }: InitRequest, file: ManagedFile): PlannedFile {
  const { path } = file;
  const text = stamped(file);
  const there = folder.read(path);
  if (there === undefined) return { path, state: "created", text };
  if (withLineFeeds(there) === text) return { path, state: "kept" };
  const changes = whatChanges(path, there);
  const notes = changes.length > 0 ? { notes: changes } : {};
  if (options.force.includes(path)) return { path, state: "overwritten", text, ...notes };
  const marker = markerOf(there);
  if (marker === undefined || marker.edited) {
    return { path, state: "differs", patch: shortPatch(path, there, text), notes: [strange(marker, path)] };
  }
  if (options.update) return { path, state: "updated", text, ...notes };
  const age =
    marker.version === versions.version ? "It is not what this version writes" : `It is of version ${marker.version}`;
  return { path, state: "kept", notes: [`${age}: \`genesys-access init --update\` writes it again.`] };
}

function strange(marker: Marker | undefined, path: string): string {
  const why = marker === undefined ? "Somebody else wrote this file" : "Somebody edited this file";
  return `${why}: \`--force ${path}\` would overwrite it.`;
}

function noLongerUsed(path: string): PlannedFile {
  return {
    path,
    state: "kept",
    notes: ["This version of the package has no such file: remove it when nothing else uses it."],
  };
}
