/** `npm run faults -- --hostile [ID...]`: every hostile answer, one line each, and 1 where one is not bounded or says nothing clear. */
import { runHostile } from "./runHostile.ts";
import { HOSTILE_ANSWERS } from "./table.ts";

/** @returns the exit code */
export async function runHostileAnswers(ids: readonly string[]): Promise<number> {
  const unknown = ids.filter((id) => !HOSTILE_ANSWERS.some((hostile) => hostile.id === id));
  if (unknown.length > 0) {
    console.error(
      `There is no hostile answer ${unknown.join(", ")}. Choose from: ${HOSTILE_ANSWERS.map(({ id }) => id).join(", ")}.`,
    );
    return 2;
  }
  const chosen = HOSTILE_ANSWERS.filter(({ id }) => ids.length === 0 || ids.includes(id));
  let failed = 0;
  // One after the other: time and memory are each one's own.
  for (const hostile of chosen) {
    const { ms, mebibytes, paused, problems } = await runHostile(hostile);
    if (problems.length > 0) failed += 1;
    const columns = [
      problems.length === 0 ? "ok  " : "FAIL",
      hostile.id.padEnd(32),
      `${Math.round(ms)} ms`.padStart(8),
      `+${Math.round(mebibytes)} MiB`.padStart(9),
      `pauses ${Math.round(paused)} s`.padStart(13),
      hostile.reads === undefined ? "goes on  " : "one error",
    ];
    console.log(`${columns.join("  ")}  ${hostile.title}`);
    for (const problem of problems) console.log(`      ${problem}`);
  }
  console.log(`${chosen.length} hostile answers, ${chosen.length - failed} bounded and clear, ${failed} not.`);
  return failed === 0 ? 0 : 1;
}
