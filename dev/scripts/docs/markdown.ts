/** The few parts of Markdown that generated pages are made of. */

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

export function yaml(text: string): string {
  return `\`\`\`yaml\n${text.trim()}\n\`\`\``;
}

export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

/** Parts with an empty line between them. */
export function sections(...parts: readonly string[]): string {
  return parts.join("\n\n").trim();
}
