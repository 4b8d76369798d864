import { join } from "node:path";
import { alternate, median, PACKAGE_ROOT, runNode } from "./child-process";
import { printTable, verdict } from "./report";

/** At most this many times the time of what is imported from others. */
const BUDGET = 1.3;

const CLOUDS = ["aws", "google"];
const PARTS = [...CLOUDS, "kubernetes"];

/** Measures how long requiring a cloud's entry point takes against the provider's modules that it loads, and prints a table. */
export function benchImport(runs: number): void {
  console.log("Import: medians of alternating processes");
  printTable(
    ["", "ms", "plain ms", "ratio", "provider modules", "modules in all", ""],
    CLOUDS.map((cloud) => measureCloud(cloud, runs)),
  );
}

function measureCloud(cloud: string, runs: number): string[] {
  const library = join(PACKAGE_ROOT, "lib", cloud);
  const loaded = modulesLoadedBy(library);
  requireAlone(cloud, loaded);
  const provider = new RegExp(`@cdktf/provider-${cloud}/lib/[^/]+/index\\.js$`);
  const foreign = [
    require.resolve("constructs"),
    require.resolve("cdktf"),
    ...loaded.filter((file) => provider.test(file)),
  ];
  const { one, other } = alternate(
    runs,
    () => importMs([library]),
    () => importMs(foreign),
  );
  const ratio = median(one) / median(other);
  return [
    `modelkeep/${cloud}`,
    median(one).toFixed(0),
    median(other).toFixed(0),
    ratio.toFixed(2),
    String(foreign.length - 2),
    String(loaded.length),
    verdict(ratio, BUDGET),
  ];
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

function requireAlone(cloud: string, loaded: readonly string[]): void {
  const others = PARTS.filter((part) => part !== cloud);
  const stranger = new RegExp(`@cdktf/provider-(?!${cloud}/)|/lib/(?:${others.join("|")})/`);
  const strangers = loaded.filter((file) => stranger.test(file));
  const barrels = loaded.filter((file) => /@cdktf\/provider-[a-z]+\/lib\/index\.js$/.test(file));
  if (strangers.length > 0 || barrels.length > 0) {
    throw new Error(`modelkeep/${cloud} loads what it should not:\n  ${[...strangers, ...barrels].join("\n  ")}`);
  }
}
