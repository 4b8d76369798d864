import { InputError } from "./input-error";
import type { Attributes, Value } from "./resource";
import { type BlockSchema, schemaOf } from "./schema";
import { isUnknown, type Reference, Unknown } from "./unknown";

/** What `dynamic` blocks and `for_each` bind: `ingress.value`, `each.key`, by the name before the dot. */
export type Iterators = Readonly<Record<string, { readonly key: Value; readonly value: Value }>>;

/**
 * Makes a value of a string of the source, which may hold `${...}`.
 *
 * @param path where the string stands in the resource, as in `rule.0.kms_master_key_id`
 * @param iterators what is bound at that place; undefined outside of `dynamic` blocks
 */
export type Convert = (text: string, path: string, iterators?: Iterators) => Value;

/** Where the input stands, and how its strings become values. */
export interface Normalisation {
  /** The file as the user named it. */
  readonly file: string;

  /** Place of the resource in the file, as in `resource.aws_s3_bucket.models`. */
  readonly place: string;

  /** Undefined when the strings of the source are literals: in plans. */
  readonly convert?: Convert;
}

type Raw = Record<string, unknown>;

/** Beyond it an input is no configuration, and reading it would exhaust the stack. */
const DEEPEST_LEVEL = 200;

/** Blocks that the `dynamic` blocks of one resource may expand to, nested ones included. */
const MOST_EXPANDED_BLOCKS = 10_000;

/**
 * Attributes of a resource in the one shape that all sources share: nested blocks are lists, attributes that are not
 * set are null, strings with interpolation are converted, `dynamic` blocks are expanded as far as they are literal.
 *
 * The input is changed in place and is (mostly) what is returned: a plan is in shape already, and a copy of it would
 * cost more than all of its checks. Keys that the table does not know are kept: a later provider has more of them.
 * Kinds that are not in the table have their strings converted, and are otherwise as the source wrote them.
 *
 * @throws InputError when a literal stands where a block must, or the input nests too deep
 */
export function normalise(kind: string, mode: "managed" | "data", raw: Raw, to: Normalisation): Attributes {
  return normaliseBlock(schemaOf(kind, mode), raw, to);
}

/** As {@link normalise}, for a body whose schema is known otherwise, or not at all: a provider's, a backend's. */
export function normaliseBlock(schema: BlockSchema | undefined, raw: Raw, to: Normalisation): Attributes {
  const shaping = new Shaping(to);
  return schema === undefined
    ? shaping.convertObject(raw, "", undefined, 0)
    : shaping.block(schema, raw, "", undefined, 0);
}

/** References of the unknown values in the attributes, by the path that they stand at: `rule.0.kms_master_key_id`. */
export function referencesByPath(attributes: Attributes): ReadonlyMap<string, readonly Reference[]> {
  const found = new Map<string, readonly Reference[]>();
  collect(attributes, "", found, 0);
  return found;
}

function collect(value: Value, path: string, found: Map<string, readonly Reference[]>, depth: number): void {
  if (typeof value !== "object" || value === null || depth > DEEPEST_LEVEL * 2) {
    return;
  }
  if (isUnknown(value)) {
    if (value.references.length > 0) {
      found.set(path, value.references);
    }
    return;
  }
  for (const [key, member] of Object.entries(value)) {
    if (typeof member === "object" && member !== null) {
      collect(member, join(path, key), found, depth + 1);
    }
  }
}

const blockEntries = new WeakMap<BlockSchema, readonly (readonly [string, BlockSchema])[]>();

function blocksOf(schema: BlockSchema): readonly (readonly [string, BlockSchema])[] {
  let entries = blockEntries.get(schema);
  if (entries === undefined) {
    entries = Object.entries(schema.blocks);
    blockEntries.set(schema, entries);
  }
  return entries;
}

function join(path: string, key: string | number): string {
  return path === "" ? `${key}` : `${path}.${key}`;
}

function isObject(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isUnknown(value);
}

/** The normalisation of one resource. */
class Shaping {
  private readonly convert: Convert | undefined;
  private expanded = 0;

  /** Blocks that `dynamic` made: their strings are converted, and what `$${` escaped must not be read again. */
  private readonly shaped = new WeakSet<object>();

  constructor(private readonly to: Normalisation) {
    this.convert = to.convert;
  }

