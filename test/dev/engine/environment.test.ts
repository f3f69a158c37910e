import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { pulumiEnvironment } from "../../../dev/engine/environment.ts";

const settings = { home: "/scratch/home", backend: "/scratch/my state", passphrase: "only for this" };

test("nothing of the user's own Pulumi leaks in", () => {
  const base = {
    PULUMI_ACCESS_TOKEN: "pul-1234",
    PULUMI_STACK: "prod",
    PULUMI_VERSION: "3.1.0",
    PULUMI_HOME: "/home/someone/.pulumi",
    PULUMI_CONFIG_PASSPHRASE_FILE: "/home/someone/passphrase",
    pulumi_backend_url: "s3://theirs",
  };

  const env = pulumiEnvironment({ ...settings, base });

  expect(env).not.toHaveProperty("PULUMI_ACCESS_TOKEN");
  expect(env).not.toHaveProperty("PULUMI_STACK");
  expect(env).not.toHaveProperty("PULUMI_VERSION");
  expect(env).not.toHaveProperty("PULUMI_CONFIG_PASSPHRASE_FILE");
  expect(env).not.toHaveProperty("pulumi_backend_url");
  expect(env).toMatchObject({
    PULUMI_HOME: "/scratch/home",
    PULUMI_BACKEND_URL: "file:///scratch/my%20state",
    PULUMI_CONFIG_PASSPHRASE: "only for this",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
  });
});

test("what else the user has set stays", () => {
  const env = pulumiEnvironment({
    ...settings,
    base: { GENESYSCLOUD_REGION: "eu-central-1", HTTPS_PROXY: "http://proxy.example" },
  });
  expect(env).toMatchObject({ GENESYSCLOUD_REGION: "eu-central-1", HTTPS_PROXY: "http://proxy.example" });
});

test("the project's own Node and the CLI come first on PATH", () => {
  const env: NodeJS.ProcessEnv = pulumiEnvironment({ ...settings, base: { PATH: "/usr/bin" } });
  expect(env["PATH"]?.split(delimiter)).toEqual([
    join(import.meta.dirname, "../../../node_modules/.bin"),
    join("/scratch/home/versions/3.255.0/bin"),
    "/usr/bin",
  ]);
});
