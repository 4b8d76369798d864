import { performance } from "node:perf_hooks";
import { App } from "cdktf";

/** What a measured program prints: how long its two halves took. */
export interface Timing {
  /** Milliseconds from an empty app to the whole construct tree. */
  readonly constructMs: number;

  /** Milliseconds of `app.synth()`. */
  readonly synthMs: number;
}

/** Adds `units` model stores to the app. */
export type BuildStack = (app: App, units: number) => void;

/**
 * Builds and synthesizes as the command line of this process says, `<units> <outdir>`, and prints the {@link Timing} as
 * JSON. Loading the modules is not part of it: the import has a benchmark of its own.
 */
export function measure(build: BuildStack): void {
  const [, , units, outdir] = process.argv;
  const start = performance.now();
  const app = new App({ outdir });
  build(app, Number(units));
  const built = performance.now();
  app.synth();
  const timing: Timing = { constructMs: built - start, synthMs: performance.now() - built };
  process.stdout.write(`${JSON.stringify(timing)}\n`);
}