  public block(schema: BlockSchema, raw: Raw, path: string, bound: Iterators | undefined, depth: number): Attributes {
    this.checkDepth(path, depth);
    if (this.convert !== undefined) {
      this.convertBody(schema, raw, path, bound, depth);
    }
    for (const name of schema.attributes) {
      if (raw[name] === undefined) {
        raw[name] = null;
      }
    }
    for (const [name, nested] of blocksOf(schema)) {
      raw[name] = this.blocks(nested, raw[name], join(path, name), bound, depth + 1);
    }
    return raw as Attributes;
  }

  public convertObject(raw: Raw, path: string, bound: Iterators | undefined, depth: number): Attributes {
    this.checkDepth(path, depth);
    if (this.convert !== undefined && !this.shaped.has(raw)) {
      for (const key of Object.keys(raw)) {
        raw[key] = this.converted(raw[key], join(path, key), bound, depth + 1);
      }
    }
    return raw as Attributes;
  }

  /** Converts what is not a block, and expands `dynamic` so that its blocks stand beside the static ones. */
  private convertBody(schema: BlockSchema, raw: Raw, path: string, bound: Iterators | undefined, depth: number): void {
    for (const key of Object.keys(raw)) {
      if (key === "//") {
        delete raw[key];
      } else if (key === "dynamic" && schema.blocks.dynamic === undefined && !schema.attributes.includes(key)) {
        const definitions = raw[key];
        delete raw[key];
        this.expandAll(schema, raw, definitions, path, bound, depth);
      } else if (schema.blocks[key] === undefined) {
        raw[key] = this.converted(raw[key], join(path, key), bound, depth + 1);
      }
    }
  }

  private converted(value: unknown, path: string, bound: Iterators | undefined, depth: number): Value {
    if (typeof value === "string") {
      return this.convert === undefined ? value : this.convert(value, path, bound);
    }
    if (value === undefined || value === null) {
      return null;
    }
    if (typeof value === "boolean" || typeof value === "number" || isUnknown(value)) {
      return value;
    }
    if (Array.isArray(value)) {
      this.checkDepth(path, depth);
      for (let index = 0; index < value.length; index++) {
        value[index] = this.converted(value[index], join(path, index), bound, depth + 1);
      }
      return value;
    }
    if (isObject(value)) {
      return this.convertObject(value, path, bound, depth);
    }
    throw this.error(path, `holds a ${typeof value}, which is no JSON`);
  }

  /** A list of blocks, or an unknown value in its place. */
  private blocks(schema: BlockSchema, raw: unknown, path: string, bound: Iterators | undefined, depth: number): Value {
    if (raw === undefined || raw === null) {
      return [];
    }
    if (isUnknown(raw)) {
      return raw;
    }
    if (isObject(raw)) {
      return [this.block(schema, raw, join(path, 0), bound, depth)];
    }
    if (Array.isArray(raw)) {
      return this.blockList(schema, raw, path, bound, depth);
    }
    const value = this.resolved(raw, path, bound);
    return isUnknown(value) ? value : this.literally((shaping) => shaping.blocks(schema, value, path, bound, depth));
  }

  private blockList(
    schema: BlockSchema,
    raw: unknown[],
    path: string,
    bound: Iterators | undefined,
    depth: number,
  ): readonly Value[] {
    let kept = 0;
    for (const [index, member] of raw.entries()) {
      const at = join(path, index);
      // A null in a list of blocks is no block.
      if (member === null || member === undefined) {
        continue;
      }
      if (isObject(member)) {
        raw[kept++] = this.shaped.has(member) ? member : this.block(schema, member, at, bound, depth);
        continue;
      }
      const value = isUnknown(member) ? member : this.resolved(member, at, bound);
      if (isObject(value)) {
        this.literally((shaping) => shaping.block(schema, value, at, bound, depth));
      } else if (!isUnknown(value)) {
        throw this.error(at, "must be an object: it is a block");
      }
      raw[kept++] = value;
    }
    raw.length = kept;
    return raw as Value[];
  }

  /** What an expression in the place of a block comes to, as a copy: what is resolved may be shared. */
  private resolved(raw: unknown, path: string, bound: Iterators | undefined): Value {
    const value = typeof raw === "string" && this.convert !== undefined ? this.convert(raw, path, bound) : undefined;
    if (value !== undefined && typeof value === "object") {
      return this.copy(value, path, 0) as Value;
    }
    throw this.error(path, "must be an object or a list of objects: it is a block");
  }

  /** Shapes what holds no expressions any more. */
  private literally<T>(shape: (shaping: Shaping) => T): T {
    return shape(new Shaping({ ...this.to, convert: undefined }));
  }

