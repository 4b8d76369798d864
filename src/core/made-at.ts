import { isAbsolute, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { IConstruct } from "constructs";

/** Frames of the program itself lie above those of the constructs it calls; deeper nesting is not met. */
const DEEPEST = 30;

/** The trace of where a construct was made. V8 turns it into text when it is first asked for, which is almost never. */
interface Trace {
  readonly stack?: string;
}

const traces = new WeakMap<IConstruct, Trace>();

/** Notes where the construct is being made; called while its constructor runs. */
export function noteMaking(construct: IConstruct): void {
  if (traces.has(construct)) {
    return;
  }
  const trace: Trace = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEEPEST;
  Error.captureStackTrace(trace, noteMaking);
  Error.stackTraceLimit = limit;
  traces.set(construct, trace);
}

/**
 * The line of the program that made the construct, or the construct of ours that it is part of: `main.ts:14`. Undefined where
 * no such construct is on the way up.
 */
export function madeAt(construct: IConstruct): string | undefined {
  const scopes = [...construct.node.scopes].reverse();
  for (const scope of scopes) {
    const place = placeIn(traces.get(scope)?.stack?.split("\n") ?? []);
    if (place !== undefined) {
      return place;
    }
  }
  return undefined;
}

/** This library, as sources or as the package: what lies in it is not the program that uses it. */
const LIBRARY = join(__dirname, "..");

/**
 * The first place in a stack trace that is of the program: outside of packages, of this library and of Node. Relative to
 * the working directory where it lies below it.
 */
export function placeIn(frames: readonly string[]): string | undefined {
  for (const frame of frames) {
    const [, location = "", line] = /^\s*(?:at )?(?:.*\()?(.+?):(\d+):\d+\)?\s*$/.exec(frame) ?? [];
    const file = location.startsWith("file://") ? pathOf(location) : location;
    if (line !== undefined && isAbsolute(file) && !isForeign(file)) {
      const below = relative(process.cwd(), file);
      return `${below.startsWith("..") ? file : below}:${line}`;
    }
  }
  return undefined;
}

/** Programs in other languages run this library in jsii's kernel, whose own files are no more the user's. */
function isForeign(file: string): boolean {
  return file.includes("node_modules") || file.includes("jsii-") || file.startsWith(LIBRARY);
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return "";
  }
}
