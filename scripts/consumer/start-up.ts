import { spawnSync } from "node:child_process";
import { SECURE_PLAN } from "./estates";
import { InstalledCommand } from "./installed-command";

const RUNS = 10;

/** In starts of Node itself: nobody waits for --version, and a check in an editor or a hook must not be felt. */
const MOST_STARTS = { version: 1.5, check: 4 };

/** Medians of starts of the installed command, taken in turn, so that a busy machine slows all of them. */
export function startUp(directory: string): string {
  const { main } = new InstalledCommand(directory);
  const parse = `JSON.parse(require("node:fs").readFileSync(${JSON.stringify(SECURE_PLAN)}, "utf8"))`;
  const commands = {
    node: ["-e", "0"],
    parse: ["-e", parse],
    version: [main, "--version"],
    check: [main, "check", SECURE_PLAN],
  };
  const times: Record<keyof typeof commands, number[]> = { node: [], parse: [], version: [], check: [] };
  const names = ["node", "parse", "version", "check"] as const;
  for (let run = 0; run <= RUNS; run++) {
    for (const name of names) {
      const taken = milliseconds(directory, commands[name]);
      // The first one fills the caches of the disk.
      if (run > 0) times[name].push(taken);
    }
  }
  const [node, parsed, version, check] = names.map((name) => median(times[name])) as [number, number, number, number];
  const starts = { version: version / node, check: (check - (parsed - node)) / node };
  const seen =
    `node -e 0 ${node.toFixed(0)} ms, --version ${version.toFixed(0)} ms (${starts.version.toFixed(2)} starts), ` +
    `check ${SECURE_PLAN} ${check.toFixed(0)} ms (${starts.check.toFixed(2)} starts without JSON.parse)`;
  if (starts.version > MOST_STARTS.version || starts.check > MOST_STARTS.check) throw new Error(seen);
  return seen;
}

function milliseconds(directory: string, args: readonly string[]): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: directory, encoding: "utf8" });
  const taken = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}\n${stderr}`);
  return taken;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return ((sorted[middle] ?? 0) + (sorted[sorted.length - 1 - middle] ?? 0)) / 2;
}
