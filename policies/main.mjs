// The entry that Pulumi requires. It hooks ts-node into every require() of a TypeScript file, which would compile and type-check the
// pack at each start; an ES module import goes past that hook, and Node runs the TypeScript itself.
import "./index.ts";
