import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type StackFile, stacksIn } from "../estate/read-synthesized";

/** How CDKTF names what reads the state of another stack. */
const OTHER_STACK = /cross-stack-reference-input-([\w-]+)/g;

/**
 * Names of the stacks of two synthesized folders whose files are the same to the byte, and that read nothing of a stack whose
 * file is not: a pull request changes one or two of many.
 */
export function unchangedStacks(before: string, after: string): ReadonlySet<string> {
  const were = new Map(stacksAt(before).map(({ name, path }) => [name, path]));
  const same = new Map<string, ReadonlySet<string>>();
  for (const { name, path } of stacksAt(after)) {
    const old = were.get(name);
    const content = old === undefined ? undefined : sameContent(old, path);
    if (content !== undefined) {
      same.set(name, new Set([...content.matchAll(OTHER_STACK)].map(([, other = ""]) => other)));
    }
  }
  for (let size = -1; size !== same.size; ) {
    size = same.size;
    for (const [name, others] of same) {
      // A stack that is read and not there is the same nothing on both sides.
      if ([...others].some((other) => were.has(other) && !same.has(other))) {
        same.delete(name);
      }
    }
  }
  return new Set(same.keys());
}

/** The stacks of a folder that CDKTF wrote, each under a name of its own; what is something else has none. */
function stacksAt(folder: string): readonly StackFile[] {
  if (!existsSync(join(folder, "manifest.json")) || !existsSync(join(folder, "stacks"))) {
    return [];
  }
  const stacks = stacksIn(folder).filter(({ path }) => path.endsWith(".json") && existsSync(path));
  return new Set(stacks.map(({ name }) => name)).size === stacks.length ? stacks : [];
}

function sameContent(one: string, other: string): string | undefined {
  const content = readFileSync(one);
  return content.equals(readFileSync(other)) ? content.toString("latin1") : undefined;
}
