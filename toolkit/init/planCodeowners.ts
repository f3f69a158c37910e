/** The plan for CODEOWNERS: create it, add the lines that it lacks, or leave it. */
import { CODEOWNERS_PLACES, completeCodeowners, needsOwner, PLACEHOLDER_OWNER } from "./codeowners.ts";
import { refuseForce } from "./force.ts";
import type { InitRequest } from "./initRequest.ts";
import { OLD_STATE } from "./oldState.ts";
import { kept, type PlannedFile } from "./plannedFile.ts";
import { folderInRepository } from "./repository.ts";
import { readTemplate } from "./template.ts";

/** Platforms read it in the root of the repository only. */
export function planCodeowners({ folder, options }: InitRequest): { files: PlannedFile[]; notes: string[] } {
  const template = readTemplate("CODEOWNERS") + (options.oldState ? oldStateOwners() : "");
  const inside = folderInRepository(folder.root);
  if (inside !== "") {
    const note = `CODEOWNERS counts in the root of the repository only, and this folder is ${inside}/. Give this folder an owner there, because whoever may change it decides what judges a change:`;
    return { files: [], notes: [note, `  /${inside.replaceAll(" ", "\\ ")}/ ${PLACEHOLDER_OWNER}`] };
  }
  const places = CODEOWNERS_PLACES.map((path) => ({ path, text: folder.read(path) }));
  for (const { path } of places) refuseForce(options.force, path);
  const there = places.find(({ text }) => text !== undefined);
  if (there?.text === undefined)
    return { files: [{ path: "CODEOWNERS", state: "created", text: template, notes: [REPLACE_OWNER] }], notes: [] };
  const { path, text } = there;
  const added = completeCodeowners(text, template);
  if (added === undefined) {
    const notes = needsOwner(text) ? [REPLACE_OWNER] : [];
    return { files: [{ ...kept(path), notes }], notes: [] };
  }
  const notes = added.needsOwner
    ? [REPLACE_OWNER]
    : ["The new lines have the owners of everything (*): choose narrower ones where there are."];
  return { files: [{ path, state: "added lines", text: added.text, notes }], notes: [] };
}

/** Lines for the files that old states name: a deployment runs these files too. */
function oldStateOwners(): string {
  return OLD_STATE.map(([path]) => `/${path} ${PLACEHOLDER_OWNER}\n`).join("");
}

const REPLACE_OWNER = `Replace ${PLACEHOLDER_OWNER}: until then nobody is asked for a review.`;
