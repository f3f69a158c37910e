import type { Shell } from "./options.ts";

const LINE: Readonly<Record<Shell, (name: string, value: string) => string>> = {
  posix: (name, value) => `export ${name}=${isPlain(value) ? value : `'${value.replaceAll("'", "'\\''")}'`}`,
  fish: (name, value) => `set -gx ${name} ${isPlain(value) ? value : `'${value.replace(/[\\']/g, "\\$&")}'`}`,
  powershell: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
};

/** Lines that set these variables in a shell. */
export function exportLines(environment: Readonly<Record<string, string>>, shell: Shell): string[] {
  return Object.entries(environment).map(([name, value]) => LINE[shell](name, value));
}

/** No shell gives any of its characters a meaning. */
function isPlain(value: string): boolean {
  return /^[\w.-]+$/.test(value);
}
