/** Runs `make` at the first call and keeps its result: the catalogue is large, and most runs need only a part of it. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
