import { LIFTED_KINDS } from "../../estate/lifting-kinds";
import type { FieldShape, Form, Shape } from "../../estate/lifting-shape";
import { ROOT_SHAPES, SHAPES } from "../../estate/lifting-table";
import { type FixAttributes, type FixValue, isFields } from "../fixes/fix";
import type { Segment } from "../fixes/fix-path";

/** A place in a resource of Terraform, and how a value is written there. */
export interface TerraformPlace {
  readonly segments: readonly Segment[];
  readonly written: (value: FixValue) => FixValue;
}

/** Terraform type that makes objects of the kind (`apps/v1 Deployment`), with its version in the name where there is one. */
export function typeOfKind(kind: string): string | undefined {
  const types = Object.entries(LIFTED_KINDS)
    .filter(([type, lifted]) => `${lifted.apiVersion} ${lifted.kind}` === kind && !type.includes("_default_"))
    .map(([type]) => type)
    .sort();
  return types.find((type) => /_v\d+$/.test(type)) ?? types[0];
}

/**
 * The place in the arguments of the Terraform type that a path in the manifest leads to: `containers` is `container`.
 * Undefined where the provider has no argument for it.
 */
export function placeInType(type: string, segments: readonly Segment[]): TerraformPlace | undefined {
  const root = ROOT_SHAPES[type];
  return root === undefined ? undefined : placeIn(root, segments);
}

function placeIn(shapeName: string, segments: readonly Segment[]): TerraformPlace | undefined {
  const names = leadingNames(segments);
  const found = argumentFor(shapeName, names);
  if (found === undefined) {
    return undefined;
  }
  const { outer, argument, shape, length } = found;
  const [, form, nested] = shape;
  const here: readonly Segment[] = [...outer, argument].map((name) => ({ name }));
  const rest = segments.slice(length);
  if (nested === undefined) {
    return {
      segments: [...here, ...rest],
      written: rest.length === 0 ? (value) => scalar(form, value) : (value) => value,
    };
  }
  const [filter] = rest;
  const where = filter !== undefined && "where" in filter ? argumentFor(nested, [filter.where]) : undefined;
  const filters = where === undefined || filter === undefined ? [] : [{ ...filter, where: where.argument }];
  const inner = rest.slice(filters.length);
  if (inner.length === 0) {
    return { segments: [...here, ...filters], written: (value) => inShape(nested, value) };
  }
  const deeper = placeIn(nested, inner);
  return deeper && { ...deeper, segments: [...here, ...filters, ...deeper.segments] };
}

function leadingNames(segments: readonly Segment[]): readonly string[] {
  const end = segments.findIndex((segment) => !("name" in segment));
  return segments.slice(0, end === -1 ? undefined : end).map((segment) => ("name" in segment ? segment.name : ""));
}

interface FoundArgument {
  /** Blocks of Terraform's own around it. */
  readonly outer: readonly string[];
  readonly argument: string;
  readonly shape: FieldShape;
  /** Names of the path that it stands for. */
  readonly length: number;
}

/** The argument for the field that the names begin with: a field may lie deeper than its argument, or less deep. */
function argumentFor(shapeName: string, names: readonly string[]): FoundArgument | undefined {
  const entries = Object.entries(SHAPES[shapeName] ?? {}).filter(([, [, form]]) => form !== "dropped");
  for (const [argument, shape] of entries) {
    const field = shape[0].split(".");
    if (shape[0] !== "" && field.every((name, index) => names[index] === name)) {
      return { outer: [], argument, shape, length: field.length };
    }
  }
  for (const [argument, [, form, nested]] of entries) {
    const inlined = form === "inline" && nested !== undefined ? argumentFor(nested, names) : undefined;
    if (inlined !== undefined) {
      return { ...inlined, outer: [argument, ...inlined.outer] };
    }
  }
  return undefined;
}

/** The fields of an object of the kind as arguments of the Terraform type; undefined when the provider lacks one of them. */
export function argumentsOfType(type: string, fields: FixAttributes): FixAttributes | undefined {
  const root = ROOT_SHAPES[type];
  try {
    return root === undefined ? undefined : (inShape(root, fields) as FixAttributes);
  } catch (error) {
    if (error instanceof NoArgumentError) {
      return undefined;
    }
    throw error;
  }
}

/** The fields of an object of the kind, with a list wherever the kind has one: a fix names the elements of a list all alike. */
export function withLists(kind: string, fields: FixAttributes): FixAttributes {
  const root = ROOT_SHAPES[typeOfKind(kind) ?? ""];
  return root === undefined
    ? fields
    : (listed(root, fields, (shape, field) => argumentFor(shape, [field])?.shape) as FixAttributes);
}

/** The arguments of a resource of the type, with a list wherever a block may stand several times. */
export function withListsInType(type: string, fields: FixAttributes): FixAttributes {
  const root = ROOT_SHAPES[type];
  return root === undefined
    ? fields
    : (listed(root, fields, (shape, argument) => SHAPES[shape]?.[argument]) as FixAttributes);
}

function listed(
  shapeName: string,
  value: FixValue,
  shapeOf: (shapeName: string, name: string) => FieldShape | undefined,
): FixValue {
  if (!isFields(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, given]) => {
      const [, form, nested] = shapeOf(shapeName, name) ?? [];
      if (nested === undefined) {
        return [name, given];
      }
      const items: readonly FixValue[] = Array.isArray(given) ? given : [given];
      const written = items.map((item) => listed(nested, item, shapeOf));
      return [name, form === "objects" || Array.isArray(given) ? written : (written[0] ?? null)];
    }),
  );
}

/** The provider has no argument for a field. */
export class NoArgumentError extends Error {
  constructor(readonly field: string) {
    super(`the provider has no argument for ${field}`);
  }
}

/** An object of Kubernetes, or a list of them, with the provider's names. */
function inShape(shapeName: string, value: FixValue): FixValue {
  if (Array.isArray(value)) {
    return value.map((item: FixValue) => inShape(shapeName, item));
  }
  if (!isFields(value)) {
    return value;
  }
  const written: Record<string, FixValue> = {};
  for (const [field, given] of leaves(SHAPES[shapeName] ?? {}, value)) {
    const found = argumentFor(shapeName, field);
    if (found === undefined) {
      throw new NoArgumentError(field.join("."));
    }
    const [, form, nested] = found.shape;
    const holder = found.outer.reduce<Record<string, FixValue>>((outer, name) => {
      outer[name] ??= {};
      return outer[name] as Record<string, FixValue>;
    }, written);
    holder[found.argument] = nested === undefined ? scalar(form, given) : inShape(nested, given);
  }
  return written;
}

/** Fields of the object; where the shape's fields lie deeper, those that lie there. */
function leaves(
  shape: Shape,
  fields: FixAttributes,
  before: readonly string[] = [],
): (readonly [string[], FixValue])[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const path = [...before, name];
    const isDeeper = Object.values(shape).some(([field]) => field.startsWith(`${path.join(".")}.`));
    return isDeeper && isFields(value) ? leaves(shape, value, path) : [[path, value] as const];
  });
}

function scalar(form: Form, value: FixValue): FixValue {
  if (form === "octal" && typeof value === "number") {
    return value.toString(8).padStart(4, "0");
  }
  if (form === "port" && typeof value === "number") {
    return String(value);
  }
  if (form === "base64" && typeof value === "string") {
    return Buffer.from(value, "base64").toString("utf8");
  }
  if (form === "backendPort" && isFields(value)) {
    return value.number ?? value.name ?? null;
  }
  return value;
}
