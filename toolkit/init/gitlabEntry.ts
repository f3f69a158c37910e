/** GitLab reads `.gitlab-ci.yml` only: that file, which is the user's own, includes the managed one. */
import { Failure } from "../failure.ts";
import type { InitRequest } from "./initRequest.ts";
import type { PlannedFile } from "./plannedFile.ts";

const PATH = ".gitlab-ci.yml";

/** Nothing where GitLab is not asked for, or where the managed file stands in that place itself. */
export function planGitlabEntry({ folder, options, platformFiles }: InitRequest): PlannedFile[] {
  const paths = options.platforms.includes("gitlab") ? platformFiles("gitlab").map(({ path }) => path) : [];
  const included = paths.filter((path) => path.endsWith(".yml"));
  if (included.length === 0 || paths.includes(PATH)) return [];
  const lines = ["include:", ...included.map((path) => `  - local: ${path}`)];
  if (options.force.includes(PATH))
    throw new Failure(`--force: ${PATH} is yours and is never overwritten. Leave it out.`);
  const there = folder.read(PATH);
  if (there === undefined) return [{ path: PATH, state: "created", text: `${lines.join("\n")}\n` }];
  if (included.every((path) => there.includes(path))) return [{ path: PATH, state: "kept" }];
  const notes = [
    "The pipelines run once this is in it; where the file names `stages:`, those of the pipelines must be among them:",
  ];
  return [{ path: PATH, state: "differs", notes, patch: lines.map((line) => `+${line}`) }];
}
