import { isAbsolute, relative, sep } from "node:path";

const CONTEXT = 3;

/** A line of the old text, of the new one, or of both; as it stands, with its line break where it has one. */
interface Line {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

/**
 * A unified diff that `git apply` and `patch -p1` take, without a header of git's own: its paths count from the folder that it is
 * applied in. Empty where the texts are equal.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  const lines = compared(linesOf(before), linesOf(after));
  const hunks = hunksOf(lines);
  // A tab ends a name with blanks in it.
  const name = path.includes(" ") ? `${path}\t` : path;
  return hunks.length === 0 ? "" : `--- a/${name}\n+++ b/${name}\n${hunks.join("")}`;
}

/** The file as the patch names it, from the folder; undefined when it lies outside, or the name would have to be quoted. */
export function patchPath(folder: string, file: string): string | undefined {
  const path = relative(folder, file).split(sep).join("/");
  const isOutside = path === "" || path === ".." || path.startsWith("../") || isAbsolute(path);
  return isOutside || /[\p{Cc}"\\]/u.test(path) ? undefined : path;
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** The shortest way from the one list to the other: the greedy algorithm of Myers, on what lies between the equal ends. */
function compared(a: readonly string[], b: readonly string[]): readonly Line[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) {
    head += 1;
  }
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) {
    tail += 1;
  }
  const common = (text: string): Line => ({ sign: " ", text });
  return [
    ...a.slice(0, head).map(common),
    ...shortest(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map(common),
  ];
}

function shortest(a: readonly string[], b: readonly string[]): readonly Line[] {
  const trace: Map<number, number>[] = [];
  let reach = new Map<number, number>([[1, 0]]);
  for (let steps = 0; steps <= a.length + b.length; steps++) {
    trace.push(new Map(reach));
    for (let k = -steps; k <= steps; k += 2) {
      const isDown = k === -steps || (k !== steps && at(reach, k - 1) < at(reach, k + 1));
      let x = isDown ? at(reach, k + 1) : at(reach, k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) {
        x += 1;
      }
      reach.set(k, x);
      if (x >= a.length && x - k >= b.length) {
        return walkedBack(a, b, trace);
      }
    }
    reach = new Map(reach);
  }
  return [];
}

function at(reach: ReadonlyMap<number, number>, k: number): number {
  return reach.get(k) ?? -1;
}

function walkedBack(
  a: readonly string[],
  b: readonly string[],
  trace: readonly Map<number, number>[],
): readonly Line[] {
  const lines: Line[] = [];
  let x = a.length;
  let y = b.length;
  for (let steps = trace.length - 1; steps >= 0; steps--) {
    const reach = trace[steps] ?? new Map<number, number>();
    const k = x - y;
    const isDown = k === -steps || (k !== steps && at(reach, k - 1) < at(reach, k + 1));
    const previous = isDown ? k + 1 : k - 1;
    const fromX = at(reach, previous);
    const fromY = fromX - previous;
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      x -= 1;
      y -= 1;
      lines.push({ sign: " ", text: a[x] ?? "" });
    }
    if (steps > 0) {
      lines.push(isDown ? { sign: "+", text: b[fromY] ?? "" } : { sign: "-", text: a[fromX] ?? "" });
    }
    x = fromX;
    y = fromY;
  }
  return lines.reverse();
}

function hunksOf(lines: readonly Line[]): readonly string[] {
  const changed = lines.flatMap(({ sign }, index) => (sign === " " ? [] : [index]));
  const hunks: string[] = [];
  for (let index = 0; index < changed.length; ) {
    const start = Math.max(0, (changed[index] ?? 0) - CONTEXT);
    while (index + 1 < changed.length && (changed[index + 1] ?? 0) - (changed[index] ?? 0) <= 2 * CONTEXT) {
      index += 1;
    }
    const end = Math.min(lines.length, (changed[index] ?? 0) + CONTEXT + 1);
    hunks.push(hunk(lines, start, end));
    index += 1;
  }
  return hunks;
}

function hunk(lines: readonly Line[], start: number, end: number): string {
  const count = (part: readonly Line[], sign: "-" | "+"): number => part.filter((line) => line.sign !== sign).length;
  const before = lines.slice(0, start);
  const part = lines.slice(start, end);
  const range = (sign: "-" | "+"): string => {
    const length = count(part, sign);
    const first = count(before, sign) + (length === 0 ? 0 : 1);
    return length === 1 ? `${first}` : `${first},${length}`;
  };
  // Lines that the other side has alone do not count.
  const body = part.map(({ sign, text }) =>
    text.endsWith("\n") ? `${sign}${text}` : `${sign}${text}\n\\ No newline at end of file\n`,
  );
  return `@@ -${range("+")} +${range("-")} @@\n${body.join("")}`;
}
