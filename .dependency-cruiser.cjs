/** Imports go one way: access <- policies, providers <- program, index.ts, cli. The simulator is the other side of the wire. */
const only = (from, allowed, comment) => ({
  name: `${from}-imports-only-${allowed.join("-") || "itself"}`,
  comment,
  severity: "error",
  from: { path: `^${from}/` },
  to: {
    path: "^[^/]+(/|\\.ts$)",
    pathNot: ["^node_modules/", `^(${[from, ...allowed].join("|")})/`],
    dependencyTypesNot: ["core"],
  },
});

module.exports = {
  forbidden: [
    only("access", [], "The model is pure: it knows nothing of the network, the engine or the rules."),
    only("policies", ["access"], "Rules judge the model."),
    only("providers", ["access", "token"], "Resources never know the rules."),
    only("token", [], "A consumer copies the folder as it is."),
    only("simulator", [], "The simulator shares no code with what it tests."),
    only("posting", [], "Posting a comment knows nothing of what it says."),
    only("engine", [], "Getting a Pulumi CLI has nothing to do with Genesys Cloud."),
    only("program", ["access", "policies", "providers"], "The program puts the parts together."),
    only("cli", ["access", "engine", "policies", "posting", "providers"], "The command line puts the parts together."),
    {
      name: "access-is-pure",
      comment: "No network, no Pulumi in the model.",
      severity: "error",
      from: { path: "^access/" },
      to: { path: "^(node_modules/(axios|@pulumi)|(node:)?(http|https|net|child_process)$)" },
    },
    {
      name: "no-circular",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    // `sarif` and `mdast` are types only (@types/…).
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^(sarif|mdast)$" } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^test" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".mjs", ".js"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"], // some packages have ES modules only
    },
  },
};
