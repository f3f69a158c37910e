/** A strict reader of OpenMetrics text: the grammar of version 1.0 (openmetrics.io) and the rules of its chapters on families, gauges and units. */

export interface MetricFamily {
  readonly type: string;
  readonly unit: string;
  readonly help: string;
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[n"\\\\])*"';
const NUMBER = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?|[+-]?Inf|NaN";
const SAMPLE = new RegExp(`^(${NAME})(?:\\{((?:${LABEL})(?:,(?:${LABEL}))*|)\\})? (${NUMBER})$`);
const DESCRIPTOR = new RegExp(`^# (TYPE|UNIT|HELP) (${NAME})(?: (.*))?$`);

/** Of gauges only, which is what is written here. Throws for every other line. */
export function parseOpenMetrics(text: string): ReadonlyMap<string, MetricFamily> {
  if (!text.endsWith("# EOF\n")) throw new Error("the text does not end with # EOF and a line feed");
  const lines = text.slice(0, -"# EOF\n".length).split("\n");
  if (lines.pop() !== "") throw new Error("a line does not end");
  const families = new Map<
    string,
    { type: string; unit: string; help: string; samples: MetricFamily["samples"][number][] }
  >();
  const seen = new Set<string>();
  let current = "";
  for (const line of lines) {
    const [, keyword, described = "", rest = ""] = DESCRIPTOR.exec(line) ?? [];
    if (keyword !== undefined) {
      if (described !== current) {
        if (families.has(described)) throw new Error(`the family ${described} is told twice: ${line}`);
        families.set(described, { type: "unknown", unit: "", help: "", samples: [] });
        current = described;
      }
      const family = families.get(current);
      if (!family || family.samples.length > 0) throw new Error(`a description after samples: ${line}`);
      if (keyword === "TYPE" && rest !== "gauge") throw new Error(`no gauge: ${line}`);
      if (keyword === "UNIT" && !current.endsWith(`_${rest}`)) throw new Error(`the name has no such unit: ${line}`);
      if (keyword === "HELP" && /\\(?![n"\\])/.test(rest)) throw new Error(`an escape that there is not: ${line}`);
      family[keyword.toLowerCase() as "type" | "unit" | "help"] = rest;
      continue;
    }
    const [, name, labels = "", value = ""] = SAMPLE.exec(line) ?? [];
    if (name === undefined) throw new Error(`neither a description nor a sample: ${line}`);
    if (name !== current) throw new Error(`a sample of another family than ${current}: ${line}`);
    const pairs = [...labels.matchAll(/([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/g)].map(
      ([, label = "", quoted = ""]) =>
        [label, quoted.replace(/\\(.)/g, (_, one) => (one === "n" ? "\n" : one))] as const,
    );
    if (new Set(pairs.map(([label]) => label)).size < pairs.length) throw new Error(`a label stands twice: ${line}`);
    const key = JSON.stringify([name, [...pairs].sort()]);
    if (seen.has(key)) throw new Error(`the sample stands twice: ${line}`);
    seen.add(key);
    families.get(current)?.samples.push({ labels: Object.fromEntries(pairs), value: Number(value) });
  }
  return families;
}
