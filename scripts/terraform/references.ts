import { addressOf, type Block, blocksOf } from "./configuration";
import { isObject, type Json, type JsonObject, section, stringsIn } from "./json";

/** Something left out of a copy, and why. */
export interface LeftOut {
  readonly address: string;
  readonly reason: string;
}

/** A configuration without what was left out. */
export interface ReducedConfiguration {
  readonly configuration: JsonObject;
  readonly leftOut: readonly LeftOut[];
  /** `depends_on` entries removed because their target was left out: `aws_x.y -> aws_z.w`. */
  readonly looseDependencies: readonly string[];
}

/** Sections other than resource and data whose entries may refer to a resource and be referred to. */
const NAMED_SECTIONS = [
  { key: "locals", prefix: "local." },
  { key: "module", prefix: "module." },
  { key: "output", prefix: "output." },
] as const;

/**
 * Leaves out every block that `refuse` gives a reason for, and whatever refers to one, transitively. A `depends_on`
 * alone does not pull a resource out with it: an order holds no value, so only the entry goes.
 */
export function leaveOut(
  configuration: JsonObject,
  refuse: (block: Block) => string | undefined,
): ReducedConfiguration {
  const leftOut = new Map<string, string>();
  for (const block of blocksOf(configuration)) {
    const reason = refuse(block);
    if (reason !== undefined) leftOut.set(block.address, reason);
  }
  const references = referencesByAddress(configuration);
  for (let before = -1; before !== leftOut.size; ) {
    before = leftOut.size;
    for (const [address, targets] of references) {
      const target = targets.find((candidate) => leftOut.has(candidate));
      if (target !== undefined && !leftOut.has(address)) leftOut.set(address, `refers to ${target}`);
    }
  }
  const looseDependencies: string[] = [];
  return {
    configuration: without(configuration, (address) => leftOut.has(address), looseDependencies),
    leftOut: [...leftOut].map(([address, reason]) => ({ address, reason })),
    looseDependencies,
  };
}

function referencesByAddress(configuration: JsonObject): Map<string, string[]> {
  const bodies = new Map<string, Json>(blocksOf(configuration).map((block) => [block.address, block.body]));
  for (const { key, prefix } of NAMED_SECTIONS) {
    for (const [name, body] of Object.entries(section(configuration, key))) bodies.set(prefix + name, body);
  }
  return new Map(
    [...bodies].map(([address, body]) => [address, referencesOf(body).filter((target) => bodies.has(target))]),
  );
}

/** The addresses that the expressions of a block name, its `depends_on` aside. */
function referencesOf(body: Json): string[] {
  const { depends_on: _order, ...values } = isObject(body) ? body : { value: body };
  const found = new Set<string>();
  for (const text of stringsIn(values)) {
    // A bare address is one too: replace_triggered_by holds it without an interpolation.
    const expression = text.includes("${") || text.includes("%{") || /^[\w.-]+$/.test(text);
    if (!expression) continue;
    for (const match of text.matchAll(/(?<![\w.-])(?:data\.)?[a-z]\w*\.[\w-]+/g)) found.add(match[0]);
  }
  return [...found];
}

function without(configuration: JsonObject, isOut: (address: string) => boolean, loose: string[]): JsonObject {
  const reduced: JsonObject = { ...configuration };
  for (const mode of ["resource", "data"] as const) {
    const types = Object.entries(section(configuration, mode)).map(([type, named]) => {
      const kept = Object.entries(isObject(named) ? named : {}).filter(([name]) => !isOut(addressOf(mode, type, name)));
      const ordered = kept.map(
        ([name, body]) => [name, withoutOrder(addressOf(mode, type, name), body, isOut, loose)] as const,
      );
      return [type, Object.fromEntries(ordered)] as const;
    });
    setSection(reduced, mode, Object.fromEntries(types.filter(([, named]) => Object.keys(named).length > 0)));
  }
  for (const { key, prefix } of NAMED_SECTIONS) {
    const kept = Object.entries(section(configuration, key)).filter(([name]) => !isOut(prefix + name));
    setSection(reduced, key, Object.fromEntries(kept));
  }
  return reduced;
}

function withoutOrder(address: string, body: Json, isOut: (address: string) => boolean, loose: string[]): Json {
  if (!isObject(body) || !Array.isArray(body.depends_on)) return body;
  const kept = body.depends_on.filter((target) => {
    const gone = typeof target === "string" && isOut(target);
    if (gone) loose.push(`${address} -> ${target}`);
    return !gone;
  });
  return { ...body, depends_on: kept };
}

function setSection(configuration: JsonObject, key: string, value: JsonObject): void {
  if (Object.keys(value).length === 0) delete configuration[key];
  else configuration[key] = value;
}
