import packageJson from "../package.json" with { type: "json" };

/** How the tool names itself in reports. */
export const TOOL = { name: "genesys-access", version: packageJson.version } as const;
