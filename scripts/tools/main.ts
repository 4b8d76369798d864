/**
 * Says which of the tools are there, and with `--install` installs those that are not, each at its pinned version:
 * `tsx scripts/tools/main.ts [--install] [conftest] [opa] [checkov] [helm]`.
 *
 * They are looked for on the PATH and in the folder that MODELKEEP_TOOLS names (default: .cache/tools). Exit code 1 when
 * one of them is not there in the end.
 */
import { TOOLS } from "./pinned";
import { findOrInstall, findTool, type Tool, toolsFolder } from "./tool";

const named = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const asked = TOOLS.filter(({ name }) => named.length === 0 || named.includes(name));
const isInstalling = process.argv.includes("--install");

for (const name of named.filter((word) => TOOLS.every((tool) => tool.name !== word))) {
  console.error(`${name}: is none of ${TOOLS.map((tool) => tool.name).join(", ")}`);
  process.exitCode = 1;
}
for (const tool of asked) {
  console.log(`${tool.name}: ${report(tool)}`);
}

function report(tool: Tool): string {
  const before = findTool(tool);
  if (before !== undefined) {
    return `found at ${before.path} (${before.says})`;
  }
  if (!isInstalling) {
    process.exitCode = 1;
    return `not found on PATH, nor in ${toolsFolder()}; --install installs ${tool.version}`;
  }
  try {
    const { path, says } = findOrInstall(tool);
    return `installed ${tool.version} at ${path} (${says})`;
  } catch (error) {
    process.exitCode = 1;
    return `could not be installed: ${error instanceof Error ? error.message : String(error)}`;
  }
}
