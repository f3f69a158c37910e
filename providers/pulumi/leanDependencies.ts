/**
 * Smaller states: the SDK tells the engine for each property on which resources its value hangs, and the engine writes that list into the state, beside the list
 * of the whole resource, so that both name the same resources: a tenth of the bytes of a client or a grant.
 *
 * The engine asks the lists of properties one thing only: whether a resource has to be replaced because something is replaced before it, by a value of that
 * property that is not known yet. So they stay for properties whose change makes another object, and for a resource whose program asks for more with
 * `replaceOnChanges`. The order of creates and deletes comes from the list of the whole resource, which is left as it is.
 */
import { getMonitor } from "@pulumi/pulumi/runtime/settings.js";
import { RESOURCES, resourceKind } from "../../access/resources/index.ts";

/** The parts of a request that are used here. */
interface Registration {
  getType(): string;
  getReplaceonchangesList(): readonly string[];
  getPropertydependenciesMap(): DependencyMap;
}

interface DependencyMap {
  entries(): Iterator<[string, { getUrnsList(): readonly string[] }]>;
  has(key: string): boolean;
  del(key: string): unknown;
}

type Register = (this: unknown, request: Registration, ...others: unknown[]) => unknown;

/** The engine takes a request without any list for one of an old SDK, in which every property hangs on everything. One empty list is kept. */
const ALWAYS_KEPT = "__provider";

const lean = new WeakSet<object>();

/**
 * To be called before a resource is registered; more than once is as good as once. Relies on `registerResource` of the client that the SDK's settings hold: an
 * SDK without it writes the longer states that it wrote before.
 */
export function leanDependencies(): void {
  const monitor = getMonitor() as { registerResource?: Register } | undefined;
  const register = monitor?.registerResource;
  if (monitor === undefined || typeof register !== "function" || lean.has(monitor)) return;
  lean.add(monitor);
  monitor.registerResource = (request, ...others) => {
    dropDependencies(request);
    return register.call(monitor, request, ...others);
  };
}

/** Takes the lists that nobody asks for out of the request of one of our resources. */
export function dropDependencies(request: Registration): void {
  const kind = resourceKind(request.getType());
  if (kind === undefined || request.getReplaceonchangesList().length > 0) return;
  const lists = request.getPropertydependenciesMap();
  if (!lists.has(ALWAYS_KEPT)) return;
  const replaceOn: readonly string[] = RESOURCES[kind].replaceOn;
  const all = Array.from({ [Symbol.iterator]: () => lists.entries() });
  for (const [key, list] of all) {
    const isAsked = replaceOn.includes(key) && list.getUrnsList().length > 0;
    if (key !== ALWAYS_KEPT && !isAsked) lists.del(key);
  }
}
