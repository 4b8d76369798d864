import type { BlockSchema } from "../../estate/schema";
import { type FixAttributes, type FixValue, isFields } from "../fixes/fix";
import type { Segment } from "../fixes/fix-path";
import type { Edit } from "./edits";
import { type Change, HclHolder, insertElement, NotEditableError, removed, replaced } from "./hcl-holder";
import { isBlock, type Notation } from "./hcl-print";
import { elementsAt, type HclAttribute, literalAt, type Range } from "./hcl-tree";

/** Blocks whose labels are names on the way to them: `terraform.backend.s3`. */
const LABELLED: ReadonlySet<string> = new Set(["backend", "provider", "resource", "data", "module"]);

/**
 * The changes to the text that do the edit to what stands at the holder.
 *
 * @throws NotEditableError when an expression stands where something would have to be changed
 */
export function changesIn(
  holder: HclHolder,
  schema: BlockSchema | undefined,
  edit: Edit,
  notation: Notation,
): readonly Change[] {
  return new Editing(edit, notation).in(holder, schema, edit.segments);
}

type Where = Extract<Segment, { where: string }>;

class Editing {
  constructor(
    private readonly edit: Edit,
    private readonly notation: Notation,
  ) {}

  public in(holder: HclHolder, schema: BlockSchema | undefined, segments: readonly Segment[]): readonly Change[] {
    const [segment, next, ...further] = segments;
    if (segment === undefined) {
      return [];
    }
    const name = nameOf(segment);
    if (holder.isDynamic(name)) {
      throw new NotEditableError(`${name} is made by a dynamic block`);
    }
    const filter = next !== undefined && "where" in next ? next : undefined;
    const label =
      LABELLED.has(name) && holder.isBody && next !== undefined && filter === undefined ? nameOf(next) : undefined;
    const rest = filter === undefined && label === undefined ? segments.slice(1) : further;
    if (rest.length === 0) {
      return this.at(holder, schema, name);
    }
    const nested = schema === undefined || !Object.hasOwn(schema.blocks, name) ? undefined : schema.blocks[name];
    const inner = this.inner(holder, name, label).filter((each) => filter === undefined || matches(each, filter));
    if (inner.length > 0) {
      return inner.flatMap((each) => this.in(each, nested, rest));
    }
    const index = this.edit.segments.length - segments.length;
    return index < this.edit.given ? [] : this.made(holder, schema, name, { filter, label, rest });
  }

  /** What the name leads to: blocks, or the objects that its value is written as. */
  private inner(holder: HclHolder, name: string, label: string | undefined): readonly HclHolder[] {
    const blocks = holder.blocks(name).filter(({ labels }) => label === undefined || labels[0] === label);
    const attribute = holder.attribute(name);
    if (blocks.length > 0 || attribute === undefined || isNull(holder, attribute)) {
      return blocks;
    }
    const objects = holder.objectsAt(attribute.value);
    if (objects === undefined) {
      throw new NotEditableError(`${name} is written as ${holder.shown(attribute.value)}`);
    }
    return objects;
  }

  private made(
    holder: HclHolder,
    schema: BlockSchema | undefined,
    name: string,
    { filter, label, rest }: { filter: Where | undefined; label: string | undefined; rest: readonly Segment[] },
  ): readonly Change[] {
    const value = { ...(filter === undefined ? {} : { [filter.where]: filter.equals }), ...nest(rest, this.written()) };
    if (label !== undefined) {
      return [holder.insertBlocks(`${name} ${JSON.stringify(label)}`, [value], undefined, this.notation)];
    }
    const attribute = holder.attribute(name);
    const elements = attribute === undefined ? undefined : elementsAt(holder.text, attribute.value);
    if (attribute !== undefined && elements !== undefined) {
      return [insertElement(holder, attribute.value, elements, value, this.notation)];
    }
    const isBlocks = holder.isBody && (isBlock(schema, name, value) || name === "terraform");
    if (attribute !== undefined) {
      return isBlocks
        ? [holder.blocksInPlace(attribute, name, [value], schema?.blocks[name], this.notation)]
        : [replaced(holder, attribute.value, filter === undefined ? value : [value], this.notation)];
    }
    if (isBlocks) {
      return [holder.insertBlocks(name, [value], schema?.blocks[name], this.notation)];
    }
    return [holder.insertAttribute(name, filter === undefined ? value : [value], this.notation)];
  }

  private written(): FixValue {
    return this.edit.do === "set" ? (this.edit.values[0] ?? null) : this.edit.values;
  }

