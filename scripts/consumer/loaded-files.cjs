// Preloaded into the installed command: writes which files it loaded. Everything that is required is in the cache of
// CommonJS, also an ES module that a require led to.
const { writeFileSync } = require("node:fs");

process.on("exit", () => writeFileSync(process.env.LOADED_FILES, JSON.stringify(Object.keys(require.cache))));
