// Fails when API.md is not what the public surface says today. Run `npm run docs` to mend it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const docgen = createRequire(import.meta.url).resolve("jsii-docgen/bin/jsii-docgen");
const folder = mkdtempSync(join(tmpdir(), "modelkeep-api-"));
const fresh = join(folder, "API.md");
const { status } = spawnSync(process.execPath, [docgen, "--output", fresh], { stdio: "inherit" });
const stale = status === 0 && readFileSync(fresh, "utf8") !== readFileSync("API.md", "utf8");
rmSync(folder, { recursive: true });
if (stale) {
  console.error("API.md is stale: run `npm run docs` and commit it.");
}
process.exit(status !== 0 || stale ? 1 : 0);
