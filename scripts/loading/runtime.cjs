// Becomes lib/loading.js: how the package loads its parts. A cloud costs its provider, so it is loaded when it is used.

/**
 * An object with the names of a module, which is loaded when the first of them is asked for.
 *
 * The names are known without it, for Node reads every export of a CommonJS package that an ES module imports.
 */
exports.namespace = (load, names) => {
  let loaded;
  const namespace = {};
  for (const name of names) {
    Object.defineProperty(namespace, name, {
      enumerable: true,
      get: () => {
        loaded ??= load();
        return loaded[name];
      },
    });
  }
  return Object.defineProperty(namespace, "__esModule", { value: true });
};

/** Says in one line what to install when a provider is missing: each is a peer that only its own cloud needs. */
exports.requireProvider = (entryPoint, provider, version) => {
  try {
    require.resolve(`${provider}/package.json`);
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    throw missingProvider(entryPoint, provider, version);
  }
};

/** How many frames lie between a line of the user's and this file, at most: Node shows ten of its own otherwise. */
const FRAMES = 100;

function missingProvider(entryPoint, provider, version) {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
  const error = new Error(
    `${entryPoint} needs the package ${provider}, which is not installed: npm install --save-exact ${provider}@${version}`,
  );
  Error.stackTraceLimit = limit;
  // Of the stack the user's own line alone: the rest is how Node loads modules.
  const frames = error.stack.split("\n").filter((line) => /^ {4}at /.test(line));
  const own = frames.filter((line) => !line.includes(__dirname) && !/\(?node:internal\//.test(line));
  error.stack = [`Error: ${error.message}`, ...own].join("\n");
  // As whoever loads a module on trial knows it; not enumerable, or Node would print it below the message.
  return Object.defineProperty(error, "code", { value: "MODULE_NOT_FOUND" });
}
