/** A path in a spec, for instance ["clients", "powerbi-emea", "scopes", 0], printed as `clients.powerbi-emea.scopes[0]`. */
export type YamlPath = readonly (string | number)[];

export function printYamlPath(path: YamlPath): string {
  return path
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      const text = /^[\w-]+$/.test(part) ? part : JSON.stringify(part);
      return index === 0 ? text : `.${text}`;
    })
    .join("");
}