  private expandAll(
    schema: BlockSchema,
    raw: Raw,
    definitions: unknown,
    path: string,
    bound: Iterators | undefined,
    depth: number,
  ): void {
    for (const labels of Array.isArray(definitions) ? definitions : [definitions]) {
      if (!isObject(labels)) {
        throw this.error(join(path, "dynamic"), "must be an object of blocks by name");
      }
      for (const [name, ofName] of Object.entries(labels)) {
        const nested = Object.hasOwn(schema.blocks, name) ? schema.blocks[name] : undefined;
        const expanded: Value[] = [];
        for (const definition of Array.isArray(ofName) ? ofName : [ofName]) {
          expanded.push(...this.expand(nested, name, definition, join(path, name), bound, depth + 1));
        }
        put(raw, name, expanded);
      }
    }
  }

  /** The blocks that a `dynamic` block makes: one for each member of a literal `for_each`, else an unknown value. */
  private expand(
    schema: BlockSchema | undefined,
    name: string,
    definition: unknown,
    path: string,
    bound: Iterators | undefined,
    depth: number,
  ): readonly Value[] {
    const contents = isObject(definition) ? definition.content : undefined;
    const content: unknown = Array.isArray(contents) ? contents[0] : contents;
    if (!isObject(definition) || !isObject(content)) {
      throw this.error(path, "must have for_each and content: it is a dynamic block");
    }
    const iterator =
      typeof definition.iterator === "string" ? definition.iterator.replace(/^\$\{(\w+)\}$/, "$1") : name;
    const body = (each: { key: Value; value: Value }): Value => {
      const iterators = { ...bound, [iterator]: each };
      const raw = this.copy(content, path, depth) as Raw;
      const made =
        schema === undefined
          ? this.convertObject(raw, path, iterators, depth)
          : this.block(schema, raw, path, iterators, depth);
      this.shaped.add(made);
      return made;
    };
    const forEach = this.converted(definition.for_each, join(path, "for_each"), bound, depth);
    const members = isUnknown(forEach) ? undefined : membersOf(forEach);
    if (members === undefined && !isUnknown(forEach)) {
      throw this.error(join(path, "for_each"), "must be a list or an object");
    }
    this.expanded += members?.length ?? 1;
    if (members !== undefined && this.expanded <= MOST_EXPANDED_BLOCKS) {
      return members.map(body);
    }
    const made = { forEach, body: body({ key: new Unknown(), value: new Unknown() }) };
    return [new Unknown([...referencesByPath(made).values()].flat(), isUnknown(forEach) ? forEach.text : undefined)];
  }

  private copy(value: unknown, path: string, depth: number): unknown {
    this.checkDepth(path, depth);
    if (Array.isArray(value)) {
      return value.map((member) => this.copy(member, path, depth + 1));
    }
    if (!isObject(value)) {
      return value;
    }
    const entries = Object.entries(value).map(([key, member]) => [key, this.copy(member, path, depth + 1)] as const);
    return Object.fromEntries(entries);
  }

  private checkDepth(path: string, depth: number): void {
    if (depth > DEEPEST_LEVEL) {
      throw this.error(path.slice(0, 40), `nests deeper than ${DEEPEST_LEVEL} levels`);
    }
  }

  private error(path: string, problem: string): InputError {
    return new InputError(this.to.file, `${path === "" ? this.to.place : `${this.to.place}.${path}`} ${problem}`);
  }
}

/**
 * Keys and values of a literal `for_each`; undefined for what is none.
 *
 * The key of a list's member is its index and of a set's member the member itself; which of them is meant is not known
 * here, so that the key is not either.
 */
function membersOf(value: Value): readonly { key: Value; value: Value }[] | undefined {
  if (value === null) {
    return [];
  }
  if (Array.isArray(value)) {
    return (value as readonly Value[]).map((member) => ({ key: new Unknown(), value: member }));
  }
  return isObject(value) ? Object.entries(value).map(([key, member]) => ({ key, value: member as Value })) : undefined;
}

/**
 * Adds expanded blocks to the static ones of the name. Where there is nothing but one `dynamic` block of unknown
 * length, the whole is unknown; beside static blocks the unknown one is a member, so that the static ones are judged.
 */
function put(raw: Raw, name: string, expanded: readonly Value[]): void {
  const present = Object.hasOwn(raw, name) ? raw[name] : undefined;
  const [only, ...more] = expanded;
  const fixed = present === undefined || present === null ? [] : Array.isArray(present) ? present : [present];
  const value = fixed.length === 0 && more.length === 0 && isUnknown(only) ? only : [...fixed, ...expanded];
  Object.defineProperty(raw, name, { value, configurable: true, enumerable: true, writable: true });
}
