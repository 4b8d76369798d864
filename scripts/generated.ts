import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";

/** Writes a generated file; with --check on the command line, fails instead when the committed one says otherwise. */
export function writeOrCheck(file: string, text: string): void {
  const name = relative(process.cwd(), file);
  if (!process.argv.includes("--check")) {
    writeFileSync(file, text);
    console.log(`written: ${name}`);
  } else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    console.error(`${name} is stale: run \`npm run docs\` and commit it.`);
    process.exitCode = 1;
  }
}
