/** Parser of an option that may be given several times. */
export function collect(text: string, before: readonly string[]): string[] {
  return [...before, text];
}
