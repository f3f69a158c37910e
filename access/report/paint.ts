/** Colours of a terminal. Whether there is one is the caller's question. */
import { styleText } from "node:util";

type Style = "bold" | "dim" | "red" | "yellow" | "green";
export type Paint = Readonly<Record<Style, (text: string) => string>>;

export function painter(color: boolean): Paint {
  const style = (name: Style) => (text: string) => (color ? styleText(name, text, { validateStream: false }) : text);
  return { bold: style("bold"), dim: style("dim"), red: style("red"), yellow: style("yellow"), green: style("green") };
}
