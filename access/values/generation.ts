/** Generations of a client: the same access under another id and secret, so that a consumer can change over while both work. */

/** Pulumi name of a generation, and the end of its marker. The first has no number: states from before there were generations stay. */
export function generationName(key: string, generation: number): string {
  return generation === 1 ? key : `${key}/${generation}`;
}

/** Name in Genesys Cloud: two generations stand beside each other in the console. */
export function nameOfGeneration(name: string, generation: number): string {
  return generation === 1 ? name : `${name}${suffix(generation)}`;
}

/** The name that the spec gives. */
export function withoutGeneration(name: string, generation: number): string {
  return name.endsWith(suffix(generation)) ? name.slice(0, -suffix(generation).length) : name;
}

function suffix(generation: number): string {
  return ` (generation ${generation})`;
}
