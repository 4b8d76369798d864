import type { AttributeChange, ShownValue } from "../sides";

/** More attributes say less: the report lists them too. */
const MOST = 12;

/** Where reports cut values. */
const CUT = /\.\.\.$/;

/** Lines of HCL, and the blocks that they stand in. */
interface Body {
  readonly lines: string[];
  readonly blocks: Map<string, Body>;
}

/** What to write in the resource so that the code says what is there now: near enough to HCL to be copied. */
export function codeOf(attributes: readonly AttributeChange[]): readonly string[] {
  const body = emptyBody();
  for (const change of attributes.slice(0, MOST)) {
    write(body, change);
  }
  const left = attributes.length - MOST;
  return [...linesOf(body, ""), ...(left > 0 ? [`# and ${left} more attributes`] : [])];
}

function write(body: Body, { path, before, after }: AttributeChange): void {
  let within = body;
  let steps = path.split(".");
  // A name with an index behind it is a block; one without is an attribute, and what follows lies in its value.
  while (steps.length > 2 && /^\d+$/.test(steps[1] ?? "")) {
    const [name = "", , ...rest] = steps;
    const block = within.blocks.get(name) ?? emptyBody();
    within.blocks.set(name, block);
    within = block;
    steps = rest;
  }
  const [name = "", ...inside] = steps;
  const place = inside.filter((step) => !isIndex(step)).join(".");
  const isElement = place !== "" && isIndex(inside.at(-1) ?? "");
  within.lines.push(
    inside.length === 0
      ? assignment(name, after)
      : isElement
        ? element(name, place, before, after)
        : member(name, place, before, after),
  );
}

function assignment(name: string, after: ShownValue | undefined): string {
  if (after === undefined) {
    return `# remove ${name}: it is not set any more`;
  }
  const value = hcl(after);
  return value === undefined ? `# ${name} = ${hiddenWord(after)}` : `${name} = ${value}`;
}

/** An element of a list, or a key of a map: the rest of the value stays as it is written. */
function member(name: string, key: string, before: ShownValue | undefined, after: ShownValue | undefined): string {
  const written = (value: ShownValue): string => {
    const text = hcl(value) ?? hiddenWord(value);
    return key === "" ? text : `${key} = ${text}`;
  };
  if (after === undefined) {
    return `# in ${name}, remove: ${key !== "" || before === undefined ? key : written(before)}`;
  }
  return `# in ${name}, ${before === undefined ? "add" : "write"}: ${written(after)}`;
}

/** An element of a list that lies deeper in the value. */
function element(name: string, place: string, before: ShownValue | undefined, after: ShownValue | undefined): string {
  const written = (value: ShownValue): string => hcl(value) ?? hiddenWord(value);
  if (after !== undefined) {
    return `# in ${name}, ${before === undefined ? "add to" : "write in"} ${place}: ${written(after)}`;
  }
  return `# in ${name}, remove from ${place}${before === undefined ? "" : `: ${written(before)}`}`;
}

function isIndex(step: string): boolean {
  return /^\d+$/.test(step);
}

/** The value as HCL spells it; undefined when it cannot be shown in full. */
function hcl({ text, hidden }: ShownValue): string | undefined {
  return hidden !== undefined || CUT.test(text) ? undefined : text.replaceAll(/([$%])\{/g, "$1$1{");
}

function hiddenWord({ hidden, text }: ShownValue): string {
  return hidden === undefined ? `${text.slice(0, 40)}... (too long to be shown here)` : `(${hidden}: not shown)`;
}

function emptyBody(): Body {
  return { lines: [], blocks: new Map() };
}

function linesOf({ lines, blocks }: Body, indent: string): readonly string[] {
  return [
    ...lines.map((line) => `${indent}${line}`),
    ...[...blocks].flatMap(([name, block]) => [`${indent}${name} {`, ...linesOf(block, `${indent}  `), `${indent}}`]),
  ];
}
