/**
 * Preload: whoever asks for `cdktf`, be it the program, Modelkeep or a provider package, is given `cdktn`.
 *
 * When the process ends it writes which of the two packages were loaded to the file named by LOADED_PACKAGES.
 */
const { writeFileSync } = require("node:fs");
const Module = require("node:module");

const resolveFilename = Module._resolveFilename;

Module._resolveFilename = function resolveAliased(request, ...rest) {
  return resolveFilename.call(this, request.replace(/^cdktf(?=\/|$)/, "cdktn"), ...rest);
};

process.on("exit", () => {
  const loaded = Object.keys(require.cache).map((path) => /\/node_modules\/(cdktf|cdktn)\/lib\//.exec(path)?.[1]);
  const packages = [...new Set(loaded)].filter((name) => name !== undefined);
  writeFileSync(process.env.LOADED_PACKAGES ?? "/dev/null", JSON.stringify(packages.sort()));
});
