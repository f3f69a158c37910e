/** `npm pack` and `npm publish` of this folder would send the sources: they are refused. `npm run pack` passes, though npm runs this before it too. */
if (["pack", "publish"].includes(process.env["npm_command"] ?? "")) {
  console.error("This folder holds the sources: npm run pack makes the tarball, npm publish ./dist sends it.");
  process.exitCode = 1;
}
