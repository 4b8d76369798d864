const { join } = require("node:path");

/** Bundles the command once for all tests that run it: they see what users run, without a build of the whole package. */
module.exports = async () => {
  const { build } = require("esbuild");
  const root = join(__dirname, "../..");
  await build({
    entryPoints: [join(root, "src/cli/main.ts")],
    outfile: join(root, "node_modules/.cache/modelkeep-cli/main.cjs"),
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "warning",
  });
};
