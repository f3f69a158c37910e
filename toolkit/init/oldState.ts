/** Files that the states of releases before the package name, with texts that lead to the package: in those releases the files of this repository stood there. */
export const OLD_STATE = [
  ["providers/handlers.ts", 'export * from "genesys-cloud-access/handlers";\n'],
  ["program/deliver/hideSecret.mjs", 'import "genesys-cloud-access/deliver";\n'],
] as const;
