/** The calls About and GetProgramDependencies, for `pulumi about`. */
import { existsSync, readFileSync } from "node:fs";
import module from "node:module";
import { dirname, join } from "node:path";

/** Answers About for `pulumi about`: the Node that programs run with. */
export function aboutNode(host) {
  return new host.sdk.messages.AboutResponse().setExecutable(process.execPath).setVersion(process.version);
}

/** Answers GetProgramDependencies for `pulumi about`: the direct dependencies with the versions that are installed. */
export function programDependencies(host, request) {
  const { DependencyInfo, GetProgramDependenciesResponse } = host.sdk.messages;
  const directory = request.getInfo()?.getProgramDirectory() || request.getPwd() || process.cwd();
  const manifest = nearestManifest(directory);
  const wanted = { ...manifest?.content.dependencies, ...manifest?.content.devDependencies };
  const list = Object.entries(wanted).map(([name, range]) =>
    new DependencyInfo().setName(name).setVersion(installedVersion(name, manifest.path) ?? String(range)),
  );
  return new GetProgramDependenciesResponse().setDependenciesList(list);
}

/** The package.json of `directory` or of the nearest folder above it that has one. */
function nearestManifest(directory) {
  const path = join(directory, "package.json");
  if (existsSync(path)) return { path, content: JSON.parse(readFileSync(path, "utf8")) };
  const above = dirname(directory);
  return above === directory ? undefined : nearestManifest(above);
}

function installedVersion(name, manifestPath) {
  try {
    const path =
      module.findPackageJSON?.(name, manifestPath) ??
      module.createRequire(manifestPath).resolve(`${name}/package.json`);
    return JSON.parse(readFileSync(path, "utf8")).version;
  } catch {
    return undefined; // not installed, or it does not export its package.json: the range from the manifest stands
  }
}
