/** The environment of a plain pipeline: a PATH, and the compiled modules of the other tests. */
export const PLAIN_ENVIRONMENT = {
  PATH: process.env["PATH"] ?? "",
  NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? "",
};
