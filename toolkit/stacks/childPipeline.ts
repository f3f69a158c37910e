/** A pipeline of GitLab with one job for each of the stacks that a command found: GitLab's own matrix takes names from the file only. */
import { stringify } from "yaml";

export interface ChildPipeline {
  /** The file of the repository that defines the job. */
  readonly include: string;
  /** The hidden job that each stack's job extends; it gets the stack's name as STACK. */
  readonly job: string;
}

/** GitLab refuses a pipeline without jobs: where there is no stack, one says so. */
export function childPipeline(stacks: readonly string[], { include, job }: ChildPipeline): string {
  const name = job.replace(/^\./, "");
  const jobs =
    stacks.length > 0
      ? { [name]: { extends: job, parallel: { matrix: [{ STACK: [...stacks] }] } } }
      : { [`${name}-nothing`]: { script: ['echo "No stack has changed."'] } };
  return stringify({ include: [{ local: include }], ...jobs });
}
