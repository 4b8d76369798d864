// Compiles src with jsii into lib, from nothing: a file that was removed from src must not survive in lib.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";

const jsii = createRequire(import.meta.url).resolve("jsii/bin/jsii");
rmSync("lib", { recursive: true, force: true });
const silenced = ["metadata/missing-dev-dependency", "language-compatibility/reserved-word"];
const { status } = spawnSync(
  process.execPath,
  [jsii, "--tsconfig", "tsconfig.json", ...silenced.map((code) => `--silence-warnings=${code}`)],
  // jsii calls Node 20 out of support; we support it all the same, see docs/decisions.
  { stdio: "inherit", env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: "20" } },
);
process.exit(status ?? 1);
