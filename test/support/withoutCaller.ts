/**
 * Runs before each file of tests: whoever runs them has logins, a selected stack, a way to an org, a pipeline or a git hook around them, and none of
 * that is for the tests. What Node, npm and the network need stays.
 */
const OF_THE_CALLER = [
  // The home is kept: the CLI that this checkout obtained may be there, and every workspace has one of its own.
  /^PULUMI_(?!HOME$)/i,
  /^GENESYSCLOUD_/i,
  /^GENESYS_ACCESS_/i,
  // A pipeline of one's own: the commands post, sum up and compare by these.
  /^(GITHUB|GITLAB|CI|ACTIONS)_/,
  // Set by git while a hook runs; every command of git in another folder would then work in this one.
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|OBJECT_DIRECTORY|COMMON_DIR)$/,
  /^(NO_COLOR|FORCE_COLOR|CLICOLOR|CLICOLOR_FORCE)$/,
];

for (const name of Object.keys(process.env)) {
  if (OF_THE_CALLER.some((pattern) => pattern.test(name))) delete process.env[name];
}
