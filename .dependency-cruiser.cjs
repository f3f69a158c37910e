/**
 * Imports go one way. dev/rooms.json is the one list of the rooms and of what each may import; test/rooms.test.ts holds it complete and tries
 * these rules.
 */
const { product, access, toolkit, development, withoutCode } = require("./dev/rooms.json");

const rooms = Object.entries(product).map(([room, { imports, why }]) => ({
  name: `${room}-imports-only-${imports.join("-") || "itself"}`,
  comment: why,
  severity: "error",
  from: { path: `^${room}/` },
  to: {
    path: "^[^/]+(/|\\.ts$)",
    pathNot: ["^node_modules/", `^(${[room, ...imports].join("|")})/`],
    dependencyTypesNot: ["core"],
  },
}));

/** The folders of the model from the lowest to the highest; those of an inner list stand beside each other and import neither. */
const layers = access.map((layer) => [layer].flat());
const directions = layers.flatMap((layer, index) =>
  layer.map((folder) => ({
    name: `access-${folder}-imports-only-what-is-below`,
    comment: `In the order of "access" in dev/rooms.json.`,
    severity: "error",
    from: { path: `^access/${folder}/` },
    to: { path: "^access/", pathNot: `^access/(${[folder, ...layers.slice(0, index).flat()].join("|")})/` },
  })),
);

const listed = [...Object.keys(product), ...development, ...withoutCode].map((room) => room.replace(".", "\\."));
const unlisted = [
  { path: "^access/", pathNot: `^access/(${layers.flat().join("|")})/` },
  { path: "^[^/]+/", pathNot: `^(node_modules|${listed.join("|")})/` },
].flatMap((path) => [
  { from: path, to: {} },
  { from: {}, to: { ...path, dependencyTypesNot: ["core"] } },
]);
const below = Object.keys(toolkit.below).join("|");
const importing = Object.keys(toolkit.verbsThatImportVerbs).join("|");

/** A folder of the toolkit: its own files, those beside the folders, and the folders that it may import. */
const folder = (name, from, allowed, why) => ({
  name: `toolkit-${name}-imports-only-what-is-below`,
  comment: why,
  severity: "error",
  from: { path: from },
  to: { path: "^toolkit/[^/]+/", pathNot: `^toolkit/(${allowed.join("|")})/` },
});

const toolkitFolders = [
  ...Object.entries(toolkit.below).map(([name, imports]) =>
    folder(name, `^toolkit/${name}/`, [name, ...imports], toolkit.why),
  ),
  ...Object.entries(toolkit.verbsThatImportVerbs).map(([name, { imports, why }]) =>
    folder(name, `^toolkit/${name}/`, [name, below, ...imports], why),
  ),
  // Any other folder is a verb: what is new need not be listed.
  folder("verb", `^toolkit/(?!(?:${below}|${importing})/)([^/]+)/`, ["$1", below], toolkit.why),
  {
    name: "toolkit-files-know-no-folder",
    comment: "What all folders of the toolkit share stands below them.",
    severity: "error",
    from: { path: "^toolkit/[^/]+\\.ts$" },
    to: { path: "^toolkit/[^/]+/" },
  },
];

module.exports = {
  forbidden: [
    ...rooms,
    ...directions,
    ...unlisted.map((rule) => ({
      name: "on-no-list",
      comment: "Add the folder to dev/rooms.json.",
      severity: "error",
      ...rule,
    })),
    ...toolkitFolders,
    {
      name: "access-is-pure",
      comment: "No network, no Pulumi in the model.",
      severity: "error",
      from: { path: "^access/" },
      to: { path: "^(node_modules/(axios|@pulumi)|(node:)?(http|https|net|child_process)$)" },
    },
    {
      name: "toolkit-parses-no-options",
      comment: "What a command takes and prints is the command's business.",
      severity: "error",
      from: { path: "^toolkit/" },
      to: { path: "^node_modules/commander/" },
    },
    {
      name: "posting-knows-nothing",
      comment: "Posting a comment knows nothing of what it says.",
      severity: "error",
      from: { path: "^toolkit/posting/" },
      to: { path: "^[^/]+/", pathNot: ["^node_modules/", "^toolkit/posting/"], dependencyTypesNot: ["core"] },
    },
    {
      name: "engine-stands-alone",
      comment: "Getting a Pulumi CLI has nothing to do with Genesys Cloud.",
      severity: "error",
      from: { path: "^dev/engine/" },
      to: { path: "^[^/]+/", pathNot: ["^node_modules/", "^dev/engine/"], dependencyTypesNot: ["core"] },
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
    exclude: { path: "^(test|dist|templates|coverage|\\.demo|\\.pulumi)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".mjs", ".js"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"], // some packages have ES modules only
    },
  },
};
