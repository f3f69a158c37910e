/** Measurements of single processes beside their targets. */

export interface Measure {
  readonly what: string;
  readonly unit: string;
  /** Of several fresh processes, sorted. */
  readonly values: readonly number[];
  /** The median should be below it. */
  readonly target: number;
}

export function measure(what: string, unit: string, values: readonly number[], target: number): Measure {
  return { what, unit, values: [...values].sort((a, b) => a - b), target };
}

export function median({ values }: Measure): number {
  return values[Math.floor(values.length / 2)] ?? Number.NaN;
}

export function printMeasures(measures: readonly Measure[]): void {
  for (const each of measures) {
    const { what, unit, target, values } = each;
    const value = median(each);
    const spread = `${values[0]?.toFixed(1)} to ${values.at(-1)?.toFixed(1)}`;
    const verdict = value < target ? "met" : "not met";
    console.log(
      `${what.padEnd(62)} ${value.toFixed(1).padStart(7)} ${unit.padEnd(3)} (${spread})  target < ${target} ${unit}: ${verdict}`,
    );
  }
}
