/**
 * The measured program for times without start-up: `<parse | check> <plan>` prints the milliseconds as JSON.
 *
 * Everything is cold but the modules, which are loaded before the clock starts; reading the file is part of both.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { ReadEstate } from "../src/estate/read";
import type { Control } from "../src/policy/control";
import type { JudgeOptions } from "../src/policy/engine";
import type { Judgement } from "../src/policy/judgement";

interface Library {
  readonly readEstate: (paths: readonly string[]) => Promise<ReadEstate>;
  readonly judge: (estate: ReadEstate["estate"], options: JudgeOptions) => Judgement;
  readonly WaiverSet: new (waivers: readonly never[], date: string) => JudgeOptions["waivers"];
  readonly CONTROLS: readonly Control[];
}

async function main(): Promise<void> {
  const [, , verb, file = ""] = process.argv;
  const library = verb === "check" ? load() : undefined;
  const start = performance.now();
  if (library === undefined) {
    JSON.parse(readFileSync(file, "utf8"));
  } else {
    const { estate } = await library.readEstate([file]);
    const waivers = new library.WaiverSet([], "2026-11-21");
    library.judge(estate, { controls: library.CONTROLS, waivers });
  }
  process.stdout.write(`${JSON.stringify(performance.now() - start)}\n`);
}

/** The rooms of the built package that the command uses, none of them a public entry. Measured programs run in its root. */
function load(): Library {
  const rooms = [
    "estate/read",
    "estate/plan",
    "estate/lifting",
    "policy/engine",
    "policy/waiver-set",
    "policy/catalogue",
  ];
  return Object.assign({}, ...rooms.map((room) => require(join(process.cwd(), "lib", room))));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
