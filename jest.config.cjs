/** Sources are compiled by swc on the way in; only the packed package is compiled by jsii. */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  transform: {
    "^.+\\.[jt]s$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  // cel-js is ESM only; jest cannot require that, Node can.
  transformIgnorePatterns: ["/node_modules/(?!@marcbachmann/cel-js/)"],
  globalSetup: "<rootDir>/test/support/global-setup.cjs",
  setupFilesAfterEnv: ["<rootDir>/test/support/matchers.ts"],
  moduleNameMapper: {
    "^modelkeep$": "<rootDir>/src/index.ts",
    "^modelkeep/errors$": "<rootDir>/src/core/errors.ts",
    "^modelkeep/(aws|core|google|kubernetes|policy)$": "<rootDir>/src/$1/index.ts",
  },
};
