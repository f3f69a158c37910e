import packageJson from "../package.json" with { type: "json" };

/** The tool's name and version, as reports show them. */
export const TOOL = { name: "genesys-access", version: packageJson.version } as const;
