/** Processes and scratch folders that an interrupted bench must not leave behind. */
const pending = new Set<() => void>();

/** `undo` runs when the bench is interrupted or fails; the returned function says that it is no longer needed. */
export function onEnd(undo: () => void): () => void {
  pending.add(undo);
  return () => pending.delete(undo);
}

function undoAll(): void {
  for (const undo of pending) undo();
  pending.clear();
}

process.once("exit", undoAll);
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const) {
  process.once(signal, () => process.exit(code));
}