  private at(holder: HclHolder, schema: BlockSchema | undefined, name: string): readonly Change[] {
    switch (this.edit.do) {
      case "unset":
        return [...holder.blocks(name), holder.attribute(name)]
          .flatMap((each) => each ?? [])
          .map((each) => removed(holder.text, each));
      case "set":
        return this.set(holder, schema, name);
      case "include":
        return this.include(holder, schema, name);
      default:
        return this.exclude(holder, name);
    }
  }

  private set(holder: HclHolder, schema: BlockSchema | undefined, name: string): readonly Change[] {
    const value = this.written();
    const attribute = holder.attribute(name);
    if (attribute !== undefined) {
      const isWritten = literalAt(holder.text, attribute.value) !== undefined;
      if (!isWritten) {
        throw new NotEditableError(`${name} is written as ${holder.shown(attribute.value)}`);
      }
      return [replaced(holder, attribute.value, value, this.notation)];
    }
    const [first, ...others] = holder.blocks(name);
    const gone = others.map((each) => removed(holder.text, each));
    if (!holder.isBody || !isBlock(schema, name, value)) {
      if (first !== undefined) {
        throw new NotEditableError(`${name} is written as a block`);
      }
      return [holder.insertAttribute(name, value, this.notation)];
    }
    const bodies = (Array.isArray(value) ? value : [value]) as readonly FixAttributes[];
    const made =
      first === undefined
        ? holder.insertBlocks(name, bodies, schema?.blocks[name], this.notation)
        : holder.blocksInPlace(first, name, bodies, schema?.blocks[name], this.notation);
    return [made, ...gone];
  }

  private include(holder: HclHolder, schema: BlockSchema | undefined, name: string): readonly Change[] {
    const { values } = this.edit;
    const attribute = holder.attribute(name);
    if (attribute !== undefined && isNull(holder, attribute)) {
      return [replaced(holder, attribute.value, values, this.notation)];
    }
    if (attribute === undefined) {
      return holder.isBody && isBlock(schema, name, values)
        ? [holder.insertBlocks(name, values as readonly FixAttributes[], schema?.blocks[name], this.notation)]
        : [holder.insertAttribute(name, values, this.notation)];
    }
    const elements = this.elements(holder, name, attribute.value);
    const present = elements.map((element) => same(literalAt(holder.text, element)?.value));
    const missing = values.filter((value) => !present.includes(same(value)));
    // Several insertions at one place are one, in their order.
    return missing.length === 0 ? [] : [insertElement(holder, attribute.value, elements, missing, this.notation)];
  }

  private exclude(holder: HclHolder, name: string): readonly Change[] {
    const unwanted = this.edit.values.map(same);
    const attribute = holder.attribute(name);
    if (attribute === undefined) {
      return holder
        .blocks(name)
        .filter((block) => unwanted.includes(same(block.literal())))
        .map((block) => removed(holder.text, block));
    }
    const elements = isNull(holder, attribute) ? [] : this.elements(holder, name, attribute.value);
    const kept = elements.filter((element) => !unwanted.includes(same(literalAt(holder.text, element)?.value)));
    if (kept.length === elements.length) {
      return [];
    }
    const text = kept.map(({ start, end }) => holder.text.slice(start, end)).join(", ");
    return [{ ...attribute.value, text: `[${text}]` }];
  }

  private elements(holder: HclHolder, name: string, value: Range): readonly Range[] {
    const elements = elementsAt(holder.text, value);
    if (elements === undefined) {
      throw new NotEditableError(`${name} is written as ${holder.shown(value)}`);
    }
    return elements;
  }
}

/** Written as `null`, which says that it is not set. */
function isNull(holder: HclHolder, { value }: HclAttribute): boolean {
  return holder.text.slice(value.start, value.end) === "null";
}

function matches(holder: HclHolder, { where, equals }: Where): boolean {
  const attribute = holder.attribute(where);
  const literal = attribute && literalAt(holder.text, attribute.value);
  if (attribute !== undefined && literal === undefined) {
    throw new NotEditableError(`${where} is written as ${holder.shown(attribute.value)}`);
  }
  return literal !== undefined && String(literal.value) === equals;
}

/** The value with what lies on the way to it around it. */
function nest(segments: readonly Segment[], value: FixValue): FixAttributes {
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    return isFields(value) ? value : {};
  }
  const [filter] = rest;
  if (filter !== undefined && "where" in filter) {
    return { [nameOf(segment)]: [{ [filter.where]: filter.equals, ...nest(rest.slice(1), value) }] };
  }
  return { [nameOf(segment)]: rest.length === 0 ? value : nest(rest, value) };
}

export function nameOf(segment: Segment): string {
  return "name" in segment ? segment.name : "key" in segment ? segment.key : segment.equals;
}

function same(value: unknown): string {
  return JSON.stringify(value) ?? "";
}
