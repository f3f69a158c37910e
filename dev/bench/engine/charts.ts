/** The figures as pictures, drawn without a browser. */
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { callCount, type EngineFigures } from "./figures.ts";
import { PEER_ROWS } from "./peer.ts";
import type { OperationName } from "./scenario.ts";
import { operationOf } from "./targets.ts";

export interface Chart {
  /** File name, and what the picture shows to whoever cannot see it. */
  readonly name: string;
  readonly text: string;
  readonly spec: TopLevelSpec;
}

interface Bar {
  readonly operation: OperationName;
  readonly who: string;
  readonly value: number;
}

const ORDER = ["this project", "engine alone", "naive provider", "Terraform"];
const COLOURS = ["#1f6feb", "#afb8c1", "#d4a72c", "#8250df"];
const COMPARED = 100;
const LARGEST = 500;

/** Those for which there are figures. */
export function chartsOf(figures: EngineFigures): Chart[] {
  const calls = compared(
    figures,
    (own) => callCount(own),
    ({ calls }) => calls,
  );
  const seconds = compared(
    figures,
    ({ seconds }) => seconds,
    ({ seconds }) => seconds,
  );
  const floor = barsOf(figures, "usual", LARGEST, "this project").concat(
    barsOf(figures, "floor", LARGEST, "engine alone"),
  );
  const charts = [
    bars("bench-calls", `Requests to the org, ${COMPARED} clients`, "requests", calls),
    bars("bench-seconds", `Seconds, ${COMPARED} clients, no latency`, "seconds", seconds),
    bars("bench-floor", `Seconds beside the engine's own cost, ${LARGEST} clients`, "seconds", floor),
  ];
  return charts.flatMap((chart) => chart ?? []);
}

/** SVG text; the same figures give the same text. */
export async function drawChart({ spec }: Chart): Promise<string> {
  const view = new View(parse(compile(spec).spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return `${svg}\n`;
}

type OwnValue = Parameters<typeof callCount>[0] & { readonly seconds: number };

function compared(
  figures: EngineFigures,
  own: (operation: OwnValue) => number,
  peer: (row: (typeof PEER_ROWS)[number]) => number,
): Bar[] {
  const rows = PEER_ROWS.filter(({ clients, conditions }) => clients === COMPARED && conditions === "usual");
  return [
    ...barsOf(figures, "usual", COMPARED, "this project", own),
    ...barsOf(figures, "naive", COMPARED, "naive provider", own),
    ...rows.map((row) => ({ operation: row.operation, who: "Terraform", value: peer(row) })),
  ].filter(({ operation }) => rows.some((row) => row.operation === operation));
}

function barsOf(
  { scenarios }: EngineFigures,
  name: string,
  clients: number,
  who: string,
  value: (operation: OwnValue) => number = ({ seconds }) => seconds,
): Bar[] {
  const found = scenarios.find(({ scenario }) => scenario.name === name && scenario.clients === clients);
  return (found?.operations ?? []).flatMap(({ operation }) => {
    const own = operationOf(found, operation);
    return own ? [{ operation, who, value: value(own) }] : [];
  });
}

function bars(name: string, title: string, unit: string, values: readonly Bar[]): Chart | undefined {
  const present = ORDER.filter((who) => values.some((bar) => bar.who === who));
  if (present.length < 2) return undefined;
  const operations = [...new Set(values.map(({ operation }) => operation))];
  const colours = present.map((who) => COLOURS[ORDER.indexOf(who)] ?? "#000000");
  const text = `${title}: ${values.map(({ who, operation, value }) => `${who}, ${operation}: ${shown(value)}`).join("; ")}`;
  return {
    name,
    text,
    spec: {
      title: { text: title, anchor: "start" },
      background: "#ffffff",
      padding: 12,
      config: { font: "sans-serif", view: { stroke: null }, axis: { labelFontSize: 12, titleFontSize: 12 } },
      data: { values: values.map((bar) => ({ ...bar, label: shown(bar.value) })) },
      encoding: {
        y: { field: "operation", type: "nominal", sort: operations, title: null },
        yOffset: { field: "who", type: "nominal", sort: present },
        x: { field: "value", type: "quantitative", title: unit },
      },
      layer: [
        {
          mark: "bar",
          encoding: {
            color: {
              field: "who",
              type: "nominal",
              scale: { domain: present, range: colours },
              legend: { title: null, orient: "bottom" },
            },
          },
        },
        {
          mark: { type: "text", align: "left", dx: 4, fontSize: 11 },
          encoding: { text: { field: "label", type: "nominal" } },
        },
      ],
      width: 560,
      height: { step: 16 },
    },
  };
}

function shown(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString("en-US") : value.toFixed(1);
}
