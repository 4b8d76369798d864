/** The measured baseline: reads and parses every file that is listed, one path a line, in the file named; all stay in memory. */
import { readFileSync } from "node:fs";

const [, , list = ""] = process.argv;
const parsed = readFileSync(list, "utf8")
  .split("\n")
  .filter((file) => file !== "")
  .map((file): unknown => JSON.parse(readFileSync(file, "utf8")));
process.stdout.write(`${parsed.length}\n`);
