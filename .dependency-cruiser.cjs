/** The arrows of the house point down only: cli -> change, policy, publish, pipeline -> estate -> core; constructs -> core. */
const constructs = "aws|google|kubernetes";
const tools = "estate|policy|change|publish|pipeline|cli";

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "core-knows-nobody",
      severity: "error",
      // The one place where the constructs meet the tools, see docs/decisions/0006-controls-at-synthesis.md.
      from: { path: "^src/core", pathNot: "^src/core/stack-evaluator\\.ts$" },
      to: { path: `^src/(${constructs}|${tools})` },
    },
    {
      name: "core-meets-the-evaluator-in-one-file",
      severity: "error",
      from: { path: "^src/core/stack-evaluator\\.ts$" },
      to: { path: `^src/(${constructs}|${tools})`, pathNot: "^src/policy/stack-check\\.ts$" },
    },
    {
      name: "core-knows-no-provider",
      severity: "error",
      from: { path: "^src/core" },
      to: { path: "@cdktf/provider-" },
    },
    {
      name: "constructs-stay-apart",
      severity: "error",
      from: { path: `^src/(${constructs})` },
      to: { path: `^src/(${constructs}|${tools})`, pathNot: "^src/$1" },
    },
    {
      name: "estate-knows-core",
      severity: "error",
      from: { path: "^src/estate" },
      to: { path: "^src/(?!estate|core)" },
    },
    {
      name: "tools-do-not-know-the-cli",
      severity: "error",
      from: { path: "^src/(?!cli|index)" },
      to: { path: "^src/cli" },
    },
    {
      name: "deep-provider-imports-only",
      severity: "error",
      from: { path: "^src" },
      to: { path: "@cdktf/provider-[a-z]+/lib/index\\.(js|d\\.ts)$" },
    },
    {
      name: "aws-loads-aws-alone",
      severity: "error",
      from: { path: "^src/aws" },
      to: { path: "@cdktf/provider-(?!aws)" },
    },
    {
      name: "google-loads-google-alone",
      severity: "error",
      from: { path: "^src/google" },
      to: { path: "@cdktf/provider-(?!google)" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    // A cycle of types alone vanishes when the code is compiled.
    tsPreCompilationDeps: false,
  },
};
