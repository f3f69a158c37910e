import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { publishedManifest } from "../../../dev/package/manifest.ts";
import manifest from "../../../package.json" with { type: "json" };

const require = createRequire(import.meta.url);

describe("the published package.json", () => {
  const published = publishedManifest(manifest) as Record<string, Record<string, unknown>>;

  it("names compiled files and their declarations, and closes everything else", () => {
    expect(published["exports"]?.["."]).toEqual({ types: "./library.d.ts", default: "./library.js" });
    expect(published["exports"]?.["./deliver"]).toBe("./program/deliver/hideSecret.mjs");
    expect(Object.keys(published["exports"] ?? {})).toEqual(Object.keys(manifest.exports));
  });

  it("leaves at home what only this repository can use", () => {
    for (const key of ["private", "scripts", "devDependencies", "overrides", "allowScripts"]) {
      expect(Object.keys(published)).not.toContain(key);
    }
    expect(() => publishedManifest({ dependencies: { own: "file:dev/own" } })).toThrow("own: file:dev/own");
  });

  it("asks for the SDKs once, as peers, and brings what runs in production", () => {
    expect(Object.keys(manifest.devDependencies)).not.toContain("@pulumi/pulumi");
    expect(Object.keys(manifest.dependencies)).not.toContain("@pulumi/pulumi");
    expect(Object.keys(published["dependencies"] ?? {})).toEqual(
      expect.arrayContaining(["fastify", "@pulumi/command"]),
    );
  });

  it("says exactly which versions it is tested with: those that are installed", () => {
    for (const [name, version] of Object.entries(manifest.testedWith)) {
      expect(require(`${name}/package.json`).version.replace(/^v/, ""), name).toBe(version);
    }
  });
});
