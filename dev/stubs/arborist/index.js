// The Pulumi SDK depends on npm's installer to collect the packages of functions that it serialises. Nothing here is serialised, but every
// process of a run would load the installer: 100 packages, a quarter of a second. `overrides` in package.json puts this in its place.
class Arborist {
  constructor() {
    throw new Error(
      "This project keeps npm's installer out of node_modules. To serialise functions, remove @npmcli/arborist from `dependencies` and `overrides` in package.json.",
    );
  }
}

module.exports = { Arborist };
