// Writes API.md from the public surface that jsii compiled; with --check, fails when the committed one says otherwise.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const docgen = createRequire(import.meta.url).resolve("jsii-docgen/bin/jsii-docgen");
const folder = mkdtempSync(join(tmpdir(), "modelkeep-api-"));
const fresh = join(folder, "API.md");
const { status } = spawnSync(process.execPath, [docgen, "--output", fresh], {
  stdio: "inherit",
  env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: "20" },
});
if (status === 0) {
  const written = readFileSync(fresh, "utf8")
    // jsii-docgen puts a blank into relative links of @see, which breaks them.
    .replaceAll("docs /", "docs/")
    // Both clouds have an AuditTrail: headings say whose.
    .replaceAll(/^### (\w+)( <a name="[^"]*" id="modelkeep\.(aws|google|kubernetes|policy)\.\1">)/gm, "### $3.$1$2");
  writeFileSync(fresh, written);
}
let stale = false;
if (status === 0 && process.argv.includes("--check")) {
  stale = readFileSync(fresh, "utf8") !== readFileSync("API.md", "utf8");
} else if (status === 0) {
  copyFileSync(fresh, "API.md");
}
rmSync(folder, { recursive: true });
if (stale) {
  console.error("API.md is stale: run `npm run docs` and commit it.");
}
process.exit(status !== 0 || stale ? 1 : 0);
