// Makes a compiled package load its parts when they are used: `import { aws } from "modelkeep"` loads nothing of Google.
const { copyFileSync, readFileSync, writeFileSync } = require("node:fs");
const { join, resolve } = require("node:path");

const NAMESPACE = /^exports\.(\w+) = require\("\.\/\1"\);$/gm;
const MODULE = 'Object.defineProperty(exports, "__esModule", { value: true });';

/**
 * Rewrites the namespaces of `lib/index.js`, as TypeScript compiles `export * as aws from "./aws"`, and lets the entry points
 * of the clouds say what to install when their provider is missing. No line moves: source maps stay right.
 *
 * @param {string} directory folder of the package
 */
exports.loadLazily = (directory) => {
  const lib = resolve(directory, "lib");
  const { peerDependencies, devDependencies } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  copyFileSync(join(__dirname, "runtime.cjs"), join(lib, "loading.js"));

  rewrite(join(lib, "index.js"), NAMESPACE, (_statement, name) => {
    const names = JSON.stringify(Object.keys(require(join(lib, name))));
    return `exports.${name} = require("./loading").namespace(() => require("./${name}"), ${names});`;
  });
  for (const provider of Object.keys(peerDependencies).filter((peer) => peer.startsWith("@cdktf/provider-"))) {
    const name = provider.slice("@cdktf/provider-".length);
    const needed = [`modelkeep/${name}`, provider, devDependencies[provider]].map((word) => JSON.stringify(word));
    const check = `require("../loading").requireProvider(${needed.join(", ")});`;
    rewrite(join(lib, name, "index.js"), MODULE, () => `${MODULE} ${check}`);
  }
};

function rewrite(file, pattern, replacement) {
  const text = readFileSync(file, "utf8");
  const rewritten = text.replace(pattern, replacement);
  if (rewritten === text) throw new Error(`nothing to rewrite in ${file}: is it compiled in another way now?`);
  writeFileSync(file, rewritten);
}
