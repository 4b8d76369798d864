/**
 * Steps of an address or of a reference: `module.a["x.y"].aws_s3_bucket.b[0].arn` is
 * `module`, `a`, `["x.y"]`, `aws_s3_bucket`, `b`, `[0]`, `arn`. Keys may hold any character, dots and brackets too.
 */
export function stepsOf(address: string): string[] {
  const steps: string[] = [];
  let start = 0;
  let index = 0;
  while (index < address.length) {
    const character = address[index];
    if (character === "." || character === "[") {
      if (index > start) {
        steps.push(address.slice(start, index));
      }
      const end = character === "[" ? endOfKey(address, index) : index + 1;
      if (character === "[") {
        steps.push(address.slice(index, end));
      }
      index = end;
      start = end;
    } else {
      index++;
    }
  }
  if (start < address.length) {
    steps.push(address.slice(start));
  }
  return steps;
}

/** Where the key that opens here is over: `["a]b"]` ends at its last bracket. */
function endOfKey(address: string, open: number): number {
  if (address[open + 1] !== '"') {
    const close = address.indexOf("]", open);
    return close < 0 ? address.length : close + 1;
  }
  for (let index = open + 2; index < address.length; index++) {
    if (address[index] === "\\") {
      index++;
    } else if (address[index] === '"') {
      const close = address.indexOf("]", index);
      return close < 0 ? address.length : close + 1;
    }
  }
  return address.length;
}

/** Steps back into text. */
export function textOf(steps: readonly string[]): string {
  let text = "";
  for (const step of steps) {
    text += text === "" || step.startsWith("[") ? step : `.${step}`;
  }
  return text;
}

export function isKey(step: string | undefined): step is string {
  return step?.startsWith("[") === true;
}

/** An address taken apart. */
export interface PlannedAddress {
  /** Module instances from the root: `[["a", ""], ["b", "[0]"]]`. */
  readonly modules: readonly (readonly [name: string, key: string])[];

  /** Text of the module path with its dot: `module.a.module.b[0].`; empty in the root module. */
  readonly prefix: string;

  /** Address within the module, without key: `aws_s3_bucket.models`, `data.aws_ami.gpu`. */
  readonly relative: string;

  /** Key of the instance with its brackets; empty when there is none. */
  readonly key: string;
}

const ROOT: Pick<PlannedAddress, "modules" | "prefix"> = { modules: [], prefix: "" };

/** The module instance met last: plans list the resources of a module one after another. */
let last = ROOT;

/** Takes an address apart. Resources of one module instance share their `modules`. */
export function addressParts(address: string): PlannedAddress {
  const within = address.startsWith("module.") ? last : ROOT;
  const { modules, prefix } = within;
  if (address.startsWith(prefix) && !address.startsWith("module.", prefix.length)) {
    const relative = address.slice(prefix.length);
    if (!relative.endsWith("]")) {
      return { modules, prefix, relative, key: "" };
    }
    const { relative: base, key } = takenApart(relative);
    return { modules, prefix, relative: base, key };
  }
  const parts = takenApart(address);
  last = { modules: parts.modules, prefix: parts.prefix };
  return parts;
}

function takenApart(address: string): PlannedAddress {
  const steps = stepsOf(address);
  const modules: (readonly [string, string])[] = [];
  let next = 0;
  while (steps[next] === "module" && next + 1 < steps.length) {
    const name = steps[next + 1] ?? "";
    const key = steps[next + 2];
    modules.push([name, isKey(key) ? key : ""]);
    next += isKey(key) ? 3 : 2;
  }
  const end = steps[steps.length - 1];
  const key = isKey(end) && steps.length > next ? end : "";
  const prefix = next === 0 ? "" : `${textOf(steps.slice(0, next))}.`;
  return { modules, prefix, relative: textOf(steps.slice(next, key === "" ? undefined : -1)), key };
}

/** References without those that only begin another one: of `a.b.arn`, `a.b` the first is kept. */
export function longestOf(references: readonly string[]): readonly string[] {
  const [one, other, ...more] = references;
  if (one === undefined || other === undefined) {
    return references;
  }
  // What Terraform writes of `a.b.arn`, nearly always.
  if (more.length === 0 && one.length > other.length && one.startsWith(other) && /[.[]/.test(one[other.length] ?? "")) {
    return [one];
  }
  const covered = new Set<string>();
  for (const reference of references) {
    const steps = stepsOf(reference);
    let prefix = "";
    for (const step of steps.slice(0, -1)) {
      prefix += prefix === "" || isKey(step) ? step : `.${step}`;
      covered.add(prefix);
    }
  }
  return [...new Set(references)].filter((reference) => !covered.has(reference));
}
