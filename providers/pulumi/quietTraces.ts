/**
 * Stack traces that nobody reads, kept out of a run. The SDK takes a stack trace for every promise and every resource. With the source maps that its
 * runner installs these traces were a third of the CPU time of a program with 100 clients; and it keeps one per resource in the state: half a
 * kilobyte of paths of this machine, which differ in the next checkout.
 */
import { Resource } from "./sdk.ts";

/**
 * To be called before the first resource. For a program that is this package's alone: it changes how the whole process tells errors.
 * Relies on `Resource.stackTrace`, a private static method of the SDK: one without it keeps whatever it does instead.
 */
export function quietTraces(): void {
  // Node's own traces: they name lines of the TypeScript all the same, since stripped types leave every line where it was.
  Reflect.deleteProperty(Error, "prepareStackTrace");
  // A resource comes from the YAML, and the plan knows its line: where the program's loop stood says nothing.
  if ("stackTrace" in Resource) Object.assign(Resource, { stackTrace: () => [] });
}

/** For the rest of the process, which is the SDK's: errors keep their messages only. Ten traces a resource were a tenth of the program's CPU time. */
export function takeNoTraces(): void {
  Error.stackTraceLimit = 0;
}
