/**
 * The project whose stacks the tests deploy and compare: a copy of this checkout's own examples. The examples themselves are for people to try out:
 * what somebody changed there, or left there (settings of a stack, a lock), is none of the tests' business.
 */
import { join } from "node:path";

/** Folder of the project, from the root of the checkout. */
export const PROJECT_FOLDER = "test/fixtures/project";

/** A file of the project, as the checkout names it. */
export function projectFile(file: string): string {
  return join(PROJECT_FOLDER, file);
}
