import { join } from "node:path";
import { alternate, median, PACKAGE_ROOT, runNode } from "./child-process";
import { printTable, verdict } from "./report";

/** At most this many times the time of what is imported from others. */
const BUDGET = 1.3;

const LIBRARY = join(PACKAGE_ROOT, "lib", "aws");

/** Measures how long `require("modelkeep/aws")` takes against the provider's modules that it loads, and prints a table. */
export function benchImport(runs: number): void {
  console.log("Import: medians of alternating processes");
  const loaded = modulesLoadedBy(LIBRARY);
  requireAwsAlone(loaded);
  const foreign = [
    require.resolve("constructs"),
    require.resolve("cdktf"),
    ...loaded.filter((file) => /@cdktf\/provider-aws\/lib\/[^/]+\/index\.js$/.test(file)),
  ];
  const { one, other } = alternate(
    runs,
    () => importMs([LIBRARY]),
    () => importMs(foreign),
  );
  const ratio = median(one) / median(other);
  printTable(
    ["modelkeep/aws ms", "plain ms", "ratio", "provider modules", "modules in all", ""],
    [
      [
        median(one).toFixed(0),
        median(other).toFixed(0),
        ratio.toFixed(2),
        String(foreign.length - 2),
        String(loaded.length),
        verdict(ratio, BUDGET),
      ],
    ],
  );
}

function importMs(files: readonly string[]): number {
  const program = `
    const start = process.hrtime.bigint();
    for (const file of ${JSON.stringify(files)}) require(file);
    console.log(Number(process.hrtime.bigint() - start) / 1e6);
  `;
  return runNode(["-e", program]);
}

/** Every file that requiring `file` loads, in the order of loading. */
function modulesLoadedBy(file: string): string[] {
  const loaded: string[] = runNode([
    "-e",
    `require(${JSON.stringify(file)}); console.log(JSON.stringify(Object.keys(require.cache)));`,
  ]);
  return loaded.map((path) => path.replaceAll("\\", "/"));
}

function requireAwsAlone(loaded: readonly string[]): void {
  const strangers = loaded.filter(
    (file) => /@cdktf\/provider-(?!aws\/)/.test(file) || /\/lib\/(?:google|kubernetes)\//.test(file),
  );
  const barrels = loaded.filter((file) => /@cdktf\/provider-[a-z]+\/lib\/index\.js$/.test(file));
  if (strangers.length > 0 || barrels.length > 0) {
    throw new Error(`modelkeep/aws loads what it should not:\n  ${[...strangers, ...barrels].join("\n  ")}`);
  }
}
