import { InputError } from "./input-error";

/** An object of Terraform JSON, and where it stands. */
export interface Body {
  readonly file: string;

  /** JSON path, as in `resource.aws_s3_bucket.models`. */
  readonly place: string;

  readonly raw: Record<string, unknown>;
}

/** A body with the labels that lead to it: type and name of a resource. */
export interface LabelledBody extends Body {
  readonly labels: readonly string[];
}

/** Deeper than any configuration; what recurses over the input stays within the stack. */
const DEEPEST_LEVEL = 200;

/** Key of comments in Terraform JSON; CDKTF puts its metadata there. */
export const COMMENT = "//";

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Own member of the object: what the input calls `constructor` or `__proto__` is nothing but a name. */
export function member(raw: unknown, key: string): unknown {
  return isObject(raw) && Object.hasOwn(raw, key) ? raw[key] : undefined;
}

/**
 * The bodies in the place of a block: Terraform's JSON syntax takes an object or a list of objects. None for null.
 *
 * @throws InputError for everything else
 */
export function bodies(file: string, place: string, value: unknown): readonly Body[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (isObject(value)) {
    return [{ file, place, raw: value }];
  }
  if (!Array.isArray(value) || value.length === 0) {
    throw new InputError(file, `${place} must be an object or a list of objects`);
  }
  return value.map((raw: unknown, index) => {
    if (!isObject(raw)) {
      throw new InputError(file, `${place}[${index}] must be an object`);
    }
    return { file, place: `${place}[${index}]`, raw };
  });
}

/** The bodies behind as many labels as the block has, each level an object or a list of objects. */
export function labelledBodies(file: string, place: string, value: unknown, labels: number): readonly LabelledBody[] {
  return descend(file, place, value, labels, []);
}

function descend(
  file: string,
  place: string,
  value: unknown,
  levels: number,
  labels: readonly string[],
): readonly LabelledBody[] {
  return bodies(file, place, value).flatMap((body) =>
    levels === 0
      ? [{ ...body, labels }]
      : Object.entries(body.raw)
          .filter(([label]) => label !== COMMENT)
          .flatMap(([label, nested]) =>
            descend(file, `${body.place}.${label}`, nested, levels - 1, [...labels, label]),
          ),
  );
}

/** @throws InputError when the JSON nests deeper than any configuration */
export function checkDepth(file: string, json: unknown): void {
  const open: { value: unknown; depth: number }[] = [{ value: json, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== "object" || value === null) {
      continue;
    }
    if (depth > DEEPEST_LEVEL) {
      throw new InputError(file, `nests deeper than ${DEEPEST_LEVEL} levels`);
    }
    for (const nested of Object.values(value)) {
      if (typeof nested === "object" && nested !== null) {
        open.push({ value: nested, depth: depth + 1 });
      }
    }
  }
}

/**
 * Waivers in the metadata of a stack or a resource, as they were written.
 *
 * @throws InputError when they are no list: a waiver that is overlooked is worse than one that is refused
 */
export function waiversIn(file: string, place: string, raw: unknown): readonly unknown[] {
  const waivers = member(member(member(member(raw, COMMENT), "metadata"), "modelkeep"), "waivers");
  if (waivers === undefined || waivers === null) {
    return [];
  }
  if (!Array.isArray(waivers)) {
    throw new InputError(file, `${place === "" ? "" : `${place}.`}//.metadata.modelkeep.waivers must be a list`);
  }
  return waivers;
}
