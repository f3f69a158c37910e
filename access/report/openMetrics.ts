/** Families of gauges as OpenMetrics text (openmetrics.io, version 1.0). What is unknown has no line. */
import { printable } from "../values/untrusted.ts";

export type Labels = Readonly<Record<string, string>>;
export type Sample = readonly [labels: Labels, value: number | null];

/** A gauge with its samples; nothing at all where no value is known. */
export function family(name: string, help: string, samples: readonly Sample[], unit?: string): string {
  const lines = samples.flatMap(([labels, value]) =>
    value === null ? [] : [`${name}{${labelText(labels)}} ${value}\n`],
  );
  if (lines.length === 0) return "";
  const head = [`# TYPE ${name} gauge\n`, ...(unit ? [`# UNIT ${name} ${unit}\n`] : []), `# HELP ${name} ${help}\n`];
  return [...head, ...lines].join("");
}

/** Whatever an org calls its things stays within its quotes. */
function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${printable(value).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`)
    .join(",");
}
