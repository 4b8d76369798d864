/** Sources are compiled by swc on the way in; only the packed package is compiled by jsii. */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  transformIgnorePatterns: ["/node_modules/"],
  setupFilesAfterEnv: ["<rootDir>/test/support/matchers.ts"],
  moduleNameMapper: {
    "^modelkeep$": "<rootDir>/src/index.ts",
    "^modelkeep/errors$": "<rootDir>/src/core/errors.ts",
    "^modelkeep/(aws|core|kubernetes)$": "<rootDir>/src/$1/index.ts",
  },
};
